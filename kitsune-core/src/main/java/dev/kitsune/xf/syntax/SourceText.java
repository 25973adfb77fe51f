package dev.kitsune.xf.syntax;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The characters of a file, and where its lines begin. */
public final class SourceText {

  private final String file;
  private final String text;
  private final int[] lineStarts;

  /**
   * Makes a text.
   *
   * @param file how errors name it
   */
  public SourceText(String file, String text) {
    this.file = file;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int lines = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends =
          c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
      if (ends) {
        if (lines == starts.length) {
          starts = Arrays.copyOf(starts, lines * 2);
        }
        starts[lines++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, lines);
  }

  /** Returns how errors name the file. */
  public String file() {
    return file;
  }

  /** Returns all characters. */
  public String text() {
    return text;
  }

  /** Returns the place of a character; the end of the text is a place too. */
  public Position at(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    return new Position(offset, line + 1, offset - lineStarts[line] + 1);
  }

  /** Returns the first place of a line that is not blank. */
  public Position atLine(int line) {
    int start = lineStarts[Math.min(line, lineStarts.length) - 1];
    int at = start;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at(at);
  }

  /** Returns a problem at a place. */
  public Problem problem(Position at, String message) {
    return new Problem(file, at, message);
  }

  /** Returns an exception with a single problem. */
  XfException failure(int offset, String message) {
    return new XfException(List.of(problem(at(offset), message)));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SourceText that && file.equals(that.file) && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return file;
  }
}
