package dev.kitsune.update;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes each update's report to a file of its own, {@code <pid>-NNNN.json}. */
final class ReportStore {

  private static final Logger LOG = LoggerFactory.getLogger(ReportStore.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final @Nullable Path directory;

  /**
   * @param directory made when needed; null to write nothing
   */
  ReportStore(@Nullable Path directory) {
    this.directory = directory;
  }

  /** Returns where a heap dump goes: beside the report. */
  Path dumpFile(UpdateReport report) {
    Path folder = directory;
    return (folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder)
        .resolve(name(report) + ".hprof");
  }

  private static String name(UpdateReport report) {
    return String.format(Locale.ROOT, "%d-%04d", report.pid(), report.sequence());
  }

  /** Writes the report; a failure is logged, since the update itself is over. */
  void write(UpdateReport report) {
    Path target = directory;
    if (target == null) {
      return;
    }
    Path file = target.resolve(name(report) + ".json");
    try {
      Files.createDirectories(target);
      JSON.writeValue(file.toFile(), report);
      LOG.info("update.reported file={}", file);
    } catch (IOException e) {
      LOG.warn("update.report-not-written file={} cause={}", file, e.toString());
    }
  }
}
