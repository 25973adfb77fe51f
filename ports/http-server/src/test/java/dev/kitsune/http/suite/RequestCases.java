package dev.kitsune.http.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** Cases 1 to 21 and 60: requests, files, and what gets no answer. */
final class RequestCases {

  private static final String FILE = "GET /ten.txt HTTP/1.0\r\n";

  private RequestCases() {}

  static List<Case> all() {
    return List.of(
        new Case(1, "a file", c -> ten(c.call(FILE))),
        new Case(2, "an alias", c -> ten(c.get("/al", ""))),
        new Case(3, "a query is no part of a file's name", c -> ten(c.get("/ten.txt?a=b", ""))),
        new Case(4, "the status page", RequestCases::status),
        new Case(5, "a range", c -> range(c, "bytes=3-")),
        new Case(6, "the end of a range is not heeded", c -> range(c, "bytes=3-5")),
        new Case(7, "a range behind the end", c -> noRange(c, "bytes=100-")),
        new Case(8, "a range of another unit", c -> noRange(c, "lines=abc")),
        new Case(9, "nothing of that name", RequestCases::missing),
        new Case(10, "no page of that name", c -> status(c.get("/nosuch.xsl", ""), 404)),
        new Case(11, "a folder", c -> status(c.get("/sub", ""), 404)),
        new Case(12, "a playlist", RequestCases::playlist),
        new Case(13, "protocol ICE", c -> ten(c.call("GET /ten.txt ICE/1.0\r\n"))),
        new Case(14, "another protocol", c -> silent(c, "GET /ten.txt FOO/1.0\r\n")),
        new Case(15, "no protocol", c -> silent(c, "GET /ten.txt\r\n")),
        new Case(16, "another method", c -> silent(c, "OPTIONS / HTTP/1.0\r\n")),
        new Case(17, "bare line feeds", RequestCases::lineFeeds),
        new Case(18, "a head that does not end", RequestCases::slow),
        new Case(19, "a head that is too long", c -> silent(c, FILE + "X: " + "y".repeat(6000))),
        new Case(20, "many headers", c -> ten(c.call(FILE + "X-Some: thing\r\n".repeat(60)))),
        new Case(21, "no connection is kept", RequestCases::keepAlive),
        new Case(60, "the access log", RequestCases::accessLog));
  }

  static void status(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.0 " + status + " ");
  }

  private static void ten(String answer) {
    assertThat(answer)
        .startsWith("HTTP/1.0 200 OK\r\n")
        .contains("Content-Length: 10\r\n", "Content-Type: text/plain\r\n")
        .endsWith("\r\n\r\n0123456789");
  }

  private static void status(Context c) {
    assertThat(c.get("/", ""))
        .startsWith("HTTP/1.0 200 OK\r\n")
        .contains("Icecast Streaming Media Server");
  }

  private static void range(Context c, String range) {
    assertThat(c.call(FILE + "Range: " + range + "\r\n"))
        .startsWith("HTTP/1.1 206 Partial Content\r\n")
        .contains("Content-Length: 7\r\n", "Content-Range: bytes 3-9/10\r\n")
        .endsWith("\r\n\r\n3456789");
  }

  private static void noRange(Context c, String range) {
    status(c.call(FILE + "Range: " + range + "\r\n"), 416);
  }

  private static void missing(Context c) {
    assertThat(c.get("/nosuch", ""))
        .startsWith("HTTP/1.0 404 File Not Found\r\nContent-Type: text/html\r\n")
        .contains("could not be found");
  }

  private static void playlist(Context c) {
    assertThat(c.get("/live.mp3.m3u", ""))
        .startsWith("HTTP/1.0 200 OK\r\n")
        .contains("Content-Type: audio/x-mpegurl\r\n")
        .endsWith("\r\n\r\nhttp://localhost:" + c.server().port() + "/live.mp3\r\n");
  }

  private static void silent(Context c, String request) {
    assertThat(c.call(request)).isEmpty();
  }

  private static void lineFeeds(Context c) {
    try (Wire wire = c.connect()) {
      ten(wire.send("GET /ten.txt HTTP/1.0\n\n").toEnd());
    }
  }

  private static void slow(Context c) {
    long start = System.nanoTime();
    try (Wire wire = c.connect()) {
      assertThat(wire.send(FILE).toEnd()).isEmpty();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
  }

  private static void keepAlive(Context c) {
    assertThat(c.call("GET /ten.txt HTTP/1.1\r\nConnection: keep-alive\r\n"))
        .startsWith("HTTP/1.0 200 OK\r\n")
        .endsWith("0123456789");
  }

  private static void accessLog(Context c) {
    ten(c.call(FILE));
    c.eventually(() ->
        assertThat(c.site().read("access.log").lines())
            .anyMatch(line ->
                line.matches(
                    "127\\.0\\.0\\.1 - - \\[\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\\]"
                        + " \"GET /ten.txt HTTP/1.0\" 200 \\d+ \"-\" \"-\" \\d+")));
  }
}
