package dev.kitsune.xf.check;

import dev.kitsune.xf.check.CheckReport.Change;
import dev.kitsune.xf.check.CheckReport.Kind;
import dev.kitsune.xf.check.CheckReport.Missing;
import dev.kitsune.xf.check.CheckReport.Note;
import dev.kitsune.xf.check.CheckReport.Remark;
import dev.kitsune.xf.model.BoundRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the parts of a check find, each thing once. */
final class Findings {

  private final String versions;
  private final Set<String> seen = new LinkedHashSet<>();
  final List<Change> changes = new ArrayList<>();
  final List<Missing> missing = new ArrayList<>();
  final List<String> refusals = new ArrayList<>();
  final List<Remark> remarks = new ArrayList<>();
  int fieldsCopied;
  int fieldsChanged;
  int staticsMigrated;
  int staticsKeptByCode;

  /**
   * @param from the old version's name
   * @param to the new version's name
   */
  Findings(String from, String to) {
    this.versions = "from=" + from + ", to=" + to;
  }

  /** Notes that a rule covers what changed. */
  void ruled(Kind kind, String item, BoundRule rule) {
    byDefault(kind, item, RuleIndex.shown(rule));
  }

  /** Notes that a default covers what changed, and loses nothing. */
  void byDefault(Kind kind, String item, String outcome) {
    if (seen.add(kind + " " + item)) {
      changes.add(new Change(kind, item, outcome));
    }
  }

  /**
   * Notes that nothing covers what changed.
   *
   * @param found further name=value pairs, or empty
   * @param rule what to write
   * @param orElse another thing to write, or empty
   */
  void missing(Kind kind, String item, String found, String rule, String orElse) {
    if (seen.add(kind + " " + item)) {
      String message =
          "no rule for "
              + kind.shown()
              + " "
              + item
              + ": "
              + versions
              + (found.isEmpty() ? "" : ", " + found)
              + "; write "
              + rule
              + (orElse.isEmpty() ? "" : ", or " + orElse);
      missing.add(new Missing(kind, item, message, rule));
    }
  }

  void remark(Note note, String item, String message) {
    if (seen.add(note + " " + item)) {
      remarks.add(new Remark(note, item, message));
    }
  }
}
