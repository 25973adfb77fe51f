package dev.kitsune.eval.experiment;

import dev.kitsune.eval.kv.Control;
import dev.kitsune.eval.kv.KvLoad;
import dev.kitsune.eval.kv.KvPlan;
import dev.kitsune.eval.kv.Segment;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.stream.Step;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The alternative to an update: stop the plain server, start the next release at the same port
 * (Kitsune, TOPLAS 2014, table XI: restart times; Rubah, section 6.3).
 */
public final class RestartUnderLoad {

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
    ServerUnderTest old = servers.plain(step.from());
    int port = old.address().getPort();
    try (old;
        KvLoad load = new KvLoad(plan, old.address())) {
      load.populate();
      load.start();
      TimeUnit.NANOSECONDS.sleep(timing.warmUp().toNanos());
      long counted = System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(timing.window().toNanos());
      long stopped = System.nanoTime();
      old.close();
      try (ServerUnderTest restarted = servers.plain(step.to(), step.to().jar(), port)) {
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
            "cold restart, state lost",
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
