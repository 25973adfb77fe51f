package dev.kitsune.eval.experiment;

import dev.kitsune.eval.load.Segment;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.eval.subject.Load;
import dev.kitsune.eval.subject.Subject;
import dev.kitsune.stream.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The alternative to an update: let the plain server keep what it has and end, start the next
 * release with it at the same port (Kitsune, TOPLAS 2014, table XI: restart times; Rubah, section
 * 6.3).
 */
public final class RestartUnderLoad {

  private final Subject subject;
  private final Timing timing;
  private final Consumer<String> progress;

  /** Sets up the experiment. */
  public RestartUnderLoad(Subject subject, Timing timing, Consumer<String> progress) {
    this.subject = subject;
    this.timing = timing;
    this.progress = progress;
  }

  /** Runs the first version, restarts as the second in the middle of the load, and counts. */
  public RestartRow run(Servers servers, int fork, Step step)
      throws IOException, InterruptedException {
    String from = step.from().version();
    String to = step.to().version();
    progress.accept(from + " -> " + to + ": the alternative, stop and restart without Kitsune");
    int port = Servers.freePort();
    Path data = servers.dataFolder();
    ServerUnderTest old = servers.plain(step.from(), port, data);
    try (old;
        Load load = subject.open(old.address())) {
      load.populate();
      load.start();
      TimeUnit.NANOSECONDS.sleep(timing.first().toNanos());
      long counted = System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(timing.window().toNanos());
      long stopped = System.nanoTime();
      subject.keep(old.address());
      old.close();
      try (ServerUnderTest restarted = servers.plain(step.to(), port, data)) {
        long serving = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(timing.window().toNanos());
        Segment segment = load.stop();
        load.verify();
        return new RestartRow(
            step.from().program(),
            fork,
            from,
            to,
            subject.restart(),
            load.workload(),
            (serving - stopped) / 1e6,
            ClientView.of(segment, counted, stopped, serving),
            load.takeFindings(),
            load.expectedEntries(),
            subject.ask(restarted.address()).entries(),
            segment.timeline().around(stopped, timing.shown(), timing.shown()));
      }
    }
  }
}
