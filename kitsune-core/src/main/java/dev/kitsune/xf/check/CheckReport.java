package dev.kitsune.xf.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a step before it is run. Its JSON form is that of its components.
 *
 * @param from the old version's name
 * @param to the new version's name
 * @param file the specification as it was named, or null without one
 * @param units names of class units, in dependency order
 * @param changes what is not as it was, and what becomes of it
 * @param missing what no default and no rule covers
 * @param refusals why no update can make the step
 * @param remarks what the program's authors should look at
 * @param back the step back, if one exists without further rules
 */
public record CheckReport(
    String from,
    String to,
    @Nullable String file,
    Verdict verdict,
    Units units,
    Counts counts,
    List<Change> changes,
    List<Missing> missing,
    List<String> refusals,
    List<Remark> remarks,
    Back back) {

  /** The outcome of a check. */
  public enum Verdict {
    /** The defaults lose nothing. */
    SAFE,
    /** Rules cover what changed. */
    COVERED,
    /** Something changed that neither a default nor a rule covers. */
    INCOMPLETE,
    /** No update can make this step. */
    REFUSED
  }

  /** Which class units the update loads anew. */
  public record Units(List<String> reloaded, List<String> kept, List<String> gone) {}

  /** How much changed; of classes in units that are loaded anew. */
  public record Counts(
      int classesChanged,
      int classesAdded,
      int classesRemoved,
      int fieldsCopied,
      int fieldsChanged,
      int staticsMigrated,
      int staticsKeptByCode,
      int rules) {}

  /**
   * Something that is not as it was.
   *
   * @param kind what changed
   * @param item its name
   * @param outcome what becomes of it: a rule with its line, or a default
   */
  public record Change(Kind kind, String item, String outcome) {}

  /**
   * Something that a rule must say.
   *
   * @param message what is wrong
   * @param rule what to write
   */
  public record Missing(Kind kind, String item, String message, String rule) {}

  /** Something to look at. */
  public record Remark(Note note, String item, String message) {}

  /**
   * The way back.
   *
   * @param possible whether the step can be undone by an update without a specification of its own
   * @param loses what then would be lost
   */
  public record Back(boolean possible, List<String> loses) {}

  /** What may change. */
  public enum Kind {
    NEW_FIELD("new field"),
    REMOVED_FIELD("removed field"),
    RETYPED_FIELD("retyped field"),
    NEW_STATIC("new static"),
    REMOVED_STATIC("removed static"),
    RETYPED_STATIC("retyped static"),
    STATIC_FINAL("mutable static final"),
    RENAMED_CLASS("renamed class"),
    REMOVED_CLASS("removed class"),
    REMOVED_CONSTANT("removed enum constant"),
    REMOVED_ENTRY("removed thread entry");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    /** Returns the words for it. */
    public String shown() {
      return shown;
    }
  }

  /** What remarks are about. */
  public enum Note {
    UPDATE_POINT("update points"),
    LAMBDA("lambdas in state"),
    CLASS_NAME("class names in strings"),
    INITIAL_VALUE("initial values"),
    INITIALISER("initialisers"),
    STATIC_FINAL("static finals");

    private final String shown;

    Note(String shown) {
      this.shown = shown;
    }

    /** Returns the words for it. */
    public String shown() {
      return shown;
    }
  }

  /** Whether an update may make the step. */
  public boolean passes() {
    return verdict == Verdict.SAFE || verdict == Verdict.COVERED;
  }
}
