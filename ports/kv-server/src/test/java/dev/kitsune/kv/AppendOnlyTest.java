package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.Readback;
import dev.kitsune.kv.suite.Wire;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The log of commands: its text, what comes back from it, and that nothing acknowledged is lost.
 */
final class AppendOnlyTest {

  private static final int ROUNDS = 3;
  private static final int ROUNDS_FULL = 100;
  private static final int WRITERS = 4;

  @TempDir private Path directory;

  static LongStream rounds() {
    return LongStream.range(0, Boolean.getBoolean("kitsune.full") ? ROUNDS_FULL : ROUNDS);
  }

  @Test
  void log_hasTheReleasesText() throws Exception {
    try (OwnServer server = OwnServer.start(directory, "appendonly yes");
        Wire wire = server.connect()) {
      wire.send("set k 1\r\nv\r\n");
      wire.reply();
      wire.call("GET", "k");
      wire.call("DEL", "none");
      wire.call("SELECT", "3");
      wire.call("EXPIREAT", "none", "5");
      wire.call("MULTI");
      wire.call("incr", "n");
      wire.call("EXEC");
    }

    assertThat(log())
        .isEqualTo(
            "*2 $6 SELECT $1 0 *3 $3 set $1 k $1 v "
                + "*2 $6 SELECT $1 3 *1 $5 MULTI *2 $4 incr $1 n *1 $4 EXEC ");
  }

  @Test
  void log_hasDeadlinesInPlaceOfDurations() throws Exception {
    long before = System.currentTimeMillis() / 1000;
    try (OwnServer server = OwnServer.start(directory, "appendonly yes");
        Wire wire = server.connect()) {
      wire.call("SETEX", "k", "100", "v");
      wire.call("SET", "l", "v");
      wire.call("EXPIRE", "l", "200");
    }

    String log = log();
    assertThat(log)
        .matches(
            "\\*2 \\$6 SELECT \\$1 0 \\*3 \\$3 SET \\$1 k \\$1 v "
                + "\\*3 \\$8 EXPIREAT \\$1 k \\$10 \\d{10} \\*3 \\$3 SET \\$1 l \\$1 v "
                + "\\*3 \\$8 EXPIREAT \\$1 l \\$10 \\d{10} ");
    long deadline = Long.parseLong(log.split(" ")[18]);
    assertThat(deadline).isBetween(before + 100, before + 160);
  }

  @ParameterizedTest
  @ValueSource(strings = {"always", "everysec", "no"})
  void restart_afterAKill_givesEverythingBack(String policy) {
    String digest;
    try (OwnServer server = OwnServer.start(directory, "appendonly yes", "appendfsync " + policy);
        Wire wire = server.connect()) {
      Readback.fill(wire, 200);
      digest = server.digest();
      server.process().kill();
    }
    try (OwnServer server = OwnServer.start(directory, "appendonly yes", "appendfsync " + policy)) {
      assertThat(server.digest()).isEqualTo(digest);
    }
  }

  @Test
  void rewriting_whileEverythingChanges_losesNothing() throws Exception {
    String digest;
    try (OwnServer server = OwnServer.start(directory, "appendonly yes");
        Wire wire = server.connect()) {
      Readback.fill(wire, 2_000);
      for (int i = 0; i < 50; i++) {
        Readback.fill(wire, 20); // what a rewriting leaves out
      }
      long before = Files.size(server.file("appendonly.aof"));
      assertThat(wire.call("BGREWRITEAOF"))
          .isEqualTo("+Background append only file rewriting started");
      int changes = 0;
      while (OwnServer.info(wire, "bgrewriteaof_in_progress").equals("1")) {
        wire.call("SELECT", "" + changes % 3);
        wire.call("RPUSH", "list:" + changes % 17, "later");
        wire.call("DEL", "string:" + changes);
        wire.call("INCR", "new:" + changes++ % 5);
      }
      assertThat(changes).isPositive();
      wire.call("SELECT", "2");
      wire.call("SET", "after", "all");
      digest = server.digest();
      assertThat(Files.size(server.file("appendonly.aof"))).isLessThan(before);
      assertThat(Files.list(directory).map(f -> f.getFileName().toString()))
          .noneMatch(name -> name.startsWith("temp-"));
      server.process().kill();
    }
    try (OwnServer server = OwnServer.start(directory, "appendonly yes")) {
      assertThat(server.digest()).isEqualTo(digest);
    }
  }

  @Test
  void configSet_turnsItOnAndOff() throws Exception {
    String digest;
    try (OwnServer server = OwnServer.start(directory);
        Wire wire = server.connect()) {
      Readback.fill(wire, 100);
      assertThat(wire.call("CONFIG", "SET", "appendonly", "yes")).isEqualTo("+OK");
      wire.call("SET", "later", "1");
      OwnServer.awaitBackground(wire);
      digest = server.digest();
      assertThat(wire.call("CONFIG", "SET", "appendonly", "no")).isEqualTo("+OK");
      wire.call("SET", "not", "logged");
      assertThat(wire.call("CONFIG", "SET", "appendonly", "perhaps"))
          .isEqualTo("-ERR invalid argument 'perhaps' for CONFIG SET 'appendonly'");
      server.process().kill();
    }
    try (OwnServer server = OwnServer.start(directory, "appendonly yes")) {
      assertThat(server.digest()).isEqualTo(digest);
    }
  }

  @Test
  void debugLoadaof_keepsEverything() {
    try (OwnServer server = OwnServer.start(directory, "appendonly yes");
        Wire wire = server.connect()) {
      Readback.fill(wire, 100);
      String digest = server.digest();

      assertThat(wire.call("DEBUG", "LOADAOF")).isEqualTo("+OK");

      assertThat(server.digest()).isEqualTo(digest);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nab",
        "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n",
        "*1\r\n$5\r\nMULTI\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n",
      })
  void logThatEndsTooEarly_endsTheProcessAndStays(String text) throws Exception {
    refuse(text, "Unexpected end of file reading the append only file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rubbish\r\n", "*0\r\n", "*1\r\n+PING\r\n", "*x\r\n", "*1\r\n$-1\r\n"})
  void logOfAnotherFormat_endsTheProcessAndStays(String text) throws Exception {
    refuse(text, "Bad file format reading the append only file");
  }

  @Test
  void logWithAnUnknownCommand_endsTheProcessAndStays() throws Exception {
    refuse("*1\r\n$3\r\nFOO\r\n", "Unknown command 'FOO' reading the append only file");
  }

  private void refuse(String text, String message) throws Exception {
    Path log = directory.resolve("appendonly.aof");
    Files.writeString(log, text, StandardCharsets.ISO_8859_1);
    try (OwnServer server = OwnServer.begin(directory, "appendonly yes")) {
      assertThat(server.process().exitStatus()).isEqualTo(1);
      assertThat(server.process().log()).anyMatch(line -> line.contains("# " + message));
    }
    assertThat(Files.readString(log, StandardCharsets.ISO_8859_1)).isEqualTo(text);
  }

  /** What was acknowledged before the kill is there afterwards, and nothing that was never sent. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("rounds")
  void kill_atARandomMoment_losesNoAcknowledgedWrite(long seed) throws Exception {
    Random random = new Random(seed);
    String[] directives = {"appendonly yes", "appendfsync always"};
    List<Writer> writers = new ArrayList<>();
    try (OwnServer server = OwnServer.start(directory, directives)) {
      int acknowledged = 200 + random.nextInt(1_500);
      CountDownLatch enough = new CountDownLatch(acknowledged);
      for (int i = 0; i < WRITERS; i++) {
        writers.add(new Writer(i, server.connect(), enough));
      }
      writers.forEach(Thread::start);
      try (Wire wire = server.connect()) {
        if (random.nextBoolean()) {
          wire.call("BGREWRITEAOF"); // so that some kills hit one
        }
        enough.await();
      }
      server.process().kill();
      for (Writer writer : writers) {
        writer.join();
      }
    }

    try (OwnServer server = OwnServer.start(directory, directives);
        Wire wire = server.connect()) {
      for (Writer writer : writers) {
        int length = Integer.parseInt(wire.call("LLEN", "list" + writer.number).substring(1));
        assertThat(length).isBetween(writer.acknowledged, writer.sent);
        assertThat(wire.call("GET", "last" + writer.number))
            .isIn("" + (length - 1), "" + length, length <= 1 ? "nil" : "" + length);
      }
    }
  }

  /** A client that counts what it sent and what was acknowledged. */
  private static final class Writer extends Thread {
    private final int number;
    private final Wire wire;
    private final CountDownLatch enough;
    private int sent;
    private int acknowledged;

    Writer(int number, Wire wire, CountDownLatch enough) {
      this.number = number;
      this.wire = wire;
      this.enough = enough;
    }

    @Override
    public void run() {
      try (wire) {
        while (true) {
          sent++;
          String length = wire.call("RPUSH", "list" + number, "element " + sent);
          acknowledged++;
          if (!length.equals(":" + sent)
              || !wire.call("SET", "last" + number, "" + sent).equals("+OK")) {
            throw new IllegalStateException("wrong reply: length=" + length);
          }
          enough.countDown();
        }
      } catch (AssertionError | UncheckedIOException e) {
        // The server was killed.
      }
    }
  }

  private String log() throws Exception {
    return Files.readString(directory.resolve("appendonly.aof"), StandardCharsets.ISO_8859_1)
        .replace("\r\n", " ");
  }
}
