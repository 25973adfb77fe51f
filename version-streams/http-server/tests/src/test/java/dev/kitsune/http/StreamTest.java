package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.http.suite.Case;
import dev.kitsune.http.suite.Context;
import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.Site;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The conformance cases on a server that was updated, and is updated again between them; every
 * fourth unless {@code -Pfull} asks for all.
 */
final class StreamTest {

  private static final boolean FULL = Boolean.getBoolean("kitsune.full");
  private static final int TAKEN = FULL ? 1 : 4;
  private static final int STRIDE = FULL ? 15 : 5;

  private static Site site;
  private static UpdatableServer server;

  @BeforeAll
  static void start() {
    site = Site.make();
    server = UpdatableServer.start("2.2.0", site);
  }

  @AfterAll
  static void stop() {
    server.close();
    site.close();
  }

  @TestFactory
  Stream<DynamicTest> cases_holdAfterUpdates() {
    int[] count = {0};
    Context context = new Context(server, site, ProtocolSuite.PATIENCE, () -> {});
    List<Case> cases = ProtocolSuite.cases();
    return IntStream.range(0, cases.size())
        .filter(index -> index % TAKEN == 0)
        .mapToObj(cases::get)
        .map(
            each -> DynamicTest.dynamicTest(each.toString(), () -> run(each, context, count[0]++)));
  }

  private static void run(Case each, Context context, int number) throws Exception {
    if (number % STRIDE == 0) {
      boolean forth = number / STRIDE % 2 == 0;
      String jar = forth ? UpdatableServer.synthetic() : UpdatableServer.release("2.2.0");
      assertThat(server.update(jar).get("outcome").asText()).isEqualTo("COMMITTED");
    }
    each.body().run(context);
  }
}
