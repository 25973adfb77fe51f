package dev.kitsune.xf.syntax;

/**
 * Java code between braces, with the braces left out.
 *
 * @param at the opening brace
 * @param code what stands between the braces, as it was written
 */
public record Block(Position at, String code) {

  /** Returns the offset of the code's first character in the file. */
  public int offset() {
    return at.offset() + 1;
  }

  /** Whether nothing but blanks and comments stands between the braces. */
  public boolean isEmpty() {
    return JavaText.skipBlanks(code, 0) == code.length();
  }
}
