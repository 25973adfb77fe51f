package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.http.suite.Context;
import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.ServerProcess;
import dev.kitsune.http.suite.Site;
import dev.kitsune.http.suite.TestSource;
import dev.kitsune.http.suite.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages that come with the server: what they say, where they lead, and in a browser. */
@SuppressWarnings("try") // sources are there, not asked
final class PagesTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final Pattern LINK = Pattern.compile("(?:href|action)=\"([^\"]*)\"");

  private final Site site = Site.make();
  private final List<AutoCloseable> open = new ArrayList<>();
  private ServerProcess server;
  private Context context;

  /** A server with the sample's pages, three sources, a title and two listeners. */
  @BeforeEach
  void start() throws Exception {
    copy(Path.of("src/main/conf/web"), site.folder().resolve("web"));
    copy(Path.of("src/main/conf/admin"), site.folder().resolve("admin"));
    server = ServerProcess.plain(CLASS_PATH, site);
    context = new Context(server, site, ProtocolSuite.PATIENCE, () -> {});
    for (String mount : new String[] {"/auth.mp3", "/jazz.mp3", "/news.mp3"}) {
      open.add(
          TestSource.start(
              server.port(),
              ProtocolSuite.PATIENCE,
              mount,
              "Content-Type: audio/mpeg\r\nice-name: Station "
                  + mount.charAt(1)
                  + " <&> \r\nice-description: All day long\r\nice-public: 0\r\n"
                  + "ice-audio-info: ice-samplerate=44100;ice-bitrate=128;ice-channels=2\r\n"));
    }
    context.admin("/admin/metadata?mount=/jazz.mp3&mode=updinfo&song=Tea%20%3Cfor%3E%20Two");
    open.add(context.listen("/jazz.mp3", "User-Agent: Player/1.0 <b>\r\n"));
    open.add(context.listen("/auth.mp3", Wire.login("fred:secret") + "User-Agent: Player/2.0\r\n"));
    context.eventually(() ->
        assertThat(context.admin("/admin/stats"))
            .contains("<title>Tea &lt;for&gt; Two</title>", "\"/news.mp3\"")
            .containsPattern("/auth.mp3.*<listeners>1</listeners>.*<listeners>1</listeners>"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path each : files.toList()) {
        Files.copy(each, to.resolve(each.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    server.close();
    site.close();
  }

  @Test
  void everyLink_leadsToAPage() {
    Set<String> seen = new HashSet<>(Set.of("/"));
    Deque<String> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      String path = next.remove();
      String page = context.admin(path);

      assertThat(page).as(path).startsWith("HTTP/1.0 200 OK\r\n");
      assertThat(page).as(path).doesNotContain("Could not parse").doesNotContain("<b>", "<for>");
      for (Matcher link = LINK.matcher(page); link.find(); ) {
        String target = link.group(1).replace("&amp;", "&");
        if (!changesSomething(target) && seen.add(target)) {
          next.add(target);
        }
      }
    }
    assertThat(seen)
        .contains("/auth.xsl", "/style.css", "/jazz.mp3.m3u", "/admin/listmounts.xsl")
        .contains(
            "/admin/stats.xsl",
            "/admin/listclients.xsl?mount=/jazz.mp3",
            "/admin/updatemetadata.xsl?mount=/jazz.mp3",
            "/admin/moveclients.xsl?mount=/jazz.mp3",
            "/admin/manageauth.xsl?mount=/auth.mp3");
  }

  /** Forms need their fields; these are sent by the next test. */
  private static boolean changesSomething(String target) {
    return target.startsWith("/admin/kill")
        || target.contains("destination=")
        || target.contains("action=")
        || target.equals("/admin/buildm3u")
        || target.equals("/admin/manageauth.xsl")
        || target.equals("/admin/metadata.xsl");
  }

  @Test
  void linksAndFormsThatChangeSomething_doSo() {
    String move = link("/admin/moveclients.xsl?mount=/jazz.mp3", "destination=/news.mp3");
    assertThat(context.admin(move)).contains("Clients moved from /jazz.mp3 to /news.mp3");
    context.eventually(
        () -> assertThat(context.admin("/admin/listclients.xsl?mount=/news.mp3")).contains("End<"));
    String kill = link("/admin/listclients.xsl?mount=/news.mp3", "killclient");
    assertThat(context.admin(kill)).contains("removed");
    assertThat(
            context.admin("/admin/manageauth.xsl?mount=/auth.mp3&action=add&username=j&password=p"))
        .contains("User added", ">j<");
    assertThat(context.admin("/admin/metadata.xsl?mount=/news.mp3&mode=updinfo&song=S"))
        .contains("Metadata update successful");
    assertThat(context.get("/admin/buildm3u?mount=/auth.mp3&username=a&password=b", ""))
        .contains("http://a:b@localhost:");
    assertThat(context.admin(link("/admin/stats.xsl", "killsource.xsl?mount=/news.mp3")))
        .contains("Source Removed");
  }

  private String link(String page, String part) {
    for (Matcher link = LINK.matcher(context.admin(page)); link.find(); ) {
      String target = link.group(1).replace("&amp;", "&");
      if (target.contains(part)) {
        return target;
      }
    }
    throw new AssertionError("expected a link: page=" + page + ", part=" + part);
  }

  @Test
  void browser_showsThePages() {
    assertThat(chromium("--dump-dom", "/"))
        .contains("Station j &lt;&amp;&gt;", "♪", "Tea &lt;for&gt; Two", "Log in to listen");
    assertThat(chromium("--dump-dom", "/admin/listclients.xsl?mount=/auth.mp3"))
        .contains("<td>fred</td>", "<td>Player/2.0</td>", "127.0.0.1");
  }

  /** For people to look at. */
  @Test
  @Tag("full")
  void screenshots_areMade() throws Exception {
    Path folder = Files.createDirectories(Path.of("target/screenshots").toAbsolutePath());
    for (String page :
        new String[] {
          "status=/",
          "login=/auth.xsl",
          "statistics=/admin/stats.xsl",
          "mounts=/admin/listmounts.xsl",
          "listeners=/admin/listclients.xsl?mount=/auth.mp3",
          "move=/admin/moveclients.xsl?mount=/jazz.mp3",
          "users=/admin/manageauth.xsl?mount=/auth.mp3",
          "title=/admin/updatemetadata.xsl?mount=/jazz.mp3"
        }) {
      int at = page.indexOf('=');
      Path file = folder.resolve("http-server-" + page.substring(0, at) + ".png");

      chromium("--screenshot=" + file, page.substring(at + 1));

      assertThat(file).isNotEmptyFile();
    }
  }

  private String chromium(String action, String path) {
    return Program.run(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--user-data-dir=" + site.folder().resolve("browser"),
        "--window-size=1000,700",
        action,
        "http://admin:adminpw@127.0.0.1:" + server.port() + path);
  }
}
