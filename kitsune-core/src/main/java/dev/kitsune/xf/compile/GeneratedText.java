package dev.kitsune.xf.compile;

import dev.kitsune.xf.syntax.Position;
import dev.kitsune.xf.syntax.SourceText;
import java.util.ArrayList;
import java.util.List;

/** Generated Java, and where each part of it comes from in the specification. */
final class GeneratedText {

  /** Characters that were copied, or stand for what was written at one place. */
  private record Segment(int start, int end, int origin, boolean copied) {}

  private final SourceText source;
  private final StringBuilder text = new StringBuilder();
  private final List<Segment> segments = new ArrayList<>();

  GeneratedText(SourceText source) {
    this.source = source;
  }

  /** Adds text that was not written by the user but belongs to what stands at the place. */
  GeneratedText add(String generated, int origin) {
    segments.add(new Segment(text.length(), text.length() + generated.length(), origin, false));
    text.append(generated);
    return this;
  }

  /** Adds what the user wrote at the place. */
  GeneratedText copy(String written, int origin) {
    segments.add(new Segment(text.length(), text.length() + written.length(), origin, true));
    text.append(written);
    return this;
  }

  /** Returns the place in the specification that a character comes from. */
  Position origin(long offset) {
    Segment last = null;
    for (Segment segment : segments) {
      if (segment.start <= offset && (offset < segment.end || segment.copied)) {
        last = segment;
      }
    }
    if (last == null) {
      return source.at(0);
    }
    int within = last.copied ? (int) Math.min(offset, last.end) - last.start : 0;
    return source.at(Math.min(source.text().length(), last.origin + within));
  }

  /** Returns the line of the specification that a generated line comes from. */
  int[] lines() {
    List<Integer> lines = new ArrayList<>();
    lines.add(0);
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '\n') {
        lines.add(lineOf(start, i));
        start = i + 1;
      }
    }
    return lines.stream().mapToInt(Integer::intValue).toArray();
  }

  private int lineOf(int start, int end) {
    Segment best = null;
    for (Segment segment : segments) {
      if (segment.start <= end && segment.end >= start && (best == null || segment.copied)) {
        best = segment;
        if (segment.copied) {
          break;
        }
      }
    }
    if (best == null) {
      return 1;
    }
    int within = best.copied ? Math.max(0, start - best.start) : 0;
    return source.at(Math.min(source.text().length(), best.origin + within)).line();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
