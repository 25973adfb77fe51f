package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.http.suite.Case;
import dev.kitsune.http.suite.Context;
import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.ServerProcess;
import dev.kitsune.http.suite.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The conformance cases on every version. With {@code -Pfull} all of them on each; else each case
 * is run once, by the versions in turn, and once more by every fourth on the newest alone.
 */
final class StreamTest {

  private static final boolean FULL = Boolean.getBoolean("kitsune.full");
  private static final int ALONE = 4;

  private static Site site;
  private static UpdatableServer server;
  private static final List<AutoCloseable> alone = new ArrayList<>();

  @BeforeAll
  static void start() {
    site = Site.make();
    server = UpdatableServer.start(Versions.ALL.get(0), site);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    site.close();
    for (AutoCloseable each : alone) {
      each.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> cases_holdAfterEachStep() {
    List<Case> cases = ProtocolSuite.cases();
    int versions = Versions.ALL.size();
    Context context = new Context(server, site, ProtocolSuite.PATIENCE, () -> {});
    return IntStream.range(0, versions)
        .boxed()
        .flatMap(number ->
            Stream.concat(
                Stream.of(
                    DynamicTest.dynamicTest(
                        "update to " + Versions.ALL.get(number), () -> step(number))),
                IntStream.range(0, cases.size())
                    .filter(index -> FULL || index % versions == number)
                    .mapToObj(index -> test(Versions.ALL.get(number), cases.get(index), context))));
  }

  private static void step(int number) {
    String version = Versions.ALL.get(number);
    if (number > 0) {
      server.step(version);
    }
    Context context = new Context(server, site, ProtocolSuite.PATIENCE, () -> {});
    context.eventually(() ->
        assertThat(context.admin("/admin/stats")).contains("<server>Icecast " + version + "<"));
  }

  @TestFactory
  Stream<DynamicTest> cases_holdForVersionsAlone() {
    List<String> versions =
        FULL ? Versions.ALL.subList(1, Versions.ALL.size()) : List.of(Versions.NEWEST);
    return versions.stream().flatMap(StreamTest::alone);
  }

  private static Stream<DynamicTest> alone(String version) {
    Site own = Site.make();
    ServerProcess process = Versions.plain(version, own);
    alone.add(process);
    alone.add(own);
    List<Case> cases = ProtocolSuite.cases();
    Context context = new Context(process, own, ProtocolSuite.PATIENCE, () -> {});
    return IntStream.range(0, cases.size())
        .filter(index -> FULL || index % ALONE == 0)
        .mapToObj(index -> test(version, cases.get(index), context));
  }

  private static DynamicTest test(String version, Case each, Context context) {
    return DynamicTest.dynamicTest(version + " " + each, () -> each.body().run(context));
  }
}
