package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import dev.kitsune.update.UpdateReport.ThreadReport;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each blocking wrapper taken through updates. */
@Timeout(120)
class BlockingTest {

  /** What a version's threads do once the worker of a new version is on its way to its wait. */
  private enum Then {
    GO_ON(""),
    FAIL("throw new IllegalStateException(\"on purpose\");"),
    EVENT("Wait.Step e = Wait.kept(\"event\"); e.run();"),
    EVENT_AND_FAIL(EVENT.code + FAIL.code);

    private final String code;

    Then(String code) {
      this.code = code;
    }
  }

  static List<Wait> waits() {
    return Wait.all();
  }

  static Stream<Wait> interruptible() {
    return waits().stream().filter(Wait::interruptible);
  }

  private static String[] version(int number, Wait wait, Then then) {
    String main =
        """
        package app;
        import dev.kitsune.Kitsune;
        import dev.kitsune.blocking.Blocking;
        import dev.kitsune.testing.Probe;
        import dev.kitsune.update.Wait;
        import java.nio.ByteBuffer;
        import java.nio.channels.*;
        import java.time.Duration;
        import java.util.concurrent.*;
        import java.util.concurrent.atomic.*;
        import java.util.concurrent.locks.*;
        public class Main {
          private static Duration HOUR = Duration.ofHours(1);
          public static void main(String[] args) throws Exception {
            if (!Kitsune.isUpdating()) {
              Kitsune.thread("worker", Main::work, null);
              Kitsune.thread("other", Main::other, null);
            }
            Kitsune.automigrate();
            while (!Probe.stopping()) Kitsune.sleep("main", Duration.ofMillis(5));
          }
          static void other(Object none) throws Exception {
            if (Kitsune.isUpdating()) {
              while (Probe.kept("on its way %1$d") == null) Thread.onSpinWait();
              %3$s
            }
            while (!Probe.stopping()) Kitsune.sleep("other", Duration.ofMillis(5));
          }
          static void work(Object none) throws Exception {
            Object r;
            Probe.keep("on its way %1$d", true);
            try {
              %2$s
              Probe.say("%1$d got " + r);
            } catch (InterruptedException e) {
              Probe.say("%1$d was interrupted, flag=" + Thread.currentThread().isInterrupted());
            }
          }
        }
        """
            .formatted(number, wait.code().replace("throw new Error();", "throw new Error();"), then.code);
    if (!wait.interruptible()) {
      main = main.replace("} catch (InterruptedException e) {", "} finally { if (false) {")
          .replace("flag=\" + Thread.currentThread().isInterrupted());\n", "\");}\n");
    }
    return new String[] {main};
  }

  private static void awaitWaiting() {
    Awaitility.await().until(BlockingTest::isWaiting);
  }

  /** Whether the worker waits in the JDK, beneath a wrapper. */
  private static boolean isWaiting() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("worker")) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0
            && stack[0].isNativeMethod()
            && Stream.of(stack)
                .anyMatch(frame -> frame.getClassName().startsWith("dev.kitsune.blocking."))
            && Stream.of(stack).noneMatch(frame -> frame.getMethodName().equals("arrive"));
      }
    }
    return false;
  }

  private static Thread worker() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("worker"))
        .findFirst()
        .orElseThrow();
  }

  private static void expect(UpdateReport report, Outcome outcome, String fate) {
    assertThat(report.outcome()).as(report.toString()).isEqualTo(outcome);
    assertThat(report.threads())
        .as(report.toString())
        .extracting(ThreadReport::name, ThreadReport::point, ThreadReport::fate)
        .contains(tuple("worker", "w", fate));
  }

  private static Program start(Wait wait) throws Exception {
    wait.setUp().run();
    Probe.keep("event", wait.event());
    return Program.start(version(1, wait, Then.GO_ON));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void wait_throughDryRunRollBackAndCommits_goesOn(Wait wait) throws Exception {
    try (Program program = start(wait)) {
      awaitWaiting();

      expect(
          program.dryRun(version(2, wait, Then.GO_ON)), Outcome.ROLLED_BACK, "resumed");
      awaitWaiting();
      expect(program.update(version(2, wait, Then.FAIL)), Outcome.ROLLED_BACK, "resumed");
      awaitWaiting();
      expect(program.update(version(2, wait, Then.GO_ON)), Outcome.COMMITTED, "restarted");
      awaitWaiting();
      expect(
          program.dryRun(version(3, wait, Then.GO_ON)), Outcome.ROLLED_BACK, "resumed");
      expect(program.update(version(3, wait, Then.FAIL)), Outcome.ROLLED_BACK, "resumed");
      expect(program.update(version(3, wait, Then.GO_ON)), Outcome.COMMITTED, "restarted");
      awaitWaiting();
      assertThat(Probe.heard()).isEmpty();
      wait.event().run();

      assertThat(Probe.hear()).isEqualTo("3 got " + wait.result());
    }
  }

  @ParameterizedTest
  @MethodSource("waits")
  void wait_eventWhileParkedAndCommit_newVersionGetsIt(Wait wait) throws Exception {
    try (Program program = start(wait)) {
      awaitWaiting();

      expect(program.update(version(2, wait, Then.EVENT)), Outcome.COMMITTED, "restarted");

      assertThat(Probe.hear()).isEqualTo("2 got " + wait.result());
    }
  }

  @ParameterizedTest
  @MethodSource("waits")
  void wait_eventWhileParkedAndRollBack_oldVersionGetsIt(Wait wait) throws Exception {
    try (Program program = start(wait)) {
      awaitWaiting();

      UpdateReport report = program.update(version(2, wait, Then.EVENT_AND_FAIL));

      expect(report, Outcome.ROLLED_BACK, "resumed");

      assertThat(report.cause()).contains("on purpose");
      assertThat(Probe.hear()).isEqualTo("1 got " + wait.result());
    }
  }

  @ParameterizedTest
  @MethodSource("interruptible")
  void wait_interruptedByProgram_throwsAndLeavesTheRest(Wait wait) throws Exception {
    try (Program program = start(wait)) {
      awaitWaiting();
      expect(
          program.dryRun(version(2, wait, Then.GO_ON)), Outcome.ROLLED_BACK, "resumed");
      awaitWaiting();

      worker().interrupt();

      assertThat(Probe.hear()).isEqualTo("1 was interrupted, flag=false");
    }
  }
}
