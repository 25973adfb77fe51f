package dev.kitsune.http.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Cases 32 to 39, 41, 44, 48, 49 and 55 to 59: sources and listeners. */
@SuppressWarnings("try") // sources are there, not asked
final class StreamCases {

  private static final String MP3 = "Content-Type: audio/mpeg\r\n";
  private static final int INTERVAL = 16_000;

  private StreamCases() {}

  static List<Case> all() {
    return List.of(
        new Case(32, "a source without a login", StreamCases::noLogin),
        new Case(33, "a source", StreamCases::source),
        new Case(34, "a mount that is in use", StreamCases::inUse),
        new Case(35, "a mount with a login of its own", StreamCases::ownLogin),
        new Case(36, "a listener's headers", StreamCases::headers),
        new Case(37, "a listener's bytes", StreamCases::bytes),
        new Case(38, "a source without a type", StreamCases::noType),
        new Case(39, "Ogg begins with its header", StreamCases::ogg),
        new Case(41, "titles in the stream", StreamCases::titles),
        new Case(44, "a mount with users", StreamCases::users),
        new Case(48, "a mount that is full", StreamCases::full),
        new Case(49, "a hidden mount", StreamCases::hidden),
        new Case(55, "a shoutcast source", StreamCases::shoutcast),
        new Case(57, "a fallback", StreamCases::fallback),
        new Case(58, "a source that sends nothing", StreamCases::silent),
        new Case(59, "too many sources", StreamCases::tooMany),
        new Case(56, "the statistics are followed", StreamCases::stats));
  }

  private static void noLogin(Context c) {
    RequestCases.status(c.call("SOURCE /c32.mp3 HTTP/1.0\r\n" + MP3), 401);
  }

  private static void source(Context c) {
    TestSource.start(c, "/c33.mp3", MP3).close();
  }

  private static void inUse(Context c) {
    try (TestSource source = TestSource.start(c, "/c34.mp3", MP3)) {
      String answer = c.call("SOURCE /c34.mp3 HTTP/1.0\r\n" + Wire.login("source:hackme") + MP3);
      assertThat(answer).containsPattern("^HTTP/1.0 40[34] ").contains("Mountpoint in use");
    }
  }

  private static void ownLogin(Context c) {
    String request = "SOURCE /pw.mp3 HTTP/1.0\r\n" + MP3;
    RequestCases.status(c.call(request + Wire.login("source:hackme")), 401);
    try (Wire wire = c.connect()) {
      wire.send(request + Wire.login("bob:bobpw") + "\r\n");
      assertThat(wire.head()).isEqualTo("HTTP/1.0 200 OK\r\n\r\n");
    }
  }

  private static void headers(Context c) {
    String sent =
        MP3 + "ice-name: N\r\nice-genre: Rock\r\nice-public: 0\r\nice-bitrate: 128\r\nX-No: x\r\n";
    try (TestSource source = TestSource.start(c, "/c36.mp3", sent);
        Wire wire = c.connect().send("GET /c36.mp3 HTTP/1.0\r\n\r\n")) {
      assertThat(wire.head())
          .startsWith("HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\n")
          .contains("icy-br:128\r\n", "icy-genre:Rock\r\n", "icy-name:N\r\n", "icy-pub:0\r\n")
          .contains("\r\nServer: Icecast")
          .doesNotContain("Content-Length", "X-No", "x-no");
    }
  }

  private static void bytes(Context c) {
    try (TestSource source = TestSource.start(c, "/c37.mp3", MP3);
        Wire listener = c.listen("/c37.mp3", "")) {
      Pattern.check(listener.read(20_000));
    }
  }

  private static void noType(Context c) {
    try (TestSource source = TestSource.start(c, "/c38.mp3", "");
        Wire wire = c.connect().send("GET /c38.mp3 HTTP/1.0\r\n\r\n")) {
      assertThat(wire.head()).contains("Content-Type: audio/mpeg\r\n");
    }
  }

  private static void ogg(Context c) {
    try (OggSource source = OggSource.start(c, "/c39.ogg");
        Wire wire = c.connect().send("GET /c39.ogg HTTP/1.0\r\n\r\n")) {
      assertThat(wire.head()).contains("Content-Type: application/ogg\r\n");
      byte[] start = wire.read(6);
      assertThat(new String(start, 0, 4, Wire.BYTES)).isEqualTo("OggS");
      assertThat(start[5] & 2).as("beginning of stream").isEqualTo(2);
      assertThat(c.admin("/admin/stats")).contains("<subtype>Vorbis</subtype>");
    }
  }

  private static void titles(Context c) throws Exception {
    try (TestSource source = TestSource.start(c, "/c41.mp3", MP3);
        Wire wire = c.connect().send("GET /c41.mp3 HTTP/1.0\r\nIcy-MetaData: 1\r\n\r\n")) {
      assertThat(wire.head()).contains("icy-metaint:16000\r\n");
      c.admin("/admin/metadata?mount=/c41.mp3&mode=updinfo&song=Hello%20World");
      java.io.ByteArrayOutputStream data = new java.io.ByteArrayOutputStream();
      List<String> blocks = new ArrayList<>();
      while (blocks.size() < 4) {
        data.write(wire.read(INTERVAL));
        int length = (wire.read(1)[0] & 0xff) * 16;
        blocks.add(new String(wire.read(length), Wire.BYTES).replace("\0", ""));
      }
      assertThat(blocks).containsOnlyOnce("StreamTitle='Hello World';");
      Pattern.check(data.toByteArray());
    }
  }

  private static void users(Context c) {
    try (TestSource source = TestSource.start(c, "/auth.mp3", MP3)) {
      RequestCases.status(c.get("/auth.mp3", ""), 401);
      RequestCases.status(c.get("/auth.mp3", Wire.login("fred:wrong")), 401);
      c.listen("/auth.mp3", Wire.login("fred:secret")).close();
    }
  }

  private static void full(Context c) {
    try (TestSource source = TestSource.start(c, "/limited.mp3", MP3);
        Wire first = c.listen("/limited.mp3", "")) {
      assertThat(c.get("/limited.mp3", "")).containsPattern("^HTTP/1.0 40[34] ");
      first.read(1000);
    }
  }

  private static void hidden(Context c) {
    try (TestSource hidden = TestSource.start(c, "/hidden.mp3", MP3);
        TestSource shown = TestSource.start(c, "/c49.mp3", MP3)) {
      c.eventually(
          () -> assertThat(c.admin("/admin/stats")).contains("\"/hidden.mp3\"", "\"/c49.mp3\""));
      assertThat(c.get("/status.xsl", "")).contains("[/c49.mp3]").doesNotContain("/hidden.mp3");
    }
  }

  private static void shoutcast(Context c) {
    c.between().run();
    try (Wire wrong = Wire.connect(c.server().shoutcastPort(), c.patience())) {
      assertThat(wrong.send("nonsense\r\n").toEnd()).isEmpty();
    }
    Wire wire = Wire.connect(c.server().shoutcastPort(), c.patience());
    wire.send("hackme\r\n");
    assertThat(wire.until("\r\n")).isEqualTo("OK2\r\n");
    wire.send("icy-name:SC Name\r\nicy-br:128\r\ncontent-type:audio/mpeg\r\n\r\n");
    assertThat(wire.head()).endsWith("HTTP/1.0 200 OK\r\n\r\n");
    try (TestSource source = TestSource.over(wire);
        Wire listener = c.connect().send("GET /stream HTTP/1.0\r\n\r\n")) {
      assertThat(listener.head()).contains("icy-name:SC Name\r\n");
      Pattern.check(listener.read(5000));
      assertThat(c.get("/admin.cgi?mode=updinfo&song=x&pass=hackme", ""))
          .contains("Metadata update successful");
    }
  }

  private static void fallback(Context c) {
    try (TestSource backup = TestSource.start(c, "/backup.mp3", MP3)) {
      TestSource main = TestSource.start(c, "/main.mp3", MP3);
      try (Wire listener = c.listen("/main.mp3", "")) {
        main.close();
        listenersOf(c, "/backup.mp3", 1);
        TestSource again = TestSource.start(c, "/main.mp3", MP3);
        listenersOf(c, "/main.mp3", 1);
        listener.read(5000);
        again.close();
      } finally {
        main.close();
      }
    }
  }

  private static void listenersOf(Context c, String mount, int count) {
    c.eventually(() ->
        assertThat(c.admin("/admin/listclients?mount=" + mount))
            .contains("<Listeners>" + count + "</Listeners>"));
  }

  private static void silent(Context c) {
    try (Wire wire = c.connect()) {
      wire.send("SOURCE /c58.mp3 HTTP/1.0\r\n" + Wire.login("source:hackme") + "\r\n");
      assertThat(wire.toEnd()).isEqualTo("HTTP/1.0 200 OK\r\n\r\n");
    }
  }

  private static void tooMany(Context c) {
    List<Wire> wires = new ArrayList<>();
    try {
      String answer = "";
      for (int i = 0; i < 20 && !answer.contains("\r\n<b>"); i++) {
        Wire wire = c.connect();
        wires.add(wire);
        wire.send("SOURCE /c59-" + i + ".mp3 HTTP/1.0\r\n" + Wire.login("source:hackme") + "\r\n");
        answer = wire.head();
        answer = answer.contains(" 200 ") ? answer : answer + "\r\n" + wire.toEnd();
      }
      assertThat(answer)
          .containsPattern("^HTTP/1.0 40[34] ")
          .contains("too many sources connected");
    } finally {
      wires.forEach(Wire::close);
    }
  }

  private static void stats(Context c) {
    try (Wire wire = c.connect()) {
      wire.send("STATS / HTTP/1.0\r\n" + Wire.login("admin:adminpw") + "\r\n");
      assertThat(wire.until("EVENT global sources ")).contains("EVENT global clients ");
      try (TestSource source = TestSource.start(c, "/c56.mp3", MP3)) {
        wire.until("EVENT /c56.mp3 listeners 0\n");
      }
    }
  }
}
