package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.http.Follower.Kind;
import dev.kitsune.http.suite.Context;
import dev.kitsune.http.suite.OggSource;
import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.Site;
import dev.kitsune.http.suite.TestSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two sources and their listeners, 200 with {@code -Pfull}, go through the whole stream. */
@SuppressWarnings("try") // sources are there, not asked
final class WholeStreamTest {

  private static final int LISTENERS = Boolean.getBoolean("kitsune.full") ? 200 : 24;
  private static final long MORE = 40_000;

  @Test
  void listeners_missNoByteAndNoTitleInAnyStep() {
    List<Follower> followers = new ArrayList<>();
    try (Site site = Site.make().clients(1000);
        UpdatableServer server = UpdatableServer.start(Versions.ALL.get(0), site)) {
      Context context = new Context(server, site, ProtocolSuite.PATIENCE, () -> {});
      try (TestSource mp3 =
              TestSource.start(
                  server.port(),
                  ProtocolSuite.PATIENCE,
                  "/one.mp3",
                  "Content-Type: audio/mpeg\r\n");
          OggSource ogg = OggSource.start(context, "/two.ogg")) {
        for (int i = 0; i < LISTENERS; i++) {
          Kind kind = Kind.values()[i % Kind.values().length];
          String headers = kind == Kind.TITLED ? "Icy-MetaData: 1\r\n" : "";
          String mount = kind == Kind.OGG ? "/two.ogg" : "/one.mp3";
          followers.add(new Follower(context.listen(mount, headers), kind));
        }
        goOn(context, followers, Versions.ALL.get(0));

        for (String version : Versions.ALL.subList(1, Versions.ALL.size())) {
          print(version, server.step(version));
          goOn(context, followers, version);
        }

        assertThat(context.admin("/admin/listmounts"))
            .contains("<listeners>" + LISTENERS / 3 + "</listeners>")
            .contains("<listeners>" + (LISTENERS - LISTENERS / 3) + "</listeners>");
        assertThat(context.admin("/admin/stats")).contains("<slow_listeners>0</slow_listeners>");
      } finally {
        followers.forEach(Follower::close);
      }
    }
  }

  /** Waits until each listener has got more, and a title from now. */
  private static void goOn(Context context, List<Follower> followers, String title) {
    List<Long> before = followers.stream().map(Follower::received).toList();
    context.admin("/admin/metadata?mount=/one.mp3&mode=updinfo&song=" + title);
    context.eventually(() -> {
      for (int i = 0; i < followers.size(); i++) {
        Follower each = followers.get(i);
        assertThat(each.received()).isGreaterThan(before.get(i) + MORE / (i % 3 == 2 ? 4 : 1));
        assertThat(each.hasTitle(title)).isTrue();
      }
    });
  }

  private static void print(String version, JsonNode report) {
    System.out.println(
        "step to "
            + version
            + ": listeners="
            + LISTENERS
            + ", sources=2, phases="
            + report.get("phases")
            + ", pauseMs="
            + report.get("pauseMs"));
  }
}
