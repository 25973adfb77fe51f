package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.http.suite.Context;
import dev.kitsune.http.suite.Pattern;
import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.Site;
import dev.kitsune.http.suite.TestSource;
import dev.kitsune.http.suite.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sources that stream and listeners that listen while every class of the server is replaced. */
final class ListenersTest {

  private static final int LISTENERS = 100;
  private static final int UPDATES = 10;
  private static final int CHUNK = 4096;
  private static final String MP3 = "Content-Type: audio/mpeg\r\n";

  /**
   * Each listener reads on until it has bytes from after the last update; all that it read must be
   * one run of the pattern.
   */
  @Test
  @Tag("full")
  void listeners_missNoByteThroughUpdates() throws Exception {
    ExecutorService readers = Executors.newCachedThreadPool();
    try (Site site = Site.make().clients(1000);
        UpdatableServer server = UpdatableServer.start("2.2.0", site);
        TestSource one = TestSource.start(server.port(), ProtocolSuite.PATIENCE, "/one.mp3", MP3);
        TestSource two = TestSource.start(server.port(), ProtocolSuite.PATIENCE, "/two.mp3", MP3)) {
      Context context = new Context(server, site, ProtocolSuite.PATIENCE, () -> {});
      List<Wire> wires = new ArrayList<>();
      for (int i = 0; i < LISTENERS; i++) {
        wires.add(context.listen(i % 2 == 0 ? "/one.mp3" : "/two.mp3", ""));
      }
      List<byte[]> firsts = new ArrayList<>();
      for (Wire each : wires) {
        firsts.add(each.read(CHUNK));
      }
      assertThat(one).isNotSameAs(two);

      for (int i = 0; i < UPDATES; i++) {
        String jar = i % 2 == 0 ? UpdatableServer.synthetic() : UpdatableServer.release("2.2.0");
        JsonNode report = server.update(jar);
        assertThat(report.get("outcome").asText()).isEqualTo("COMMITTED");
        System.out.println(
            "pause: listeners="
                + LISTENERS
                + ", sources=2, phases="
                + report.get("phases")
                + ", pauseMs="
                + report.get("pauseMs"));
      }

      String served = context.admin("/admin/stats");
      assertThat(served).contains("<sources>2</sources>", "<clients>" + LISTENERS + "</clients>");
      // Everything that was on its way, and more than half a second of what came afterwards.
      List<Future<byte[]>> rests = new ArrayList<>();
      for (Wire each : wires) {
        rests.add(readers.submit(() -> each.read(200_000)));
      }
      for (int i = 0; i < LISTENERS; i++) {
        byte[] rest = rests.get(i).get(60, TimeUnit.SECONDS);
        byte[] all = new byte[CHUNK + rest.length];
        System.arraycopy(firsts.get(i), 0, all, 0, CHUNK);
        System.arraycopy(rest, 0, all, CHUNK, rest.length);
        Pattern.check(all);
      }
      wires.forEach(Wire::close);
    } finally {
      readers.shutdownNow();
    }
  }

  @Test
  void update_withStreams_leavesNothingOfTheOldVersion() {
    try (Site site = Site.make();
        UpdatableServer server = UpdatableServer.start("2.2.0", site);
        TestSource source =
            TestSource.start(server.port(), ProtocolSuite.PATIENCE, "/one.mp3", MP3)) {
      Context context = new Context(server, site, ProtocolSuite.PATIENCE, () -> {});
      try (Wire listener = context.listen("/one.mp3", "Icy-MetaData: 1\r\n")) {
        listener.read(CHUNK);

        JsonNode report = server.update(UpdatableServer.synthetic(), "--verify");

        assertThat(report.get("outcome").asText()).isEqualTo("COMMITTED");
        assertThat(context.admin("/admin/stats")).contains("<server>Icecast 2.2.0 synthetic-1<");
        assertThat(source).isNotNull();
      }
    }
  }
}
