package dev.kitsune.eval;

import dev.kitsune.eval.page.Page;
import dev.kitsune.eval.report.Machine;
import dev.kitsune.eval.report.ReportWriter;
import dev.kitsune.eval.server.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all experiments share: the build, the output folder, and the honesty block of the report.
 */
record Environment(
    Installation installation,
    Path out,
    long seed,
    Machine machine,
    String loadBefore,
    String started,
    List<String> commandLine) {

  static Environment of(
      Installation installation, @Nullable Path out, long seed, List<String> commandLine) {
    String stamp = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    Path folder = out == null ? installation.root().resolve("target/eval").resolve(stamp) : out;
    return new Environment(
        installation,
        folder.toAbsolutePath().normalize(),
        seed,
        Machine.look(installation.root(), installation.java(), installation.javaOptions()),
        Machine.load(),
        OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        commandLine);
  }

  /** Begins a report with what a reader must know to judge it. */
  ReportWriter report(String kind) {
    return new ReportWriter()
        .put("suite", "kitsune eval")
        .put("kind", kind)
        .put("command", "kitsune " + String.join(" ", commandLine))
        .put("seed", seed)
        .put("started", started)
        .put("machine", machine)
        .put("loadBefore", loadBefore);
  }

  /** Begins a report, or goes on with that of a run in the same folder, so that parts add up. */
  ReportWriter more(String kind) throws IOException {
    return ReportWriter.onto(out.resolve("report.json"), report(kind).put("correct", true));
  }

  /** Writes the report, as complete or as far as it is; when it is complete, its page as well. */
  void write(ReportWriter report, boolean complete) throws IOException {
    report
        .put("loadAfter", Machine.load())
        .put("finished", OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("complete", complete)
        .write(out.resolve("report.json"));
    if (complete) {
      Page.of(out).write();
    }
  }

  /** Says the same in a few lines. */
  void print(Console console) {
    console.line(
        "machine: "
            + machine.cpu()
            + ", "
            + machine.cores()
            + " cores, "
            + machine.memory()
            + ", governor "
            + machine.governor()
            + ", load "
            + loadBefore);
    console.line(
        "servers: JDK "
            + machine.serverJdk()
            + ", flags "
            + (machine.flags().isEmpty() ? "none" : String.join(" ", machine.flags()))
            + "; commit "
            + machine.commit()
            + ", seed "
            + seed);
  }
}
