package dev.kitsune.xf.syntax;

import dev.kitsune.xf.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits a specification into tokens; a block of Java is one token. */
final class Lexer {

  private final SourceText source;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  Lexer(SourceText source) {
    this.source = source;
    this.text = source.text();
  }

  /** Returns all tokens, the last of which is the end. */
  List<Token> tokens() throws XfException {
    while (true) {
      at = JavaText.skipBlanks(text, at);
      if (at == text.length()) {
        tokens.add(new Token(Kind.END, "", at));
        return tokens;
      }
      next();
    }
  }

  private void next() throws XfException {
    int end = JavaText.skipIdentifier(text, at);
    if (end > at) {
      add(Kind.NAME, text.substring(at, end), end);
      return;
    }
    switch (text.charAt(at)) {
      case '.' -> add(Kind.DOT, ".", at + 1);
      case ',' -> add(Kind.COMMA, ",", at + 1);
      case '#' -> add(Kind.LOCAL, "#", at + 1);
      case ':' -> {
        boolean entry = text.startsWith("::", at);
        add(entry ? Kind.ENTRY : Kind.COLON, entry ? "::" : ":", at + (entry ? 2 : 1));
      }
      case '"' -> {
        int close = JavaText.skipOpaque(text, at);
        if (close < 0 || text.startsWith("\"\"\"", at)) {
          throw source.failure(at, "a string does not end on its line; close it with \"");
        }
        add(Kind.STRING, text.substring(at + 1, close - 1), close);
      }
      case '{' -> {
        int close = endOfBlock();
        add(Kind.BLOCK, text.substring(at + 1, close - 1), close);
      }
      case '-' -> {
        if (!text.startsWith("->", at)) {
          throw unexpected();
        }
        add(Kind.ARROW, "->", at + 2);
      }
      default -> throw unexpected();
    }
  }

  private void add(Kind kind, String value, int end) {
    tokens.add(new Token(kind, value, at));
    at = end;
  }

  private XfException unexpected() {
    if (text.startsWith("/*", at)) {
      return source.failure(at, "a comment does not end; close it with */");
    }
    int c = text.codePointAt(at);
    String shown =
        Character.isISOControl(c) || Character.isSurrogate((char) c)
            ? String.format("U+%04X", c)
            : "'" + Character.toString(c) + "'";
    String hint =
        switch (c) {
          case '}' -> "; a block was closed before, or its { is missing";
          case ';' -> "; a rule needs no end, code stands in braces: FROM -> TO: { $out = $in; }";
          case '=' -> "; write FROM -> TO";
          case '$' -> "; $ forms stand in bodies only";
          default -> "; rules are of names, dots, #, ::, ->, commas, : and { code }";
        };
    return source.failure(at, "unexpected character " + shown + hint);
  }

  /** Returns the offset behind the closing brace; no recursion, however deep the braces are. */
  private int endOfBlock() throws XfException {
    int depth = 0;
    int i = at;
    while (i < text.length()) {
      int end = JavaText.skipOpaque(text, i);
      if (end < 0) {
        throw source.failure(
            i,
            text.startsWith("/*", i)
                ? "a comment does not end; close it with */"
                : "a string or character does not end in the code; close it with "
                    + (text.startsWith("\"\"\"", i) ? "\"\"\"" : text.charAt(i)));
      }
      if (end > i) {
        i = end;
        continue;
      }
      char c = text.charAt(i++);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    throw source.failure(at, "a block does not end: open braces=" + depth + "; close it with }");
  }
}
