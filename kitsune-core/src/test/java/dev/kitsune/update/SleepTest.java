package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import dev.kitsune.update.UpdateReport.ThreadReport;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code Kitsune.sleep} as an update point. */
@Timeout(120)
class SleepTest {

  private static String napping(int version, String duration) {
    return """
    package app;
    import dev.kitsune.Kitsune;
    import dev.kitsune.testing.Probe;
    import java.time.Duration;
    public class Main {
      static int naps;
      public static void main(String[] args) throws Exception {
        if (!Kitsune.isUpdating()) Kitsune.thread("sleeper", Main::nap, null);
        Kitsune.automigrate();
        while (!Probe.stopping()) Kitsune.update("main");
      }
      static void nap(Object none) {
        while (Probe.kept("awake") != null && !Probe.stopping()) Kitsune.update("awake");
        long start = System.nanoTime();
        Probe.say("%1$d lies down");
        Duration duration = %2$s;
        try {
          Kitsune.sleep("nap", duration);
          Probe.say("%1$d slept enough=" + (System.nanoTime() - start >= duration.toNanos()));
        } catch (InterruptedException e) {
          Probe.say("%1$d interrupted");
        }
      }
    }
    """
        .formatted(version, duration);
  }

  private static Thread sleeper() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("sleeper"))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitAsleep() {
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(sleeper().getState()).isEqualTo(Thread.State.TIMED_WAITING));
  }

  @Test
  void sleep_updateComes_isWokenAndTaken() throws Exception {
    try (Program program = Program.start(napping(1, "Duration.ofHours(1)"))) {
      Probe.hear("1 lies down");
      awaitAsleep();
      Thread old = sleeper();

      UpdateReport report = program.update(napping(2, "Duration.ofMillis(1)"));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(report.threads())
          .filteredOn(thread -> thread.name().equals("sleeper"))
          .extracting(ThreadReport::point, ThreadReport::fate)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("nap", "restarted"));
      assertThat(Probe.hear()).isEqualTo("2 lies down");
      // Its time counts from when the old version lay down.
      assertThat(Probe.hear()).startsWith("2 slept");
      old.join();
      assertThat(Probe.heard()).isEmpty();
    }
  }

  @Test
  void sleep_dryRun_goesOnSleeping() throws Exception {
    String source = napping(1, "Duration.ofHours(1)");
    try (Program program = Program.start(source)) {
      Probe.hear("1 lies down");
      awaitAsleep();

      UpdateReport report = program.dryRun(source);

      assertThat(report.cause()).isNull();
      assertThat(report.threads())
          .extracting(ThreadReport::name, ThreadReport::point, ThreadReport::fate)
          .contains(org.assertj.core.groups.Tuple.tuple("sleeper", "nap", "resumed"));
      awaitAsleep();
      assertThat(Probe.heard()).isEmpty();
      sleeper().interrupt();
      assertThat(Probe.hear()).isEqualTo("1 interrupted");
    }
  }

  @Test
  void sleep_dryRunsOneAfterAnother_sleepsTheRestOfItsTimeOnly() throws Exception {
    String source = napping(1, "Duration.ofSeconds(4)");
    Probe.keep("awake", true);
    try (Program program = Program.start(source)) {
      // The first is much slower than those that follow.
      assertThat(program.dryRun(source).cause()).isNull();
      Probe.forget("awake");
      Probe.hear("1 lies down");
      int during = 0;
      String said = null;
      // A sleep that began anew after each would not end while they go on.
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (said == null && System.nanoTime() < end) {
        UpdateReport report = program.dryRun(source);
        during += report.threads().stream().anyMatch(t -> "nap".equals(t.point())) ? 1 : 0;
        said = Probe.heard().stream().findFirst().orElse(null);
      }

      assertThat(said).isEqualTo("1 slept enough=true");
      assertThat(during).isPositive();
    }
  }
}
