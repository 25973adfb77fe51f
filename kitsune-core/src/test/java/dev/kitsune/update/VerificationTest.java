package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import dev.kitsune.update.UpdateReport.Phase;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Updates in the verifying mode: what it finds, where, and that it finds nothing without cause. */
@Timeout(120)
class VerificationTest {

  private static final String KEPT =
      """
      package low;
      import java.util.*;
      public class Kept {
        public static int count;
        public static Object any;
        public static final List<Object> list = new ArrayList<>();
        public static final Map<String, int[]> arrays = new HashMap<>();
        public static final java.util.concurrent.locks.ReentrantLock lock =
            new java.util.concurrent.locks.ReentrantLock();
        public static class Holder {
          public String text = "first"; public long number = 7; public Holder next;
        }
        public static Holder holder = new Holder();
      }
      """;

  private static String main(int version, String atStart, String migrating) {
    return """
    package app;
    import dev.kitsune.Kitsune;
    import dev.kitsune.testing.Probe;
    import low.Kept;
    import java.util.*;
    public class Main {
      static class Client { String name; Client(String name) { this.name = name; } %s }
      static Map<String, Client> clients;
      static ThreadLocal<Client> current;
      public static void main(String[] args) throws Exception {
        if (!Kitsune.isUpdating()) {
          clients = new TreeMap<>();
          clients.put("a", new Client("a"));
          current = new ThreadLocal<>();
          current.set(clients.get("a"));
          Kept.list.add("text");
          Kept.list.add(new StringBuilder("changing"));
          Kept.arrays.put("numbers", new int[] {1, 2, 3});
          Kept.holder.next = new Kept.Holder();
          %s
        }
        Kitsune.automigrate();
        if (Kitsune.isUpdating()) { %s }
        boolean said = false;
        while (!Probe.stopping()) {
          Kitsune.update("loop");
          if (!said) { Probe.say("%d " + clients.get("a").name + " " + Kept.count); said = true; }
        }
      }
    }
    """
        .formatted(version == 1 ? "" : "int added" + version + ";", atStart, migrating, version);
  }

  @Test
  void verify_goodUpdate_looksAtAllAndFindsNothing() throws Exception {
    try (Program program = Program.start(KEPT, main(1, "", ""))) {
      Probe.hear("1 a 0");

      UpdateReport report = program.verified(KEPT, main(2, "", ""));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      UpdateReport.Verification verification = report.verification();
      assertThat(verification).isNotNull();
      assertThat(verification.heldBy()).isEmpty();
      assertThat(verification.oldLoadersAlive()).isZero();
      assertThat(verification.objects()).isGreaterThan(20);
      assertThat(verification.digested()).isGreaterThan(10);
      assertThat(verification.unreadable()).isEmpty();
    }
  }

  @Test
  void verify_newMainWritesIntoAKeptObject_isRolledBackWithPathAndValues() throws Exception {
    try (Program program = Program.start(KEPT, main(1, "", ""))) {
      Probe.hear("1 a 0");

      UpdateReport report = program.verified(KEPT, main(2, "", "Kept.holder.next.number = 8;"));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.failedPhase()).isEqualTo(Phase.RESTART);
      assertThat(report.cause())
          .contains("path=static low.Kept.holder -> Kept$Holder.next -> Kept$Holder.number")
          .contains("before=7, now=8");
      assertThat(report.notes()).anyMatch(note -> note.contains("put back"));
      assertThat(program.verified(KEPT, main(2, "", "")).outcome()).isEqualTo(Outcome.COMMITTED);
    }
  }

  @Test
  void verify_newMainWritesIntoAnArrayInAMap_isRolledBackWithPathAndValues() throws Exception {
    try (Program program = Program.start(KEPT, main(1, "", ""))) {
      Probe.hear("1 a 0");

      UpdateReport report =
          program.verified(KEPT, main(2, "", "Kept.arrays.get(\"numbers\")[1] = 20;"));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.cause()).contains("int[1]").contains("before=2, now=20");
    }
  }

  @Test
  void verify_newMainReplacesAnObjectByAnEqualOne_isRolledBack() throws Exception {
    try (Program program = Program.start(KEPT, main(1, "", ""))) {
      Probe.hear("1 a 0");

      UpdateReport report =
          program.verified(KEPT, main(2, "", "Kept.holder.text = new String(Kept.holder.text);"));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.cause()).contains("static low.Kept.holder -> Kept$Holder.text");
    }
  }

  @Test
  void rollBack_newMainWroteIntoAKeptStaticAndThrew_staticIsPutBack() throws Exception {
    try (Program program = Program.start(KEPT, main(1, "", ""))) {
      Probe.hear("1 a 0");
      String throwing = "Kept.count = 5; if (true) throw new IllegalStateException(\"boom\");";

      UpdateReport report = program.update(KEPT, main(2, "", throwing));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.cause()).contains("boom");
      assertThat(report.notes())
          .anyMatch(note -> note.startsWith("put back: static low.Kept.count"));
      assertThat(program.update(KEPT, main(2, "", "")).outcome()).isEqualTo(Outcome.COMMITTED);
      Probe.hear("2 a 0");
    }
  }

  @Test
  void verify_newMainWroteDeeplyAndThrew_everythingIsPutBack() throws Exception {
    try (Program program = Program.start(KEPT, main(1, "", ""))) {
      Probe.hear("1 a 0");
      Object builder = program.runtime().version().find("low.Kept").getField("list").get(null);
      String throwing =
          "Kept.list.add(\"more\"); ((StringBuilder) Kept.list.get(1)).append(\"!\");"
              + " Kept.holder.text = \"second\"; Kept.arrays.put(\"b\", null);"
              + " if (true) throw new IllegalStateException(\"boom\");";

      UpdateReport report = program.verified(KEPT, main(2, "", throwing));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.cause()).contains("boom");
      assertThat(builder.toString()).isEqualTo("[text, changing]");
      assertThat(report.notes()).noneMatch(note -> note.contains("not as before"));
      assertThat(report.verification().restored()).isFalse();
      Class<?> kept = program.runtime().version().find("low.Kept");
      assertThat((Map<?, ?>) kept.getField("arrays").get(null)).hasSize(1);
    }
  }

  @Test
  void verify_newMainLeavesAKeptLockHeld_isRolledBackAndTheLockIsFree() throws Exception {
    try (Program program = Program.start(KEPT, main(1, "", ""))) {
      Probe.hear("1 a 0");

      UpdateReport report = program.verified(KEPT, main(2, "", "Kept.lock.lock();"));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.cause()).contains("static low.Kept.lock -> ReentrantLock.sync");
      assertThat(report.verification().restored()).as(report.notes().toString()).isTrue();
      assertThat(lockOf(program).isLocked()).isFalse();
    }
  }

  @Test
  void rollBack_newMainThrewWithAKeptLock_theLockIsFree() throws Exception {
    try (Program program = Program.start(KEPT, main(1, "", ""))) {
      Probe.hear("1 a 0");
      String throwing = "Kept.lock.lock(); if (true) throw new IllegalStateException(\"boom\");";

      UpdateReport report = program.update(KEPT, main(2, "", throwing));

      assertThat(report.cause()).contains("boom");
      assertThat(lockOf(program).isLocked()).isFalse();
    }
  }

  private static ReentrantLock lockOf(Program program) throws Exception {
    Class<?> kept = program.runtime().version().find("low.Kept");
    return (ReentrantLock) kept.getField("lock").get(null);
  }

  @Test
  void verify_platformHoldsAnOldObject_isCommittedAndNamesThePath() throws Exception {
    String keeping = "Probe.keep(\"old\", clients.get(\"a\"));";
    try (Program program = Program.start(KEPT, main(1, keeping, ""))) {
      Probe.hear("1 a 0");

      UpdateReport report = program.verified(KEPT, main(2, "", ""));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(report.verification()).isNotNull();
      assertThat(report.verification().oldLoadersAlive()).isEqualTo(1);
      assertThat(report.verification().heldBy())
          .singleElement()
          .asString()
          .contains("static dev.kitsune.testing.Probe.KEPT")
          .contains("class of an instance of app.Main$Client");
    }
  }

  /** The transformation does not look into threads that it does not know. */
  @Test
  void verify_oldObjectBehindAThread_isRolledBackWithThePath() throws Exception {
    String hiding = "Kept.any = new Thread(new Task());";
    String task =
        """
        package app;
        public class Task implements Runnable { public void run() {} %s }
        """;
    try (Program program = Program.start(KEPT, main(1, hiding, ""), task.formatted(""))) {
      Probe.hear("1 a 0");

      UpdateReport report = program.verified(KEPT, main(2, "", ""), task.formatted("int added;"));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.failedPhase()).isEqualTo(Phase.TRANSFORM);
      assertThat(report.cause())
          .contains("an object of the old version: class=app.Task")
          .contains("path=static low.Kept.any -> Thread.");
    }
  }
}
