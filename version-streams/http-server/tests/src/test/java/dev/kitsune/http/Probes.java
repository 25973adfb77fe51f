package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.http.suite.Context;
import dev.kitsune.http.suite.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What tells the releases apart from outside: part D4 of the fact sheet. */
final class Probes {

  private static final String FRED = Wire.login("fred:secret");
  private static final String JOE = Wire.login("joe:secret");

  private final Context context;
  private final int version;

  /**
   * Makes the probes of a version that runs with the sources and listeners of {@link ProbesTest}.
   */
  Probes(Context context, String version) {
    this.context = context;
    this.version = Versions.ALL.indexOf(version);
  }

  /** Returns what the sheet's table has in the version's column. */
  private String expected(String... byVersion) {
    return byVersion[version];
  }

  void name() {
    String name = "Icecast " + Versions.ALL.get(version);
    context.eventually(
        () -> assertThat(context.admin("/admin/stats")).contains("<server>" + name + "<"));
    try (Wire wire = context.connect().send("GET /live.mp3 HTTP/1.0\r\n\r\n")) {
      assertThat(wire.head()).contains("Server: " + name + "\r\n");
    }
  }

  void methods() {
    String bad =
        "HTTP/1.0 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<b>unknown request</b>";
    String answer = context.call("HEAD /ten.txt HTTP/1.0\r\n");
    assertThat(answer.strip()).isEqualTo(expected("", bad, bad, bad, bad, bad));
  }

  void badPath() {
    assertThat(status(context.get("/../x", ""))).isEqualTo(expected("404", "", "", "", "", ""));
  }

  void orderOfHeaders() {
    String answer = context.admin("/admin/listmounts");
    boolean isLengthFirst = answer.indexOf("Content-Length") < answer.indexOf("Content-Type");
    assertThat(isLengthFirst).isEqualTo(version == 0);
  }

  void playlists() {
    String own = "localhost:" + context.server().port();
    assertThat(context.get("/none.mp3.m3u", "Host: h:1\r\n"))
        .endsWith("http://" + expected(own, "h:1", "h:1", "h:1", "h:1", "h:1") + "/none.mp3\r\n");
    assertThat(context.get("/none.mp3.m3u", "Host: h\r\n"))
        .endsWith("http://" + expected(own, "h", own, own, own, own) + "/none.mp3\r\n");
  }

  /** Of a source that was there before all steps. */
  void firstMetadata() {
    String none = "StreamTitle='';";
    try (Wire wire = context.listen("/live.mp3", "Icy-MetaData: 1\r\n")) {
      wire.read(16_000);
      String text = new String(wire.read(wire.read(1)[0] * 16), StandardCharsets.US_ASCII);
      assertThat(text.replace("\0", "")).isEqualTo(expected("", none, none, none, none, none));
    }
  }

  void followers() {
    try (Wire wire = context.connect()) {
      wire.send("STATS / HTTP/1.0\r\n" + Wire.login("admin:adminpw") + "\r\n");
      String head = "HTTP/1.0 200 OK\r\n\r\n";
      String start = expected("", head, head, head, head, head) + "EVENT ";
      assertThat(new String(wire.read(start.length()), StandardCharsets.US_ASCII)).isEqualTo(start);
    }
  }

  void buildM3u() {
    String request = "GET /admin/buildm3u?mount=/auth.mp3&username=u&password=p HTTP/1.0\r\n";
    String answer = context.call(request);
    if (version == 1) {
      assertThat(answer).startsWith(request);
    } else {
      assertThat(answer)
          .startsWith("HTTP/1.0 200 OK\r\n")
          .endsWith("http://u:p@localhost:" + context.server().port() + "/auth.mp3\r\n");
    }
  }

  /** While fred listens and nobody may do so twice. */
  void secondUser() {
    context.eventually(() -> // those of the probe before may not be gone yet
        assertThat(context.admin("/admin/listclients?mount=/auth.mp3"))
            .contains("<Listeners>1</Listeners>"));
    assertThat(listen(JOE)).isEqualTo(expected("200", "401", "401", "200", "200", "200"));
    assertThat(listen(FRED)).isEqualTo(expected("403", "401", "401", "401", "401", "401"));
    assertThat(listen("Authorization: Digest x\r\n"))
        .isEqualTo(expected("200", "401", "401", "401", "401", "401"));
  }

  private String listen(String login) {
    try (Wire wire = context.connect().send("GET /auth.mp3 HTTP/1.0\r\n" + login + "\r\n")) {
      return status(wire.head());
    }
  }

  void accessLog() {
    String agent = "probe-" + System.nanoTime();
    context.get("/auth.mp3", Wire.login("eve:wrong") + "User-Agent: " + agent + "\r\n");
    String user = expected("-", "-", "-", "eve", "eve", "eve");
    context.eventually(() ->
        assertThat(context.site().read("access.log").lines().filter(each -> each.contains(agent)))
            .singleElement()
            .asString()
            .startsWith("127.0.0.1 - " + user + " [")
            .contains("\"GET /auth.mp3 HTTP/1.0\" 401 "));
  }

  void mountInUse() {
    String answer = context.call("SOURCE /live.mp3 HTTP/1.0\r\n" + Wire.login("source:hackme"));
    if (version == 5) {
      assertThat(answer).isEqualTo("HTTP/1.0 403 Mountpoint in use\r\n\r\n");
    } else {
      assertThat(answer).startsWith("HTTP/1.0 404 ").contains("<b>Mountpoint in use</b>");
    }
  }

  void fullMount() {
    String full = "stream full";
    String refused = "HTTP/1.0 403 max listeners reached";
    assertThat(context.get("/limited.mp3", ""))
        .contains(expected("Too many clients on this mountpoint", full, full, full, full, refused));
  }

  void unavailable() {
    String text = "mountpoint unavailable";
    assertThat(context.get("/nomount.mp3", ""))
        .contains(
            expected(
                "The source you requested could not be found.",
                text,
                text,
                text,
                text,
                "HTTP/1.0 403 " + text));
  }

  /** A source that does not wait for {@code OK2}. */
  void shoutcast() {
    boolean works = version == 0 || version == 5;
    try (Wire wire = Wire.connect(context.server().shoutcastPort(), context.patience())) {
      wire.send("hackme\r\nicy-name:x\r\n\r\n");
      if (works) {
        assertThat(wire.head()).isEqualTo("OK2\r\nHTTP/1.0 200 OK\r\n\r\n");
      } else {
        assertThat(wire.toEnd()).isEqualTo("OK2\r\n");
      }
    }
    context.eventually(
        () -> assertThat(context.admin("/admin/listmounts")).doesNotContain("/stream"));
  }

  /** Of the kernel's names of threads, which are short. */
  void threads(long process) {
    context.eventually(() -> {
      assertThat(count(process, "Connection Thre")).isEqualTo(version == 0 ? 4 : 1);
      assertThat(count(process, "Auth Thread")).isEqualTo(version == 0 ? 0 : 1);
      assertThat(count(process, "File Serving Th")).isOne();
    });
  }

  private static long count(long process, String name) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
      return tasks.filter(each -> nameOf(each).equals(name)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nameOf(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (IOException e) {
      return ""; // it has just ended
    }
  }

  /** Returns the status of an answer, or an empty text for none. */
  static String status(String answer) {
    return answer.isEmpty() ? "" : answer.split(" ")[1];
  }
}
