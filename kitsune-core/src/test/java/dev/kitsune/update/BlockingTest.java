package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import dev.kitsune.update.UpdateReport.ThreadReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each blocking wrapper taken through updates: one program, with a thread for each, which waits in
 * it and says what it got.
 */
@Timeout(120)
class BlockingTest {

  private static final String FAIL = "throw new IllegalStateException(\"on purpose\");";
  private static final String EVENTS = "((Wait.Step) Probe.kept(\"events\")).run();";

  private final List<Wait> waits = Wait.all();
  private volatile boolean happened;

  @BeforeEach
  void setUp() throws Exception {
    for (Wait wait : waits) {
      wait.perform(wait.setUp());
    }
    Wait.Step events = this::events;
    Probe.keep("events", events);
    Probe.keep("on their way", new AtomicInteger());
  }

  /** Lets everything happen that is waited for, once. */
  private void events() throws Exception {
    if (happened) {
      return;
    }
    happened = true;
    for (Wait wait : waits) {
      wait.perform(wait.event());
    }
  }

  /** A version, and what it does before commit, once each of its threads is on its way. */
  private String version(int number, String then) {
    StringBuilder threads = new StringBuilder();
    StringBuilder methods = new StringBuilder();
    for (int i = 0; i < waits.size(); i++) {
      Wait wait = waits.get(i);
      threads.append("Kitsune.thread(\"%s\", Main::w%d, null);\n".formatted(wait, i));
      methods.append(
          """
          static void w%d(Object none) throws Exception {
            Wait.is("%s");
            Object r;
            ((AtomicInteger) Probe.kept("on their way")).incrementAndGet();
            %s
            Probe.say("%2$s: %d got " + r);
          }
          """
              .formatted(i, wait, guarded(wait), number));
    }
    return """
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
          Kitsune.thread("other", Main::other, null);
          %s
        }
        Kitsune.automigrate();
        while (!Probe.stopping()) Kitsune.sleep("main", Duration.ofMillis(5));
      }
      static void other(Object none) throws Exception {
        if (Kitsune.isUpdating()) {
          while (((AtomicInteger) Probe.kept("on their way")).get() < %d) Thread.onSpinWait();
          %s
        }
        while (!Probe.stopping()) Kitsune.sleep("other", Duration.ofMillis(5));
      }
      %s
    }
    """
        .formatted(threads, waits.size(), then, methods);
  }

  private static String guarded(Wait wait) {
    return wait.interruptible()
        ? "try {"
            + wait.code()
            + "} catch (InterruptedException e) { r = \"interrupted\" + Thread.interrupted(); }"
        : wait.code();
  }

  private UpdateReport update(Program program, int number, String then, boolean dryRun)
      throws Exception {
    Awaitility.await().until(this::allWait);
    Probe.keep("on their way", new AtomicInteger());
    String source = version(number, then);
    UpdateReport report = dryRun ? program.dryRun(source) : program.update(source);
    boolean committed = then.equals("") || then.equals(EVENTS);
    if (dryRun) {
      assertThat(report.cause()).isNull();
    } else if (!committed) {
      assertThat(report.cause()).contains("on purpose");
    }
    assertThat(report.outcome())
        .as(report.toString())
        .isEqualTo(committed && !dryRun ? Outcome.COMMITTED : Outcome.ROLLED_BACK);
    String fate = committed && !dryRun ? "restarted" : "resumed";
    assertThat(report.threads())
        .extracting(ThreadReport::name, ThreadReport::point, ThreadReport::fate)
        .containsAll(waits.stream().map(wait -> tuple(wait.name(), "w", fate)).toList());
    return report;
  }

  /** Whether each of the threads waits in the JDK, beneath a wrapper and not held at its point. */
  private boolean allWait() {
    Set<String> names = waits.stream().map(Wait::name).collect(Collectors.toSet());
    Thread.getAllStackTraces()
        .forEach((thread, stack) -> {
          List<StackTraceElement> frames = List.of(stack);
          if (!frames.isEmpty()
              && frames.get(0).isNativeMethod()
              && frames.stream()
                  .anyMatch(at -> at.getClassName().startsWith("dev.kitsune.blocking."))
              && frames.stream().noneMatch(at -> at.getMethodName().equals("arrive"))) {
            names.remove(thread.getName());
          }
        });
    return names.isEmpty();
  }

  private void hearAll(int version) {
    Map<String, String> heard = new HashMap<>();
    while (heard.size() < waits.size()) {
      String line;
      try {
        line = Probe.hear();
      } catch (AssertionError e) {
        throw new AssertionError("heard of " + heard.keySet() + " only", e);
      }
      String previous = heard.put(line.substring(0, line.indexOf(':')), line);
      assertThat(previous).as("one result of each").isNull();
    }
    assertThat(heard.values())
        .containsExactlyInAnyOrderElementsOf(
            waits.stream().map(wait -> wait + ": " + version + " got " + wait.result()).toList());
    assertThat(Probe.heard()).isEmpty();
  }

  @Test
  void wait_throughDryRunsRollBacksAndCommits_goesOn() throws Exception {
    try (Running running = new Running(Program.start(version(1, "")))) {
      for (int number = 2; number <= 4; number++) {
        update(running.program, number, "", /* dryRun= */ true);
        update(running.program, number, FAIL, /* dryRun= */ false);
        update(running.program, number, "", /* dryRun= */ false);
      }
      Awaitility.await().until(this::allWait);
      assertThat(Probe.heard()).isEmpty();

      events();

      hearAll(4);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void wait_eventWhileHeld_isNotLost(boolean commits) throws Exception {
    try (Running running = new Running(Program.start(version(1, "")))) {
      update(running.program, 2, commits ? EVENTS : EVENTS + FAIL, /* dryRun= */ false);

      hearAll(commits ? 2 : 1);
    }
  }

  @Test
  void wait_interruptedByTheProgramAfterADryRun_throwsOnce() throws Exception {
    try (Running running = new Running(Program.start(version(1, "")))) {
      update(running.program, 2, "", /* dryRun= */ true);
      Awaitility.await().until(this::allWait);
      List<Wait> interruptible = waits.stream().filter(Wait::interruptible).toList();

      for (Wait wait : interruptible) {
        thread(wait.name()).interrupt();
        assertThat(Probe.hear()).isEqualTo(wait + ": 1 got interruptedfalse");
      }

      events();
      for (int i = interruptible.size(); i < waits.size(); i++) {
        assertThat(Probe.hear()).doesNotContain("interrupted");
      }
    }
  }

  @Test
  void wait_interruptedWhileHeld_newVersionsThreadIsInterrupted() throws Exception {
    List<Wait> interruptible = waits.stream().filter(Wait::interruptible).toList();
    Map<String, Thread> old = new HashMap<>();
    Wait.Step interruptOld = () -> old.values().forEach(Thread::interrupt);
    try (Running running = new Running(Program.start(version(1, "")))) {
      Awaitility.await().until(this::allWait);
      interruptible.forEach(wait -> old.put(wait.name(), thread(wait.name())));
      Probe.keep("events", interruptOld);

      update(running.program, 2, EVENTS, /* dryRun= */ false);

      for (int i = 0; i < interruptible.size(); i++) {
        assertThat(Probe.hear()).contains(": 2 got interruptedfalse");
      }
      events();
    }
  }

  /** A program whose threads get what they wait for before it is closed, else none would end. */
  private final class Running implements AutoCloseable {
    private final Program program;

    Running(Program program) {
      this.program = program;
    }

    @Override
    public void close() {
      try (program) {
        events();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Thread thread(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
