package dev.kitsune.http.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;

/** Cases 22 to 31, 40, 42, 43, 45 to 47 and 50 to 54: the admin interface. */
@SuppressWarnings("try") // sources are there, not asked
final class AdminCases {

  private static final String MP3 = "Content-Type: audio/mpeg\r\n";

  private AdminCases() {}

  static List<Case> all() {
    return List.of(
        new Case(22, "no login", c -> denied(c.get("/admin/stats", ""))),
        new Case(23, "a wrong login", c -> denied(c.get("/admin/stats", Wire.login("admin:x")))),
        new Case(24, "statistics", AdminCases::statistics),
        new Case(25, "statistics, by another name", AdminCases::statisticsXml),
        new Case(26, "the page of statistics", AdminCases::page),
        new Case(27, "an unknown command", c -> bad(c.get("/admin/bogus", ""), "unrecognised")),
        new Case(
            28, "a mount is missing", c -> bad(c.admin("/admin/listclients"), "unknown admin")),
        new Case(29, "an unknown mount", AdminCases::unknownMount),
        new Case(30, "the list for slaves", AdminCases::streamList),
        new Case(31, "shoutcast's metadata without a source", AdminCases::noShoutcast),
        new Case(40, "a title", AdminCases::title),
        new Case(42, "a title without a mode", AdminCases::noMode),
        new Case(43, "the list of mounts", AdminCases::listMounts),
        new Case(45, "listeners are listed", AdminCases::listClients),
        new Case(46, "a listener is ended", AdminCases::killClient),
        new Case(47, "a source may list its listeners", AdminCases::sourceLists),
        new Case(50, "where listeners may be moved", AdminCases::moveTargets),
        new Case(51, "listeners are moved", AdminCases::move),
        new Case(52, "a fallback is set", AdminCases::fallback),
        new Case(53, "users are added", AdminCases::users),
        new Case(54, "a source is ended", AdminCases::killSource));
  }

  private static void denied(String answer) {
    assertThat(answer)
        .startsWith("HTTP/1.0 401 Authentication Required\r\n")
        .contains("WWW-Authenticate: Basic realm=\"Icecast2 Server\"\r\n")
        .endsWith("You need to authenticate\r\n");
  }

  private static void bad(String answer, String text) {
    RequestCases.status(answer, 400);
    assertThat(answer.toLowerCase(Locale.ROOT)).contains(text);
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private static void statistics(Context c) {
    String answer = c.admin("/admin/stats");
    String body = body(answer);
    assertThat(answer)
        .startsWith("HTTP/1.0 200 OK\r\n")
        .contains("Content-Type: text/xml\r\n", "Content-Length: " + body.length() + "\r\n");
    assertThat(body).startsWith("<?xml version=\"1.0\"?>\n<icestats>");
    for (String key :
        List.of(
            "client_connections",
            "clients",
            "connections",
            "source_client_connections",
            "source_relay_connections",
            "source_total_connections",
            "sources",
            "stats",
            "stats_connections")) {
      assertThat(body).contains("<" + key + ">");
    }
  }

  private static void statisticsXml(Context c) {
    assertThat(c.admin("/admin/stats.xml")).startsWith("HTTP/1.0 200 OK").contains("<icestats>");
  }

  private static void page(Context c) {
    assertThat(c.admin("/admin/")).startsWith("HTTP/1.0 200 OK").contains("<title>");
  }

  private static void unknownMount(Context c) {
    bad(c.admin("/admin/listclients?mount=/none"), "source does not exist");
  }

  private static void streamList(Context c) {
    // Later releases list only mounts with settings.
    try (TestSource source = TestSource.start(c, "/limited.mp3", MP3)) {
      RequestCases.status(c.admin("/admin/streamlist.txt"), 401);
      String answer = c.get("/admin/streamlist.txt", Wire.login("relay:relaypw"));
      RequestCases.status(answer, 200);
      assertThat(body(answer)).contains("/limited.mp3");
    }
  }

  private static void noShoutcast(Context c) {
    bad(c.get("/admin.cgi?mode=updinfo&song=x", ""), "missing pass parameter");
    RequestCases.status(c.get("/admin.cgi?mode=updinfo&song=x&pass=hackme", ""), 400);
  }

  private static void title(Context c) {
    try (TestSource source = TestSource.start(c, "/c40.mp3", MP3)) {
      assertThat(c.admin("/admin/metadata?mount=/c40.mp3&mode=updinfo&song=Hello%20World"))
          .startsWith("HTTP/1.0 200 OK\r\n")
          .contains("<message>Metadata update successful</message><return>1</return>");
      c.eventually(
          () -> assertThat(c.admin("/admin/stats")).contains("<title>Hello World</title>"));
    }
  }

  private static void noMode(Context c) {
    try (TestSource source = TestSource.start(c, "/c42.mp3", MP3)) {
      assertThat(c.admin("/admin/metadata?mount=/c42.mp3&mode=zzz&song=x"))
          .contains("No such action", "<return>0</return>");
      bad(c.admin("/admin/metadata?mount=/c42.mp3&song=x"), "missing parameter");
    }
  }

  private static void listMounts(Context c) {
    try (TestSource mp3 = TestSource.start(c, "/c43.mp3", MP3);
        TestSource ogg = TestSource.start(c, "/c43.ogg", "Content-Type: application/ogg\r\n")) {
      assertThat(c.admin("/admin/listmounts"))
          .contains(
              "<source mount=\"/c43.mp3\">",
              "<source mount=\"/c43.ogg\">",
              "<content-type>application/ogg</content-type>");
    }
  }

  private static void listClients(Context c) {
    String agent = "User-Agent: UA/1\r\n";
    try (TestSource source = TestSource.start(c, "/auth.mp3", MP3);
        Wire listener = c.listen("/auth.mp3", agent + Wire.login("fred:secret"))) {
      c.eventually(() ->
          assertThat(c.admin("/admin/listclients?mount=/auth.mp3"))
              .contains(
                  "<Listeners>1</Listeners>",
                  "<IP>127.0.0.1</IP><UserAgent>UA/1</UserAgent>",
                  "<username>fred</username>"));
    }
  }

  private static void killClient(Context c) {
    try (TestSource source = TestSource.start(c, "/c46.mp3", MP3);
        Wire listener = c.listen("/c46.mp3", "")) {
      String list = "/admin/listclients?mount=/c46.mp3";
      c.eventually(() -> assertThat(c.admin(list)).contains("<ID>"));
      String id = c.admin(list).replaceAll("(?s).*<ID>(\\d+)</ID>.*", "$1");

      assertThat(c.admin("/admin/killclient?mount=/c46.mp3&id=99999"))
          .contains("Client 99999 not found", "<return>0</return>");
      assertThat(c.admin("/admin/killclient?mount=/c46.mp3&id=" + id))
          .contains("Client " + id + " removed", "<return>1</return>");

      listener.toEnd();
    }
  }

  private static void sourceLists(Context c) {
    try (TestSource source = TestSource.start(c, "/c47.mp3", MP3)) {
      String login = Wire.login("source:hackme");
      RequestCases.status(c.get("/admin/listclients?mount=/c47.mp3", login), 200);
      RequestCases.status(c.get("/admin/stats", login), 401);
    }
  }

  private static void moveTargets(Context c) {
    try (TestSource source = TestSource.start(c, "/c50.mp3", MP3)) {
      String move = "/admin/moveclients?mount=/c50.mp3";
      assertThat(c.admin(move))
          .contains("<current_source>/c50.mp3</current_source>")
          .doesNotContain("<source mount=\"/c50.mp3\">");
      bad(c.admin(move + "&destination=/c50.mp3"), "identical");
      bad(c.admin(move + "&destination=/none"), "no such destination");
    }
  }

  private static void move(Context c) {
    try (TestSource from = TestSource.start(c, "/c51a.mp3", MP3);
        TestSource to = TestSource.start(c, "/c51b.mp3", MP3);
        Wire listener = c.listen("/c51a.mp3", "")) {
      c.eventually(
          () -> assertThat(c.admin("/admin/listclients?mount=/c51a.mp3")).contains("<ID>"));

      assertThat(c.admin("/admin/moveclients?mount=/c51a.mp3&destination=/c51b.mp3"))
          .contains("Clients moved from /c51a.mp3 to /c51b.mp3", "<return>1</return>");

      c.eventually(() ->
          assertThat(c.admin("/admin/listclients?mount=/c51b.mp3"))
              .contains("<Listeners>1</Listeners>"));
      listener.read(50_000);
    }
  }

  private static void fallback(Context c) {
    try (TestSource source = TestSource.start(c, "/c52.mp3", MP3)) {
      assertThat(c.admin("/admin/fallbacks?mount=/c52.mp3&fallback=/other.mp3"))
          .startsWith("HTTP/1.0 200 OK")
          .contains("Fallback configured");
      assertThat(c.admin("/admin/listmounts")).contains("<fallback>/other.mp3</fallback>");
    }
  }

  private static void users(Context c) {
    try (TestSource source = TestSource.start(c, "/auth.mp3", MP3)) {
      String user = "joe" + System.nanoTime(); // the site may have seen the case before
      String add = "/admin/manageauth?mount=/auth.mp3&action=add&password=x&username=" + user;
      assertThat(c.admin(add)).contains("User added");
      // Later releases look at the file's time, to the second.
      c.eventually(() -> assertThat(c.admin(add)).contains("User already exists - not added"));
      assertThat(c.admin(add)).contains("<username>" + user + "</username>");
    }
  }

  private static void killSource(Context c) {
    try (TestSource source = TestSource.start(c, "/c54.mp3", MP3)) {
      String kill = "/admin/killsource?mount=/c54.mp3";
      assertThat(c.admin(kill)).contains("Source Removed", "<return>1</return>");
      c.eventually(() -> RequestCases.status(c.admin(kill), 400));
    }
  }
}
