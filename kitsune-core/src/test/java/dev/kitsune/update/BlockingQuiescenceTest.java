package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.ThreadReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** Many waiting threads are woken together; how fast is published, not asserted. */
@Timeout(120)
class BlockingQuiescenceTest {

  private static final int THREADS = 100;
  private static final int UPDATES = 20;

  private static final String WAITING =
      """
      package app;
      import dev.kitsune.Kitsune;
      import dev.kitsune.blocking.Blocking;
      import dev.kitsune.testing.Probe;
      import java.util.concurrent.BlockingQueue;
      public class Main {
        public static void main(String[] args) throws Exception {
          for (int i = 0; i < %d; i++) Kitsune.thread("waiter " + i, Main::take, null);
          take(null);
        }
        @SuppressWarnings("unchecked")
        static void take(Object none) throws Exception {
          Probe.say(Blocking.take("take", (BlockingQueue<String>) Probe.kept("queue")));
        }
      }
      """
          .formatted(THREADS);

  @Test
  void quiesce_hundredThreadsInWrappers_allParkAndGoOn(TestReporter reporter) throws Exception {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    Probe.keep("queue", queue);
    List<Double> last = new ArrayList<>();
    try (Program program = Program.start(WAITING)) {
      for (int i = 0; i < UPDATES; i++) {
        UpdateReport report = program.dryRun(WAITING);

        assertThat(report.cause()).isNull();
        assertThat(report.threads())
            .hasSize(THREADS + 1)
            .allSatisfy(thread -> assertThat(thread.point()).isEqualTo("take"));
        last.add(
            report.threads().stream()
                .map(ThreadReport::arrivalMs)
                .map(Objects::requireNonNull)
                .max(Double::compare)
                .orElseThrow());
      }
      for (int i = 0; i <= THREADS; i++) {
        queue.add("element " + i);
      }

      for (int i = 0; i <= THREADS; i++) {
        assertThat(Probe.hear()).startsWith("element");
      }
      assertThat(queue).isEmpty();
    }
    Collections.sort(last);
    reporter.publishEntry(
        "last of %d threads parked, ms: median %.3f, best %.3f, worst %.3f"
            .formatted(THREADS, last.get(UPDATES / 2), last.get(0), last.get(UPDATES - 1)));
  }
}
