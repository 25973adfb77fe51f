package dev.kitsune.kv;

import dev.kitsune.update.Deadlines;
import dev.kitsune.update.UpdateReport.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What can be wrong with a version: 2.0.1 with one file changed. */
enum Fault {
  CLASS_MISSING(
      FaultJar.without("Connections"),
      Phase.TRANSFORM,
      "class dev.kitsune.kv.Connections is gone in the new version"),

  FAILS_VERIFICATION(FaultJar.unverifiable("Main", "now"), Phase.PREPARE, "java.lang.VerifyError"),

  /** Every value but the one integer among thousands of strings fits. */
  FAILS_AT_SOME_OBJECT(
      FaultJar.source(
          "data/Table.java",
          "    V value;\n",
          "    Bytes value;\n",
          "this.value = value;",
          "this.value = (Bytes) (Object) value;",
          "visitor.visit(entry.key, entry.value);\n        entry",
          "visitor.visit(entry.key, (V) entry.value);\n        entry",
          "visitor.visit(entry.key, entry.value);\n      }",
          "visitor.visit(entry.key, (V) entry.value);\n      }"),
      Phase.TRANSFORM,
      "Table$Entry.value"),

  INITIALISER_THROWS(
      inMain("static final int BROKEN = Integer.parseInt(\"no number\");"),
      Phase.TRANSFORM,
      "the static initialiser of the new version failed: class=dev.kitsune.kv.Main"),

  OUT_OF_MEMORY(
      inMain(
          "static final java.util.List<long[]> HUGE = fill();"
              + " private static java.util.List<long[]> fill() {"
              + " java.util.List<long[]> all = new java.util.ArrayList<>();"
              + " while (true) { all.add(new long[1 << 20]); } }"),
      Phase.TRANSFORM,
      "OutOfMemoryError"),

  MAIN_THROWS(atRestart("if (gate != null) throw new IllegalStateException(\"boom\");"), "boom"),

  MAIN_RETURNS(atRestart("if (gate != null) return;"), "ended without reaching point"),

  MAIN_LOOPS(atRestart("while (gate != null) { Thread.onSpinWait(); }"), "did not reach point"),

  MAIN_LOOPS_IN_A_KEPT_MONITOR(
      atRestart("synchronized (server) { while (gate != null) { Thread.onSpinWait(); } }"),
      "did not reach point"),

  MAIN_WAITS(
      atRestart("new java.util.concurrent.CountDownLatch(1).await();"), "did not reach point"),

  MAIN_EXITS(atRestart("if (gate != null) System.exit(3);"), "System.exit"),

  MAIN_WRITES_TO_SHARED_STATE(
      atRestart("server.settings().setIdleSeconds(1);"),
      "verification failed: the new version wrote to state that the old one shares"),

  MAIN_WRITES_TO_SHARED_STATE_AND_THROWS(
      atRestart(
          "server.settings().setPassword(\"locked out\"); server.keyspace().changed(7);"
              + " if (gate != null) throw new IllegalStateException(\"boom\");"),
      "boom"),

  MAIN_STARTS_A_THREAD_AND_BINDS_A_PORT_AND_THROWS(
      atRestart(
          "java.net.ServerSocket socket;"
              + " try { socket = new java.net.ServerSocket(0);"
              + " } catch (IOException e) { throw new java.io.UncheckedIOException(e); }"
              + " Kitsune.opened(socket);"
              + " new Thread(() -> { while (true) { now(); } }, \"stray\").start();"
              + " if (gate != null) throw new IllegalStateException(\"boom\");"),
      "boom");

  private final FaultJar.Edit edit;
  private final Phase phase;
  private final String cause;

  Fault(FaultJar.Edit edit, String cause) {
    this(edit, Phase.RESTART, cause);
  }

  Fault(FaultJar.Edit edit, Phase phase, String cause) {
    this.edit = edit;
    this.phase = phase;
    this.cause = cause;
  }

  /** Adds a declaration to the main class. */
  private static FaultJar.Edit inMain(String declaration) {
    String anchor = "  private static final int BACKLOG = ";
    return FaultJar.source("Main.java", anchor, "  " + declaration + "\n" + anchor);
  }

  /** Adds statements to what the main class does in an update, once it has its state. */
  private static FaultJar.Edit atRestart(String statements) {
    String anchor = "      gate.bind(new Connections(server));\n    } else {";
    return FaultJar.source("Main.java", anchor, "      " + statements + "\n" + anchor);
  }

  /** Returns the phase that must fail. */
  Phase phase() {
    return phase;
  }

  /** Returns what the report's cause must tell. */
  String cause() {
    return cause;
  }

  /** Whether the state is as before only because verifying puts it back. */
  boolean leavesTraces() {
    return this == MAIN_WRITES_TO_SHARED_STATE || this == MAIN_WRITES_TO_SHARED_STATE_AND_THROWS;
  }

  /** Returns the deadlines that fit: loops and waits need not last. */
  Deadlines deadlines() {
    return new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(2));
  }

  /** Returns how the table of faults names it. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Makes the jar. */
  Path jar(Path folder) throws IOException {
    return FaultJar.make(VersionJar.of("2.0.1"), id(), edit, folder);
  }
}
