package dev.kitsune.eval.steady;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.testing.FakeServer;
import dev.kitsune.eval.testing.Fault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

  private final Set<InetSocketAddress> subjects = new HashSet<>();
  private final List<ServerUnderTest> started = new ArrayList<>();
  private final Random noise = new Random(5);

  @ParameterizedTest(name = "{0} times as fast, noise of {1}: {2}")
  @CsvSource({
    "1.00, 0.01, EQUAL_WITHIN_2_PERCENT",
    "0.952, 0.01, SLOWER",
    "1.05, 0.01, FASTER",
    "1.00, 0.30, NOT_SHOWN",
  })
  void run_knownRatio_verdictSaysIt(double factor, double spread, PairedRatio.Verdict verdict)
      throws Exception {
    List<PairedRatio> ratios = compare(factor, spread);

    assertThat(ratios).extracting(PairedRatio::operation).containsExactly("SET", "GET");
    assertThat(ratios).extracting(PairedRatio::verdict).containsOnly(verdict);
    assertThat(ratios)
        .allSatisfy(ratio -> assertThat(ratio.ratio().contains(ratio.ratio().estimate())).isTrue());
  }

  @Test
  void run_everyPair_hasFreshServersAndEndsThem() throws Exception {
    compare(1, 0.01);

    assertThat(started).hasSize(40).doesNotHaveDuplicates();
    assertThat(started).noneMatch(ServerUnderTest::isAlive);
  }

  @Test
  void parse_csvOfTheBenchmark_rate() throws Exception {
    String csv =
        "\"test\",\"rps\",\"avg_latency_ms\"\n\"SET\",\"61728.39\",\"0.412\"\n"
            + "\"GET\",\"70000.00\",\"0.4\"\n\"LPUSH (needed to benchmark LRANGE)\",\"1.00\"\n"
            + "\"LRANGE_100 (first 100 elements)\",\"9000.00\",\"0.4\"\n";

    assertThat(RedisBenchmark.parse(csv, "GET")).isEqualTo(70000);
    assertThat(RedisBenchmark.parse(csv, "LRANGE_100")).isEqualTo(9000);
    assertThatThrownBy(() -> RedisBenchmark.parse(csv, "INCR"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("operation=INCR");
  }

  /** Every slice has noise; each pair drifts as a whole, which must drop out of the ratio. */
  private List<PairedRatio> compare(double factor, double spread) throws Exception {
    Comparison comparison =
        new Comparison(
            (server, operation, requests) ->
                50_000
                    * (1 + started.size() / 40.0)
                    * (subjects.contains(server) ? factor : 1)
                    * (1 + spread * (noise.nextDouble() - 0.5)),
            new Comparison.Effort(20, 10, 10, 3),
            List.of("SET", "GET"),
            1,
            progress -> {});
    return comparison.run("test", () -> start(true), () -> start(false));
  }

  private ServerUnderTest start(boolean subject) throws IOException {
    FakeServer server = new FakeServer(Fault.NONE);
    if (subject) {
      subjects.add(server.address());
    } else {
      subjects.remove(server.address());
    }
    started.add(server);
    return server;
  }
}
