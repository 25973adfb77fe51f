package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signals raised to this process: the current version handles them. */
@Timeout(120)
class SignalTest {

  private static String handling(int version, String startUp) {
    return """
    package app;
    import dev.kitsune.Kitsune;
    import dev.kitsune.testing.Probe;
    public class Main {
      static int signals;
      public static void main(String[] args) {
        Kitsune.automigrate();
        %2$s
        Probe.say("%1$d up");
        while (!Probe.stopping()) Kitsune.update("loop");
      }
      static void onSignal() { Probe.say("%1$d signals=" + ++signals); }
      static void onOther() { Probe.say("%1$d other"); }
    }
    """
        .formatted(version, startUp);
  }

  private static final String BIND = "Kitsune.onSignal(\"USR2\", Main::onSignal);";
  private static final String BIND_OTHER = "Kitsune.onSignal(\"USR2\", Main::onOther);";

  /** By reflection, as javac warns of sun.misc whatever it is told. */
  private static void raise() throws Exception {
    Class<?> type = Class.forName("sun.misc.Signal");
    type.getMethod("raise", type)
        .invoke(null, type.getConstructor(String.class).newInstance("USR2"));
  }

  @Test
  void signal_afterAnUpdate_isHandledByTheNewVersion() throws Exception {
    try (Program program = Program.start(handling(1, BIND))) {
      Probe.hear("1 up");
      raise();
      assertThat(Probe.hear()).isEqualTo("1 signals=1");

      UpdateReport report = program.update(handling(2, ""));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      Probe.hear("2 up");
      raise();
      assertThat(Probe.hear()).isEqualTo("2 signals=2");
    }
  }

  @Test
  void onSignal_byAVersionThatCommits_takesTheSignalOver() throws Exception {
    try (Program program = Program.start(handling(1, BIND))) {
      Probe.hear("1 up");

      program.update(handling(2, BIND_OTHER));

      Probe.hear("2 up");
      raise();
      assertThat(Probe.hear()).isEqualTo("2 other");
    }
  }

  @Test
  void onSignal_byAVersionRolledBack_changesNothing() throws Exception {
    try (Program program = Program.start(handling(1, BIND))) {
      Probe.hear("1 up");

      UpdateReport report =
          program.update(
              handling(2, BIND_OTHER + " if (true) throw new IllegalStateException(\"boom\");"));

      assertThat(report.cause()).contains("boom");
      raise();
      assertThat(Probe.hear()).isEqualTo("1 signals=1");
    }
  }

  @Test
  void signal_whoseEntryTheNewVersionLacks_isIgnored() throws Exception {
    try (Program program = Program.start(handling(1, BIND))) {
      Probe.hear("1 up");

      program.update(handling(2, "").replace("onSignal()", "onNothing()"));

      Probe.hear("2 up");
      raise();
      program.update(handling(3, BIND));
      Probe.hear("3 up");
      raise();
      assertThat(Probe.hear()).isEqualTo("3 signals=1");
    }
  }

  @Test
  void signal_inThePause_isHandledByTheVersionThatRunsAfterwards() throws Exception {
    try (Program program = Program.start(handling(1, BIND))) {
      Probe.hear("1 up");
      raise();
      Probe.hear("1 signals=1");

      UpdateReport report =
          program
              .runtime()
              .update(
                  Program.jar(2, java.util.Map.of(), handling(2, "")),
                  Deadlines.DEFAULT,
                  false,
                  phase -> {
                    if (phase.equals("restart")) {
                      raiseAndAwaitHandler();
                    }
                  });

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      Probe.hear("2 signals=2");
    }
  }

  /** Returns when the handler's thread stands and waits. */
  private static void raiseAndAwaitHandler() {
    try {
      raise();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    org.awaitility.Awaitility.await()
        .until(() ->
            Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread ->
                    thread.getName().contains("USR2")
                        && thread.getState() == Thread.State.WAITING));
  }
}
