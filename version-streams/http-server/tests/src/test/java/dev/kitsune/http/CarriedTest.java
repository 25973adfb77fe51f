package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.http.suite.Context;
import dev.kitsune.http.suite.Pattern;
import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.Site;
import dev.kitsune.http.suite.TestSource;
import dev.kitsune.http.suite.Wire;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What else is under way when every class is replaced: one step with all of it at once. */
@SuppressWarnings("try") // sources are there, not asked
final class CarriedTest {

  private static final String MP3 = "Content-Type: audio/mpeg\r\n";
  private static final int RECORDS = 1_000_000;
  private static final int INTERVAL = 16_000;

  @Test
  void update_carriesDownloadsTitlesRelaysAndFollowers() {
    byte[] file = Pattern.records(0, RECORDS);
    try (Site up = Site.make();
        Site site = Site.make();
        UpdatableServer upstream = UpdatableServer.start("2.2.0", up);
        TestSource far =
            TestSource.start(upstream.port(), ProtocolSuite.PATIENCE, "/far.mp3", MP3)) {
      site.write("web/big.bin", new String(file, StandardCharsets.US_ASCII));
      site.add(
          "<relay><server>127.0.0.1</server><port>"
              + upstream.port()
              + "</port><mount>/far.mp3</mount></relay>"
              + "<limits><header-timeout>300</header-timeout></limits>");
      try (UpdatableServer server = UpdatableServer.start("2.2.0", site);
          TestSource near =
              TestSource.start(server.port(), ProtocolSuite.PATIENCE, "/near.mp3", MP3)) {
        Context context = new Context(server, site, ProtocolSuite.PATIENCE, () -> {});
        context.eventually(
            () -> assertThat(context.admin("/admin/stats")).contains("\"/far.mp3\""));
        try (Wire download = context.listen("/big.bin", "");
            Wire relayed = context.listen("/far.mp3", "");
            Wire titles = context.listen("/near.mp3", "Icy-MetaData: 1\r\n");
            Wire half = context.connect().send("GET /ten.txt HT");
            Wire follower = context.connect()) {
          follower.send("STATS / HTTP/1.0\r\n" + Wire.login("admin:adminpw") + "\r\n");
          follower.until("EVENT global sources ");
          byte[] before = relayed.read(5000);
          context.admin("/admin/metadata?mount=/near.mp3&mode=updinfo&song=Before");
          ByteArrayOutputStream data = new ByteArrayOutputStream();
          untilTitle(titles, "StreamTitle='Before';", data);

          String report = server.update(UpdatableServer.synthetic()).get("outcome").asText();

          assertThat(report).isEqualTo("COMMITTED");
          context.admin("/admin/metadata?mount=/near.mp3&mode=updinfo&song=After");
          untilTitle(titles, "StreamTitle='After';", data);
          Pattern.check(data.toByteArray());
          follower.until("EVENT /near.mp3 title After\n");
          assertThat(half.send("TP/1.0\r\n\r\n").toEnd()).endsWith("0123456789");
          assertThat(download.read(file.length)).isEqualTo(file);
          assertThat(download.toEnd()).isEmpty();
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          all.writeBytes(before);
          all.writeBytes(relayed.read(100_000));
          Pattern.check(all.toByteArray());
        }
      }
    }
  }

  /** Reads up to a block with a title, of which there may be many empty ones before. */
  private static void untilTitle(Wire wire, String title, ByteArrayOutputStream data) {
    for (int i = 0; i < 1000; i++) {
      data.writeBytes(wire.read(INTERVAL));
      int length = (wire.read(1)[0] & 0xff) * 16;
      String block = new String(wire.read(length), StandardCharsets.US_ASCII).replace("\0", "");
      if (block.equals(title)) {
        return;
      }
      assertThat(block).isEmpty();
    }
    throw new AssertionError("the title does not come: title=" + title);
  }
}
