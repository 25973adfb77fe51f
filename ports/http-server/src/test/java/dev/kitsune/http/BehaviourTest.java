package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.http.suite.Context;
import dev.kitsune.http.suite.Pattern;
import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.ServerProcess;
import dev.kitsune.http.suite.Site;
import dev.kitsune.http.suite.TestSource;
import dev.kitsune.http.suite.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the conformance cases leave out: bad input, slow listeners, relays, files. */
@SuppressWarnings("try") // sources are there, not asked
final class BehaviourTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final String MP3 = "Content-Type: audio/mpeg\r\n";

  private final Site site = Site.make();
  private ServerProcess server;

  @AfterEach
  void stop() {
    server.close();
    site.close();
  }

  private Context start() {
    server = ServerProcess.plain(CLASS_PATH, site);
    return context(server);
  }

  private Context context(ServerProcess process) {
    return new Context(process, site, ProtocolSuite.PATIENCE, () -> {});
  }

  private TestSource source(String mount) {
    return TestSource.start(server.port(), ProtocolSuite.PATIENCE, mount, MP3);
  }

  @Test
  void listenerThatNeverReads_isDroppedAndOthersNoticeNothing() {
    site.add(
        "<mount><mount-name>/q.mp3</mount-name><queue-size>20000</queue-size>"
            + "<burst-size>1000</burst-size></mount>");
    Context context = start();
    try (Wire fast = Wire.connect(server.port(), ProtocolSuite.PATIENCE)) {
      fast.send("SOURCE /q.mp3 HTTP/1.0\r\n" + Wire.login("source:hackme") + MP3 + "\r\n").head();
      try (Wire reader = context.listen("/q.mp3", "");
          Wire stuck = context.listen("/q.mp3", "")) {
        String list = "/admin/listclients?mount=/q.mp3";
        context.eventually(
            () -> assertThat(context.admin(list)).contains("<Listeners>2</Listeners>"));
        long[] next = {0};

        // The kernel's buffers hold megabytes, of which the one listener takes all.
        context.eventually(() -> {
          for (int i = 0; i < 20; i++) {
            byte[] data = Pattern.records(next[0], 4096);
            next[0] += 4096;
            fast.send(data);
            assertThat(reader.read(data.length)).isEqualTo(data);
          }
          assertThat(context.admin(list)).contains("<Listeners>1</Listeners>");
        });
      }
    }
  }

  @Test
  void garbageOnAnOggMount_harmsNobody() {
    Context context = start();
    byte[] garbage = new byte[100_000];
    Arrays.fill(garbage, (byte) 'O');
    try (TestSource good = source("/good.mp3");
        Wire bad = Wire.connect(server.port(), ProtocolSuite.PATIENCE)) {
      bad.send(
          "SOURCE /bad.ogg HTTP/1.0\r\nContent-Type: application/ogg\r\n"
              + Wire.login("source:hackme")
              + "\r\n");
      bad.head();

      bad.send(garbage).send("OggS").send(garbage);

      try (Wire listener = context.listen("/good.mp3", "")) {
        Pattern.check(listener.read(30_000));
      }
    }
  }

  @Test
  void sourceWithMetadataThatIsNone_isDropped() {
    start();
    try (Wire wire = Wire.connect(server.port(), ProtocolSuite.PATIENCE)) {
      wire.send(
          "SOURCE /m.mp3 HTTP/1.0\r\nicy-metaint: 16\r\n" + Wire.login("source:hackme") + "\r\n");
      wire.head();

      wire.send("0123456789abcdef\u0001nonsense nonsens");

      assertThat(wire.toEnd()).isEmpty();
    }
  }

  @Test
  void metadataInASource_isTakenOutOfItsData() {
    Context context = start();
    try (Wire wire = Wire.connect(server.port(), ProtocolSuite.PATIENCE)) {
      wire.send(
          "SOURCE /m.mp3 HTTP/1.0\r\nicy-metaint: 16\r\n" + Wire.login("source:hackme") + "\r\n");
      wire.head();
      try (Wire listener = context.listen("/m.mp3", "")) {
        wire.send("0123456789abcdef\u0002" + "StreamTitle='A';" + "\0".repeat(16) + "rest");

        assertThat(new String(listener.read(20), StandardCharsets.US_ASCII))
            .isEqualTo("0123456789abcdefrest");
      }
      context.eventually(
          () -> assertThat(context.admin("/admin/stats")).contains("<title>A</title>"));
      context.eventually(() -> assertThat(site.read("playlist.log")).contains("|/m.mp3|", "|A\n"));
    }
  }

  @Test
  void pathsThatLeadOut_areRefused() {
    Context context = start();
    for (String path :
        new String[] {"/../x", "/a/../x", "//x", "/./x", "/%2e%2e/x", "/..%5cx", "/%zz", "x"}) {
      assertThat(context.get(path, ""))
          .as(path)
          .startsWith("HTTP/1.0 404 ")
          .contains("The path you requested was invalid");
    }
  }

  @Test
  void signalHup_appliesTheFileUnlessItIsBroken() throws Exception {
    Context context = start();
    site.write("icecast.xml", "<icecast>");
    server.signal("HUP");
    context.eventually(
        () -> assertThat(site.read("error.log")).contains("configuration is not used"));

    Files.writeString(
        site.configuration(), Files.readString(site.configuration()).replace("adminpw", "changed"));
    server.signal("HUP");

    context.eventually(() ->
        assertThat(context.get("/admin/stats", Wire.login("admin:changed"))).contains(" 200 "));
    assertThat(context.admin("/admin/stats")).contains(" 401 ");
  }

  @Test
  void dumpFile_hasWhatTheSourceSent() throws Exception {
    site.add(
        "<mount><mount-name>/d.mp3</mount-name><dump-file>"
            + site.folder()
            + "/dump</dump-file></mount>");
    Context context = start();
    try (TestSource source = source("/d.mp3")) {
      context.eventually(() -> assertThat(site.read("dump").length()).isGreaterThan(20_000));
    }
    Pattern.check(Files.readAllBytes(site.folder().resolve("dump")));
  }

  @Test
  void slave_relaysAllMountsOfItsMaster() {
    Context master = start();
    try (TestSource source = source("/up.mp3");
        Site own = Site.make()) {
      own.add(
          "<master-server>127.0.0.1</master-server><master-server-port>"
              + server.port()
              + "</master-server-port><master-password>relaypw</master-password>"
              + "<master-update-interval>1</master-update-interval>"
              + "<relay><server>127.0.0.1</server><port>"
              + server.port()
              + "</port><mount>/up.mp3</mount><local-mount>/local.mp3</local-mount></relay>");
      try (ServerProcess slave = ServerProcess.plain(CLASS_PATH, own)) {
        Context context = new Context(slave, own, ProtocolSuite.PATIENCE, () -> {});
        context.eventually(() ->
            assertThat(context.admin("/admin/stats"))
                .contains("\"/up.mp3\"", "\"/local.mp3\"", "<sources>2</sources>")
                .contains("<source_relay_connections>2</source_relay_connections>"));
        try (Wire listener = context.listen("/local.mp3", "")) {
          Pattern.check(listener.read(30_000));
        }
        assertThat(master.admin("/admin/listclients?mount=/up.mp3"))
            .contains("<UserAgent>Icecast 2.2.0</UserAgent>");
      }
    }
  }
}
