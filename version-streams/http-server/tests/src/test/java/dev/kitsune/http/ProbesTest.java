package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.http.suite.Context;
import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.Site;
import dev.kitsune.http.suite.TestSource;
import dev.kitsune.http.suite.Wire;
import org.junit.jupiter.api.Test;

/**
 * Each version, reached by steps forth and back, is what it says to be: on sources and listeners
 * from before all of them. There is no step back to 2.2.0.
 */
@SuppressWarnings("try") // sources are there, not asked
final class ProbesTest {

  private static final String MP3 = "Content-Type: audio/mpeg\r\n";
  private static final String SECRET = ":5ebe2294ecd0e0f08eab7690d2a6ee69\n";

  @Test
  void steps_giveEachVersionsBehaviour() {
    try (Site site = Site.make()) {
      site.write("htpasswd", "fred" + SECRET + "joe" + SECRET);
      try (UpdatableServer server = UpdatableServer.start(Versions.ALL.get(0), site);
          TestSource live = source(server, "/live.mp3");
          TestSource auth = source(server, "/auth.mp3");
          TestSource limited = source(server, "/limited.mp3")) {
        Context context = new Context(server, site, ProtocolSuite.PATIENCE, () -> {});
        try (Wire fred = context.listen("/auth.mp3", Wire.login("fred:secret"));
            Wire only = context.listen("/limited.mp3", "")) {
          active(context, "/auth.mp3");
          active(context, "/limited.mp3");
          for (String version : Versions.ALL) {
            if (!version.equals(Versions.ALL.get(0))) {
              server.step(version);
            }
            check(new Probes(context, version), server);
            fred.read(100);
            only.read(100);
          }
          for (int i = Versions.ALL.size() - 2; i > 0; i--) {
            server.step(Versions.ALL.get(i));
            checkBack(new Probes(context, Versions.ALL.get(i)));
            fred.read(100);
          }
          assertThat(context.admin("/admin/listclients?mount=/auth.mp3"))
              .contains("<username>fred</username>");
        }
      }
    }
  }

  private static TestSource source(UpdatableServer server, String mount) {
    return TestSource.start(server.port(), ProtocolSuite.PATIENCE, mount, MP3);
  }

  private static void active(Context context, String mount) {
    context.eventually(() ->
        assertThat(context.admin("/admin/listclients?mount=" + mount))
            .contains("<Listeners>1</Listeners>"));
  }

  private static void checkBack(Probes probes) {
    probes.name();
    probes.secondUser();
    probes.accessLog();
    probes.mountInUse();
  }

  private static void check(Probes probes, UpdatableServer server) {
    probes.name();
    probes.threads(server.pid());
    probes.methods();
    probes.badPath();
    probes.orderOfHeaders();
    probes.playlists();
    probes.firstMetadata();
    probes.followers();
    probes.buildM3u();
    probes.secondUser();
    probes.accessLog();
    probes.mountInUse();
    probes.fullMount();
    probes.unavailable();
    probes.shoutcast();
  }
}
