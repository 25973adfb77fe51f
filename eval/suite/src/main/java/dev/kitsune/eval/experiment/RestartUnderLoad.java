package dev.kitsune.eval.experiment;

import dev.kitsune.eval.kv.Control;
import dev.kitsune.eval.kv.KvLoad;
import dev.kitsune.eval.kv.KvPlan;
import dev.kitsune.eval.kv.Segment;
import dev.kitsune.eval.server.Installation;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.stream.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The alternative to an update: let the plain server save and end, start the next release with the
 * dump at the same port (Kitsune, TOPLAS 2014, table XI: restart times; Rubah, section 6.3).
 */
public final class RestartUnderLoad {

  private static final int SAVING_MILLIS = 300_000;

  private final KvPlan plan;
  private final Timing timing;
  private final Consumer<String> progress;

  /** Sets up the experiment. */
  public RestartUnderLoad(KvPlan plan, Timing timing, Consumer<String> progress) {
    this.plan = plan;
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
    Path data = Installation.freshDirectory();
    ServerUnderTest old = servers.plain(step.from(), port, data);
    try (old;
        Control control = new Control(old.address(), SAVING_MILLIS);
        KvLoad load = new KvLoad(plan, old.address())) {
      load.populate();
      load.start();
      TimeUnit.NANOSECONDS.sleep(timing.warmUp().toNanos());
      long counted = System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(timing.window().toNanos());
      long stopped = System.nanoTime();
      control.saveAndShutDown();
      old.close();
      try (ServerUnderTest restarted = servers.plain(step.to(), port, data)) {
        long serving = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(timing.window().toNanos());
        Segment segment = load.stop();
        long expected = load.expectedKeys();
        load.verify();
        return new RestartRow(
            step.from().program(),
            fork,
            from,
            to,
            "SHUTDOWN with a save, then started with the dump",
            Workload.of(plan, load.expectedKeys()),
            (serving - stopped) / 1e6,
            ClientView.of(segment, plan.perSecond(), counted, stopped, serving),
            load.takeFindings(),
            expected,
            keys(restarted));
      }
    }
  }

  private long keys(ServerUnderTest server) {
    try (Control control = new Control(server.address(), plan.timeoutMillis())) {
      return control.tryInfo().map(Control.Info::keys).orElse(-1L);
    }
  }
}
