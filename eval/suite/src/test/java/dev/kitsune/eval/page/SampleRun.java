package dev.kitsune.eval.page;

import dev.kitsune.eval.load.LatencyLog;
import dev.kitsune.eval.report.Percentiles;
import dev.kitsune.eval.report.ReportWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A run's folder, made up: a report of every kind of row, with raw logs that fit it. */
final class SampleRun {

  static final int SECONDS = 4;
  static final int UPDATE_AT = 2;
  static final int BUCKETS = 80;

  private final Path folder;
  private final Random random = new Random(8);
  private final Map<String, Object> report = new LinkedHashMap<>();

  SampleRun(Path folder) {
    this.folder = folder;
    report.put("kind", "streams");
    report.put("size", "QUICK");
    report.put("command", "kitsune eval --quick");
    report.put("correct", true);
    report.put("complete", true);
    report.put("failures", List.of());
    report.put("leftOut", List.of("what this size leaves out"));
    report.put("notMeasured", List.of("what no size measures"));
    report.put("machine", Map.of("cpu", "a processor", "cores", 2));
  }

  /** Puts anything under a key. */
  SampleRun with(String key, Object value) {
    report.put(key, value);
    return this;
  }

  /** Writes the report. */
  Path write() throws IOException {
    ReportWriter writer = new ReportWriter();
    report.forEach(writer::put);
    writer.write(folder.resolve("report.json"));
    return folder;
  }

  /** Returns a row of an update, and writes its raw log. */
  Map<String, Object> update(String program, String from, String to) throws IOException {
    LatencyLog log = new LatencyLog(0);
    for (int i = 0; i < SECONDS * 1000; i++) {
      long due = TimeUnit.MILLISECONDS.toNanos(i) + 1;
      long pause = i >= UPDATE_AT * 1000 && i < UPDATE_AT * 1000 + 40 ? 40 : 0;
      log.answered(
          due, due + TimeUnit.MILLISECONDS.toNanos(pause) + 100_000 + random.nextInt(900_000));
    }
    String name = program + "-" + from + "-" + to + "-load.hlog";
    log.writeTo(folder.resolve(name));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("subject", program);
    row.put("fork", 1);
    row.put("from", from);
    row.put("to", to);
    row.put("outcome", "COMMITTED");
    row.put("pauseMs", 41.5);
    row.put("timeToQuiescenceMs", 52.0);
    row.put("phases", phases());
    row.put("objects", Map.of("copied", 12));
    row.put("unitsKept", List.of("a", "b"));
    row.put("unitsReloaded", List.of("c"));
    row.put("workload", Map.of("rate", 1000.0));
    row.put(
        "client",
        Map.of(
            "maxGapMs",
            43.25,
            "maxGapElsewhereMs",
            0,
            "before",
            Percentiles.of(log.between(0, UPDATE_AT)),
            "intended",
            Percentiles.of(log.between(UPDATE_AT, SECONDS)),
            "recoveryS",
            0.0,
            "driverLatenessMs",
            Map.of("p99", 0.2)));
    row.put("memory", Map.of("peakRss", 300L << 20));
    row.put("correct", Map.of("keysLost", 0, "firstFaults", List.of()));
    row.put("raw", List.of(name));
    row.put("failures", List.of());
    row.put("timeline", timeline());
    return row;
  }

  /** Returns a row of a restart. */
  static Map<String, Object> restart(String program, String from, String to) {
    return Map.of(
        "subject",
        program,
        "fork",
        1,
        "from",
        from,
        "to",
        to,
        "kind",
        "stop, start",
        "restartMs",
        900.5,
        "client",
        Map.of("maxGapMs", 950.0, "intended", Map.of("max", 960.0), "recoveryS", 2.0),
        "correct",
        Map.of("unanswered", 17));
  }

  /** Returns a row of a size. */
  static Map<String, Object> size(String change, int entries, double pause) {
    Map<String, Object> one =
        Map.of("pauseMs", pause, "gapMs", pause + 1, "phases", Map.of("transformMs", pause / 2));
    return Map.of(
        "collector",
        "g1",
        "change",
        change,
        "entries",
        entries,
        "first",
        one,
        "later",
        List.of(one, one, one),
        "peakHeapBytes",
        1 << 28,
        "peakRssBytes",
        1 << 29,
        "failure",
        "");
  }

  /** Returns a ratio with its interval. */
  static Map<String, Object> ratio(String operation, double low, double estimate, double high) {
    return Map.of(
        "operation",
        operation,
        "subjects",
        List.of(1, 2),
        "references",
        List.of(1, 2),
        "subjectMedian",
        99_000.0,
        "referenceMedian",
        100_000.0,
        "ratio",
        Map.of("low", low, "estimate", estimate, "high", high),
        "verdict",
        "EQUAL_WITHIN_2_PERCENT");
  }

  private static Map<String, Double> phases() {
    return Map.of(
        "loadMs", 50.0, "quiesceMs", 2.0, "transformMs", 20.0, "controlMs", 15.0, "commitMs", 5.0);
  }

  private static Map<String, Object> timeline() {
    List<Integer> answered = new ArrayList<>();
    List<Double> latencies = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      boolean paused = i > 42 && i < 47;
      answered.add(paused ? 0 : 10);
      latencies.add(paused ? 45.0 : 1.5);
    }
    return Map.of(
        "bucketMs", 10, "startMs", -400.0, "answered", answered, "maxLatencyMs", latencies);
  }
}
