package dev.kitsune.xf.syntax;

/**
 * One thing that is wrong with a specification: what is wrong, and what to write.
 *
 * @param file the name of the {@code .xf} file as the user gave it
 */
public record Problem(String file, Position at, String message) {

  /** Returns {@code file:line:column: message}. */
  @Override
  public String toString() {
    return file + ":" + at.line() + ":" + at.column() + ": " + message;
  }
}
