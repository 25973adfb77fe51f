package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.http.suite.Context;
import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.Site;
import dev.kitsune.http.suite.TestSource;
import dev.kitsune.http.suite.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the releases changed, before and after the step, beside what {@link Probes} see. */
@SuppressWarnings("try") // sources are there, not asked
final class StepTest {

  private static final String MP3 = "Content-Type: audio/mpeg\r\n";
  private static final String FIRST = "2.2.0";
  private static final String RC1 = "2.3.0.rc1";
  private static final String RC2 = "2.3.0.rc2";
  private static final String FINAL = "2.3.0";
  private static final String LAST = "2.3.1";

  private static final long DRIP_NANOS = 100_000_000;

  private final Site site = Site.make();
  private UpdatableServer server;
  private Context context;

  private void start(String version) {
    server = UpdatableServer.start(version, site);
    context = new Context(server, site, ProtocolSuite.PATIENCE, () -> {});
  }

  @AfterEach
  void stop() {
    server.close();
    site.close();
  }

  private TestSource source(String mount, String headers) {
    return TestSource.start(server.port(), ProtocolSuite.PATIENCE, mount, MP3 + headers);
  }

  /** Has the server read its settings with one more element. */
  private void reread(String xml) {
    int before = rereads();
    site.add(xml).configuration();
    server.signal("HUP");
    context.eventually(() -> assertThat(rereads()).isGreaterThan(before));
  }

  private int rereads() {
    return site.read("error.log").split("configuration was read again", -1).length;
  }

  private void stats(String... parts) {
    context.eventually(() -> assertThat(context.admin("/admin/stats")).contains(parts));
  }

  @Test
  void stepToRc1_answersOfFilesAndPagesChange() {
    site.write("web/file.mp3", "0123456789");
    site.write("web/auth.mp3", "0123456789");
    site.write("web/broken.xsl", "<xsl");
    start(FIRST);
    try (TestSource hidden = source("/file.mp3", "")) {
      stats("\"/file.mp3\"");
      assertThat(context.get("/nosuch", "")).contains("The source you requested could not");
      assertThat(context.get("/nosuch.xsl", "")).contains("The file you requested could not");
      assertThat(context.get("/broken.xsl", "")).contains(" 200 ", "Could not parse XSLT file");
      assertThat(context.get("/status.xsl", "")).doesNotContain("Content-Length");
      assertThat(context.get("/file.mp3", "")).endsWith("0123456789");
      assertThat(context.get("/auth.mp3", "")).endsWith("0123456789");

      server.step(RC1);

      assertThat(context.get("/nosuch", "")).contains("The file you requested could not be found");
      assertThat(context.get("/nosuch.xsl", "")).contains(" 404 ", "Could not parse XSLT file");
      assertThat(context.get("/broken.xsl", "")).contains(" 404 ", "Could not parse XSLT file");
      String page = context.get("/status.xsl", "");
      int body = page.length() - page.indexOf("\r\n\r\n") - 4;
      assertThat(page).contains("Content-Type: text/html\r\nContent-Length: " + body + "\r\n\r\n");
      context.listen("/file.mp3", "").close();
      assertThat(context.get("/auth.mp3", "")).contains(" 401 ");
      assertThat(context.get("/auth.mp3", Wire.login("fred:secret"))).endsWith("0123456789");
    }
  }

  @Test
  void stepToRc1_countsAllConnectionsAndTellsOfRunningSources() {
    start(FIRST);
    try (TestSource one = source("/one.mp3", "ice-name: N\r\nice-genre: G\r\nUser-Agent: A/1\r\n");
        TestSource two = source("/limited.mp3", "");
        Wire listener = context.listen("/one.mp3", "")) {
      stats("<clients>1</clients>", "<listeners>1</listeners>");
      assertThat(context.admin("/admin/stats"))
          .doesNotContain("listener_peak", "source_ip", "server_start", "file_connections");

      server.step(RC1);

      stats(
          "<server_start>",
          "<file_connections>0</file_connections>",
          "<listener_connections>0</listener_connections>",
          "<genre>G</genre>",
          "<listener_peak>1</listener_peak>",
          "<max_listeners>unlimited</max_listeners>",
          "<max_listeners>1</max_listeners>",
          "<server_description>Unspecified description</server_description>",
          "<server_name>N</server_name>",
          "<server_name>Unspecified name</server_name>",
          "<server_type>audio/mpeg</server_type>",
          "<slow_listeners>0</slow_listeners>",
          "<source_ip>127.0.0.1</source_ip>",
          "<stream_start>",
          "<total_bytes_sent>",
          "<user_agent>A/1</user_agent>");
      // The sources, the listener and the request itself.
      context.eventually(
          () -> assertThat(context.admin("/admin/stats")).contains("<clients>4</clients>"));
      context.eventually(() ->
          assertThat(context.admin("/admin/stats"))
              .containsPattern("<total_bytes_read>[1-9]\\d{4,}</total_bytes_read>"));
    }
  }

  @Test
  void stepToRc1_headersOfListenersHaveAnotherOrder() {
    start(FIRST);
    String headers = "ice-audio-info: ice-samplerate=44100;ice-bitrate=96\r\nice-name: N\r\n";
    try (TestSource source = source("/one.mp3", headers)) {
      String request = "GET /one.mp3 HTTP/1.0\r\nIcy-MetaData: 1\r\n\r\n";
      try (Wire wire = context.connect().send(request)) {
        assertThat(wire.head())
            .startsWith("HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-metaint:16000\r\n")
            .endsWith("Server: Icecast 2.2.0\r\n\r\n");
      }

      server.step(RC1);

      try (Wire wire = context.connect().send(request)) {
        assertThat(wire.head())
            .isEqualTo(
                "HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-br:96\r\n"
                    + "ice-audio-info: ice-samplerate=44100;ice-bitrate=96\r\nicy-name:N\r\n"
                    + "Server: Icecast 2.3.0.rc1\r\nicy-metaint:16000\r\n\r\n");
      }
    }
  }

  @Test
  void stepToRc1_headersThatComeSlowlyAreCutOff() {
    site.add("<limits><header-timeout>60</header-timeout></limits>");
    start(FIRST);
    try (Wire half = context.connect().send("GET /ten.txt HT")) {
      server.step(RC1);
      assertThat(half.send("TP/1.0\r\n\r\n").toEnd()).endsWith("0123456789");
    }
    reread("<limits><header-timeout>3</header-timeout></limits>");
    try (Wire slow = context.connect().send("GET /ten.txt HTTP/1.0\r\nX: ")) {
      long begin = System.nanoTime();
      Thread drip = new Thread(() -> drip(slow), "drip");
      drip.start();
      assertThat(slow.toEnd()).isEmpty();
      assertThat(System.nanoTime() - begin).isGreaterThan(2_000_000_000L);
      drip.interrupt();
    }
  }

  private static void drip(Wire slow) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        slow.send("x");
        LockSupport.parkNanos(DRIP_NANOS);
      }
    } catch (RuntimeException e) {
      return; // cut off
    }
  }

  @Test
  void stepToRc1_followersOfStatisticsGoOnAndAreCountedAway() {
    start(FIRST);
    try (Wire follower = context.connect()) {
      follower.send("STATS / HTTP/1.0\r\n" + Wire.login("admin:adminpw") + "\r\n");
      follower.until("EVENT global sources ");

      server.step(RC1);

      // No second head, and increases carry their value.
      assertThat(follower.until("EVENT global server Icecast 2.3.0.rc1\n"))
          .doesNotContain("HTTP/1.0");
      context.get("/ten.txt", "");
      assertThat(follower.until("EVENT global file_connections 1\n")).doesNotContain("null");
      stats("<stats>1</stats>");
    }
    stats("<stats>0</stats>");
    context.eventually(
        () -> assertThat(site.read("access.log")).contains("\"STATS / HTTP/1.0\" 200 "));
    assertThat(context.call("STATS / HTTP/1.0\r\n")).contains(" 401 ");
  }

  @Test
  void stepToRc1_settingsThatAreReadAgainReachRunningSources() {
    start(FIRST);
    try (TestSource source = source("/one.mp3", "");
        Wire listener = context.listen("/one.mp3", "")) {
      server.step(RC1);

      reread(
          "<mount><mount-name>/one.mp3</mount-name><max-listeners>1</max-listeners>"
              + "<stream-name>Mine</stream-name></mount>");

      assertThat(context.get("/one.mp3", "")).contains("stream full");
      stats("<server_name>Mine</server_name>", "<max_listeners>1</max_listeners>");
      listener.read(1000);
    }
  }

  @Test
  void stepToRc1_usersAreManagedByTheMountAndAbsentDefaultsKept() {
    site.write("users", "fred:5ebe2294ecd0e0f08eab7690d2a6ee69\n");
    String mount =
        "<mount><mount-name>/users.mp3</mount-name><authentication type=\"htpasswd\">"
            + "<option name=\"filename\" value=\""
            + site.folder()
            + "/users\"/></authentication></mount>";
    site.add(mount);
    start(FIRST);
    String fred = Wire.login("fred:secret");
    String delete = "/admin/manageauth?mount=/users.mp3&action=delete&username=fred";
    try (TestSource users = source("/users.mp3", "");
        TestSource open = source("/open.mp3", "");
        Wire one = context.listen("/users.mp3", fred)) {
      assertThat(context.admin(delete)).contains("User delete failed");
      assertThat(context.admin("/admin/manageauth?mount=/open.mp3&action=delete&username=x"))
          .contains(" 200 ");

      server.step(RC1);

      // Duplicates were allowed without a word of them, and are until the file is read again.
      context.listen("/users.mp3", fred).close();
      reread("");
      assertThat(context.get("/users.mp3", fred)).contains(" 401 ");
      assertThat(context.admin("/admin/manageauth?mount=/open.mp3&action=delete&username=x"))
          .contains(" 404 ", "no such auth facility");
      assertThat(context.admin(delete)).contains("User deleted");
      assertThat(site.read("users")).isEmpty();
      one.read(1000);
    }
  }

  @Test
  void rc1_introFileComesBeforeTheStream() {
    site.write("web/intro", "INTRO".repeat(1000));
    site.add("<mount><mount-name>/one.mp3</mount-name><intro>intro</intro></mount>");
    start(FIRST);
    try (TestSource source = source("/one.mp3", "");
        Wire early = context.listen("/one.mp3", "")) {
      assertThat(new String(early.read(1))).isEqualTo("#");
      server.step(RC1);
      reread("");
      try (Wire listener = context.listen("/one.mp3", "")) {
        assertThat(new String(listener.read(5000))).isEqualTo("INTRO".repeat(1000));
        assertThat(new String(listener.read(1))).isEqualTo("#");
      }
    }
  }

  @Test
  void rc1_relayOnDemandRunsWhileSomebodyListens() {
    start(RC1);
    try (Site own = Site.make();
        TestSource up = source("/up.mp3", "")) {
      own.add(
          "<relay><server>127.0.0.1</server><port>"
              + server.port()
              + "</port><mount>/up.mp3</mount><local-mount>/od.mp3</local-mount>"
              + "<on-demand>1</on-demand></relay>");
      try (UpdatableServer slave = UpdatableServer.start(RC1, own)) {
        Context there = new Context(slave, own, ProtocolSuite.PATIENCE, () -> {});
        there.eventually(() ->
            assertThat(there.admin("/admin/listmounts"))
                .contains(
                    "<source mount=\"/od.mp3\"><fallback/><listeners>0</listeners></source>"));
        assertThat(there.admin("/admin/stats")).contains("<on_demand>1</on_demand>");

        try (Wire listener = there.listen("/od.mp3", "")) {
          listener.read(5000);
          slave.step(RC2);
          listener.read(5000);
          there.eventually(
              () -> assertThat(there.admin("/admin/listmounts")).contains("<content-type>"));
        }

        there.eventually(
            () -> assertThat(there.admin("/admin/listmounts")).doesNotContain("<content-type>"));
      }
    }
  }

  @Test
  void rc1_webServerAndProgramsHearOfSourcesAndListeners() throws Exception {
    site.write("connected", "#!/bin/sh\necho \"$1\" >> " + site.folder() + "/log\n");
    Path program = site.folder().resolve("connected");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (LoginServer web = LoginServer.start()) {
      site.add(
          "<mount><mount-name>/url.mp3</mount-name><on-connect>"
              + program
              + "</on-connect><authentication type=\"url\">"
              + web.options("mount_add", "mount_remove", "listener_add", "listener_remove")
              + "</authentication></mount>");
      start(FIRST);
      server.step(RC1);
      reread("");
      try (TestSource source = source("/url.mp3", "")) {
        web.await("action=mount_add&mount=%2furl%2emp3&server=localhost");
        context.eventually(() -> assertThat(site.read("log")).isEqualTo("/url.mp3\n"));
        assertThat(context.get("/url.mp3?x=1", Wire.login("eve:pw"))).contains(" 401 ");
        web.await("mount=%2furl%2emp3%3fx%3d1&user=eve&pass=pw&ip=127%2e0%2e0%2e1&agent=");
        web.await("action=listener_remove&server=localhost"); // in rc1 of refused ones too
        web.forget();
        try (Wire bob = context.listen("/url.mp3", Wire.login("bob:pw"))) {
          server.step(RC2);
          bob.read(5000);
        }
        web.await("action=listener_remove&server=localhost");
        web.forget();
        assertThat(context.get("/url.mp3", Wire.login("eve:pw"))).contains(" 401 ");
        // The web server says for how long.
        assertThat(context.get("/url.mp3", Wire.login("ann:pw"))).startsWith("HTTP/1.0 200 OK");
        web.await("user=ann&pass=pw&duration=");
        assertThat(web.heard()).noneMatch(each -> each.matches(".*_remove.*user=eve.*"));
        assertThat(web.logins()).containsOnly("");
        server.step("2.3.0.rc3");
        server.step(FINAL);
        server.step(LAST);
        web.forget();
        context.listen("/url.mp3", Wire.login("bob:pw")).close();
        assertThat(web.logins()).contains("Basic Ym9iOnB3");
      }
      web.await("action=mount_remove&mount=%2furl%2emp3");
    }
  }

  @Test
  void stepToRc2_fullMountsFallBackAndListenersMayBeLimited() {
    site.add(
        "<mount><mount-name>/full.mp3</mount-name><max-listeners>1</max-listeners>"
            + "<fallback-mount>/more.mp3</fallback-mount><fallback-when-full>1</fallback-when-full>"
            + "</mount><mount><mount-name>/short.mp3</mount-name>"
            + "<max-listener-duration>1</max-listener-duration></mount>"
            + "<mount><mount-name>/plain.mp3</mount-name>"
            + "<mp3-metadata-interval>0</mp3-metadata-interval></mount>");
    start(RC1);
    try (TestSource full = source("/full.mp3", "");
        TestSource more = source("/more.mp3", "ice-name: MORE\r\n");
        TestSource limited = source("/short.mp3", "");
        TestSource plain = source("/plain.mp3", "");
        Wire only = context.listen("/full.mp3", "")) {
      only.read(1000);
      assertThat(context.get("/full.mp3", "")).contains("stream full");
      String titled = "GET /plain.mp3 HTTP/1.0\r\nIcy-MetaData: 1\r\n\r\n";
      try (Wire wire = context.connect().send(titled)) {
        assertThat(wire.head()).contains("icy-metaint:16000\r\n");
      }

      server.step(RC2);
      reread("");

      try (Wire wire = context.connect().send("GET /full.mp3 HTTP/1.0\r\n\r\n")) {
        assertThat(wire.head()).contains("icy-name:MORE\r\n");
      }
      try (Wire wire = context.connect().send(titled)) {
        assertThat(wire.head()).doesNotContain("icy-metaint");
      }
      assertThat(context.get("/short.mp3", "")).startsWith("HTTP/1.0 200 OK");
    }
  }

  @Test
  void stepTo231_connectionLimitIsAnsweredWithItsReason() {
    site.clients(2);
    start(FINAL);
    try (TestSource one = source("/one.mp3", "");
        TestSource two = source("/two.mp3", "")) {
      assertThat(context.get("/ten.txt", ""))
          .startsWith("HTTP/1.0 404 ")
          .contains("<b>Icecast connection limit reached</b>");

      server.step(LAST);

      assertThat(context.get("/ten.txt", ""))
          .isEqualTo("HTTP/1.0 403 Icecast connection limit reached\r\n\r\n");
    }
  }

  @Test
  void stepTo231_longEventsAreLeftOutAndLogsPutAsideBySize() {
    start(FINAL);
    String title = "/admin/metadata?mount=/one.mp3&mode=updinfo&song=" + "x".repeat(300);
    try (TestSource one = source("/one.mp3", "")) {
      try (Wire ended = follow()) {
        context.admin(title);
        assertThat(ended.toEnd()).doesNotContain("xxx");
      }

      server.step(LAST);

      try (Wire follower = follow()) {
        context.admin(title + "y");
        context.admin("/admin/metadata?mount=/one.mp3&mode=updinfo&song=short");
        assertThat(follower.until("title short\n")).doesNotContain("xxx");
      }
      String small =
          site.read("icecast.xml").replace("</logging>", "<logsize>1</logsize></logging>");
      site.write("icecast.xml", small);
      server.signal("HUP");
      context.eventually(() -> {
        context.get("/nosuch", "");
        assertThat(site.read("access.log.old")).contains("/nosuch");
      });
    }
  }

  private Wire follow() {
    Wire wire = context.connect();
    wire.send("STATS / HTTP/1.0\r\n" + Wire.login("admin:adminpw") + "\r\n");
    wire.until("EVENT /one.mp3 listeners ");
    return wire;
  }
}
