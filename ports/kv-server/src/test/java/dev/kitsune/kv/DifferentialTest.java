package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.model.Model;
import dev.kitsune.kv.model.RandomSession;
import dev.kitsune.kv.model.Received;
import dev.kitsune.kv.model.Reply;
import dev.kitsune.kv.suite.ServerProcess;
import dev.kitsune.kv.suite.Wire;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sessions of 10,000 commands, every reply compared with a plain model's, and the digest of
 * all contents every thousand; and that this comparison finds faults.
 */
final class DifferentialTest {

  private static final int COMMANDS = 10_000;
  private static final int COMMANDS_PER_DIGEST = 1_000;

  private static ServerProcess server;

  @BeforeAll
  static void start() {
    server = ServerProcess.start(System.getProperty("java.class.path"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("kv.differential.sessions", 3));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void session_isAnsweredAsByTheModel(long seed) {
    assertThat(firstDifference(seed, request -> request)).isNull();
  }

  /** All values that are large enough leave memory again and again, and come back when needed. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = 1)
  void session_withASwapFile_isAnsweredAsByTheModel(long seed, @TempDir Path directory) {
    try (OwnServer swapping =
        OwnServer.start(
            directory,
            "vm-enabled yes",
            "vm-max-memory 0",
            "vm-swap-file " + directory.resolve("swap"))) {
      assertThat(firstDifference(swapping.address(), seed, request -> request)).isNull();

      try (Wire wire = swapping.connect()) {
        assertThat(OwnServer.info(wire, "vm_stats_swappin_count")).isNotEqualTo("0");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void session_findsTheDefect(Defect defect) {
    assertThat(firstDifference(1, defect::applyTo)).isNotNull();
  }

  /** Returns the first reply that differs, told as a text, or null. */
  private static String firstDifference(long seed, UnaryOperator<String[]> defect) {
    return firstDifference(server.address(), seed, defect);
  }

  private static String firstDifference(
      InetSocketAddress address, long seed, UnaryOperator<String[]> defect) {
    Model model = new Model();
    RandomSession session = new RandomSession(seed, false);
    try (RawClient client = new RawClient(address)) {
      client.call("FLUSHALL");
      for (int i = 1; i <= COMMANDS; i++) {
        String[] request = session.next();
        Reply expected = model.execute(request);
        Received found = client.call(defect.apply(request));
        if (!found.matches(expected)) {
          return "command %d %s: expected=%s, found=%s"
              .formatted(i, Arrays.toString(request), expected, found.bytes());
        }
        if (i % COMMANDS_PER_DIGEST == 0 && !model.isQueueing()) {
          String digest = client.call("DEBUG", "DIGEST").bytes().strip();
          if (!digest.equals("+" + model.digest())) {
            return "digest after command %d: expected=%s, found=%s"
                .formatted(i, model.digest(), digest);
          }
        }
      }
    }
    return null;
  }
}
