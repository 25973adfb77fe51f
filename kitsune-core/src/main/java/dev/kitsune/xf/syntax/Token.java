package dev.kitsune.xf.syntax;

/**
 * A token outside of blocks.
 *
 * @param text the identifier, what stands in a string or between a block's braces, else the sign
 */
record Token(Kind kind, String text, int offset) {

  /** What a token is. */
  enum Kind {
    NAME("a name"),
    STRING("a string"),
    BLOCK("a block"),
    DOT("."),
    COMMA(","),
    COLON(":"),
    ENTRY("::"),
    LOCAL("#"),
    ARROW("->"),
    END("the end of the file");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    @Override
    public String toString() {
      return shown;
    }
  }

  /** Returns the token as an error shows it. */
  String shown() {
    return switch (kind) {
      case NAME -> text;
      case BLOCK -> "{";
      case STRING -> '"' + text + '"';
      default -> kind.toString();
    };
  }
}
