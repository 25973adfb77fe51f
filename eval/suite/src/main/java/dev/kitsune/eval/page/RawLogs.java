package dev.kitsune.eval.page;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.jspecify.annotations.Nullable;

/** The raw latencies of a row, a histogram a second, cut where the report cut them. */
final class RawLogs {

  private static final int DIGITS = 3;

  private RawLogs() {}

  /** What was due before the update, and from it on; in microseconds. */
  record Cut(Histogram before, Histogram after) {}

  /**
   * Reads the load's log of a row and cuts it where the counts of the row say.
   *
   * @return null if the log is not there, or has other counts than the row
   */
  static @Nullable Cut cut(Path folder, Row row) {
    for (String name : row.texts("/raw")) {
      Path file = folder.resolve(name).normalize();
      if (name.endsWith("-load.hlog") && file.startsWith(folder) && Files.isReadable(file)) {
        return cut(
            seconds(file),
            row.number("/client/before/count"),
            row.number("/client/intended/count"));
      }
    }
    return null;
  }

  /** Takes the second part from the end, and the first part from where that begins. */
  static @Nullable Cut cut(List<Histogram> seconds, double before, double after) {
    int at = seconds.size();
    Histogram last = new Histogram(DIGITS);
    while (at > 0 && last.getTotalCount() < after) {
      last.add(seconds.get(--at));
    }
    Histogram first = new Histogram(DIGITS);
    while (at > 0 && first.getTotalCount() < before) {
      first.add(seconds.get(--at));
    }
    return last.getTotalCount() == after && first.getTotalCount() == before
        ? new Cut(first, last)
        : null;
  }

  /** Reads a log. */
  static List<Histogram> seconds(Path file) {
    List<Histogram> seconds = new ArrayList<>();
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      while (reader.hasNext()) {
        EncodableHistogram interval = reader.nextIntervalHistogram();
        if (interval instanceof Histogram second) {
          seconds.add(second);
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return seconds;
  }
}
