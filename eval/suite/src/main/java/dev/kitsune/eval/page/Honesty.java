package dev.kitsune.eval.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a reader must know to judge the figures: machine, command, what was not measured. */
final class Honesty {

  private Honesty() {}

  /** Returns the names and values of the machine and the run. */
  static List<Map.Entry<String, String>> facts(ReportFolder report) {
    Row root = report.whole();
    List<Map.Entry<String, String>> facts = new ArrayList<>();
    facts.add(Map.entry("command", root.text("/command")));
    facts.add(Map.entry("processor", root.text("/machine/cpu")));
    facts.add(Map.entry("cores", root.text("/machine/cores")));
    facts.add(Map.entry("memory", root.text("/machine/memory")));
    facts.add(Map.entry("governor", root.text("/machine/governor")));
    facts.add(Map.entry("system", root.text("/machine/os")));
    facts.add(Map.entry("servers' JDK", root.text("/machine/serverJdk")));
    facts.add(Map.entry("suite's JDK", root.text("/machine/suiteJdk")));
    facts.add(Map.entry("flags", flags(root)));
    facts.add(Map.entry("commit", root.text("/machine/commit")));
    facts.add(Map.entry("seed", root.text("/seed")));
    facts.add(Map.entry("load before", root.text("/loadBefore")));
    facts.add(Map.entry("load after", root.text("/loadAfter")));
    facts.add(Map.entry("started", root.text("/started")));
    facts.add(Map.entry("finished", root.text("/finished")));
    return facts;
  }

  /** Returns, in words, what the figures do not cover. */
  static List<String> notMeasured(ReportFolder report) {
    List<String> all = new ArrayList<>(report.whole().texts("/leftOut"));
    all.addAll(report.whole().texts("/notMeasured"));
    if (!report.rows("updates").isEmpty()
        && report.rows("updates").stream().noneMatch(row -> row.node().has("timeline"))) {
      all.add("timeline: no row has the pieces of time around its update");
    }
    return all;
  }

  /** Returns what failed; empty if all is well. */
  static List<String> failures(ReportFolder report) {
    Row root = report.whole();
    List<String> failures = new ArrayList<>(root.texts("/failures"));
    for (Row row : report.rows("updates")) {
      row.texts("/failures").forEach(each -> failures.add(Updates.step(row) + ": " + each));
    }
    for (Row row : report.rows("quiescence")) {
      row.texts("/failures").forEach(each -> failures.add(row.text("/subject") + ": " + each));
    }
    for (Row row : report.rows("capacity")) {
      Row step = row.part("/step");
      step.texts("/failures").forEach(each -> failures.add(Updates.step(step) + ": " + each));
    }
    for (Row row : report.rows("faults")) {
      if (!row.text("/failure").isEmpty()) {
        failures.add(
            row.text("/program") + ", " + row.text("/fault") + ": " + row.text("/failure"));
      }
    }
    if (root.node().path("complete").isBoolean() && !root.node().path("complete").asBoolean()) {
      failures.add("the run did not come to its end: what was measured until then is here");
    }
    if (root.node().path("correct").isBoolean()
        && !root.node().path("correct").asBoolean()
        && failures.isEmpty()) {
      failures.add("the run says that it is not correct");
    }
    return failures.stream().distinct().toList();
  }

  private static String flags(Row root) {
    List<String> flags = root.texts("/machine/flags");
    return flags.isEmpty() ? "none beyond conf/jvm.options" : String.join(" ", flags);
  }
}
