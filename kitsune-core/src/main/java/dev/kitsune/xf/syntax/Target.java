package dev.kitsune.xf.syntax;

import org.jspecify.annotations.Nullable;

/** What one rule is about; targets that are separated by commas share the rule's body. */
public sealed interface Target {

  /** Returns where the target begins. */
  Position at();

  /** {@code FROM -> TO}: renamed, moved, or transformed by the body. */
  record Move(Path from, Path to) implements Target {
    @Override
    public Position at() {
      return from.at();
    }

    @Override
    public String toString() {
      return from + " -> " + to;
    }
  }

  /**
   * {@code INIT PATH}: new in this version.
   *
   * @param threadName of an entry, the name of the thread to start, or null
   */
  record Init(Position at, Path path, @Nullable String threadName) implements Target {
    @Override
    public String toString() {
      return "INIT " + path + (threadName == null ? "" : " \"" + threadName + "\"");
    }
  }

  /** {@code DROP PATH}: lost on purpose. */
  record Drop(Position at, Path path) implements Target {
    @Override
    public String toString() {
      return "DROP " + path;
    }
  }

  /** {@code OPAQUE PATH}: handed on without looking into it. */
  record Opaque(Position at, Path path) implements Target {
    @Override
    public String toString() {
      return "OPAQUE " + path;
    }
  }

  /** {@code PRE} or {@code POST}: code before and after everything else. */
  record Hook(Position at, boolean isPost) implements Target {
    @Override
    public String toString() {
      return isPost ? "POST" : "PRE";
    }
  }
}
