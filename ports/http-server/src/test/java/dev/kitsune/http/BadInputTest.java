package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.http.suite.Context;
import dev.kitsune.http.suite.Pattern;
import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.ServerProcess;
import dev.kitsune.http.suite.Site;
import dev.kitsune.http.suite.TestSource;
import dev.kitsune.http.suite.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers and files that are not as they should be; whoever does as it should notices nothing. */
@SuppressWarnings("try") // sources are there, not asked
final class BadInputTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final String MP3 = "Content-Type: audio/mpeg\r\n";

  private Site site;
  private ServerProcess server;

  @BeforeEach
  void makeSite() {
    site = Site.make();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    site.close();
  }

  private Context start() {
    server = ServerProcess.plain(CLASS_PATH, site);
    return new Context(server, site, ProtocolSuite.PATIENCE, () -> {});
  }

  private Wire connect() {
    return Wire.connect(server.port(), ProtocolSuite.PATIENCE);
  }

  private TestSource source(String mount) {
    return TestSource.start(server.port(), ProtocolSuite.PATIENCE, mount, MP3);
  }

  /** A seed that fails is in the message. */
  @Test
  void garbageInPlaceOfRequests_getsNoAnswerOrARefusalAndHarmsNobody() {
    Context context = start();
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String[] words = {
      "GET",
      "SOURCE",
      "STATS",
      "/",
      "/live.mp3",
      "/admin/",
      "?",
      "&",
      "=",
      "%",
      "%00",
      "%ff",
      " ",
      "HTTP/1.0",
      "HTTP/",
      "ICE/1.0",
      ":",
      "Range: bytes=9-",
      "Authorization: Basic ====",
      "\n",
      "\r\n",
      "\0",
      "\u00ff",
      "mount=/live.mp3",
      "metadata",
      "..",
      "\\",
      ".xsl",
      ".m3u"
    };
    try (TestSource good = source("/live.mp3");
        Wire listener = context.listen("/live.mp3", "")) {
      for (int i = 0; i < 200; i++) {
        StringBuilder request = new StringBuilder();
        for (int n = random.nextInt(20); n >= 0; n--) {
          request.append(words[random.nextInt(words.length)]);
        }
        try (Wire wire = connect()) {
          wire.send(request + "\r\n\r\n");
        }
      }

      Pattern.check(listener.read(30_000));
      assertThat(context.get("/ten.txt", "")).as("seed=" + seed).endsWith("0123456789");
      assertThat(site.read("error.log")).as("seed=" + seed).doesNotContain("failed: cause");
    }
  }

  @Test
  void headsThatDoNotEnd_keepNobodyWaiting() {
    Context context = start();
    List<Wire> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        idle.add(connect().send("GET /ten.txt HTTP/1.0\r\nX: "));
      }

      assertThat(context.get("/ten.txt", "")).endsWith("0123456789");
      idle.forEach(each -> assertThat(each.toEnd()).isEmpty());
      assertThat(site.read("access.log").lines()).hasSize(1);
    } finally {
      idle.forEach(Wire::close);
    }
  }

  /** The time-out of 2.2.0 counts from the last byte. */
  @Test
  void headThatDrips_isAnswered() {
    Context context = start();
    try (Wire slow = connect()) {
      for (char each : "GET /ten.txt HTTP/1.0\r\n\r\n".toCharArray()) {
        slow.send(String.valueOf(each));
        assertThat(context.get("/al", "")).endsWith("0123456789");
      }

      assertThat(slow.toEnd()).endsWith("0123456789");
    }
  }

  /** With a small buffer of its own, so that little more than the server's limit fills it. */
  @Test
  void followerThatNeverReads_isDropped() throws Exception {
    Context context = start();
    List<TestSource> sources = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      sources.add(source("/" + i + ".mp3"));
    }
    try (Wire listener = context.listen("/0.mp3", "");
        Socket stuck = new Socket()) {
      stuck.setReceiveBufferSize(4096);
      stuck.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      String head = "STATS / HTTP/1.0\r\n" + Wire.login("admin:adminpw") + "\r\n";
      stuck.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String title = "&mode=updinfo&song=" + "x".repeat(3500);

      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(1))
          .untilAsserted(() -> {
            for (int i = 0; i < sources.size(); i++) {
              context.admin("/admin/metadata?mount=/" + i + ".mp3" + title);
            }
            assertThat(site.read("error.log")).contains("does not read");
          });

      Pattern.check(listener.read(30_000));
    } finally {
      sources.forEach(TestSource::close);
    }
  }

  @Test
  void headersThatDoNotEnd_endTheSourceAndFreeItsMount() {
    site.add(
        "<mount><mount-name>/bad.ogg</mount-name><source-timeout>300</source-timeout></mount>");
    Context context = start();
    try (TestSource good = source("/live.mp3");
        Wire bad = connect()) {
      bad.send(
          "SOURCE /bad.ogg HTTP/1.0\r\nContent-Type: application/ogg\r\n"
              + Wire.login("source:hackme")
              + "\r\n");
      bad.head();

      bad.send(OggPages.endlessHeader(300));

      assertThat(bad.toEnd()).isEmpty();
      context.eventually(
          () -> assertThat(context.admin("/admin/stats")).doesNotContain("\"/bad.ogg\""));
      try (TestSource again = source("/bad.ogg")) {
        assertThat(context.admin("/admin/listmounts")).contains("\"/bad.ogg\"");
      }
    }
  }

  @Test
  void linesOfAPasswordFileThatAreNone_areSkipped() throws Exception {
    Files.write(
        site.folder().resolve("htpasswd"),
        ("\n# fred:no\nno colon\n:nobody\n\u00ff\u00fe:x\n"
                + "y".repeat(600)
                + ":z\nfred:5ebe2294ecd0e0f08eab7690d2a6ee69\nfred:twice\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    Context context = start();
    try (TestSource source = source("/auth.mp3")) {
      for (String login : new String[] {"fred:no", "no colon:", ":nobody", "y:z", "fred"}) {
        assertThat(context.get("/auth.mp3", Wire.login(login))).as(login).contains(" 401 ");
      }
      try (Wire fred = context.listen("/auth.mp3", Wire.login("fred:secret"))) {
        Pattern.check(fred.read(3000));
      }
    }
  }

  @Test
  void passwordFileThatIsNotThere_letsNobodyIn() throws Exception {
    Files.delete(site.folder().resolve("htpasswd"));
    Context context = start();
    try (TestSource source = source("/auth.mp3")) {

      assertThat(context.get("/auth.mp3", Wire.login("fred:secret"))).contains(" 401 ");
    }
  }

  /** What a relay gets from the server it asks. */
  @Test
  void relayedServersThatLie_areAskedAgainAndHarmNobody() throws Exception {
    String ok = "HTTP/1.0 200 OK\r\n";
    List<FixedServer> liars =
        List.of(
            new FixedServer("HTTP/1.0 404 File Not Found\r\n\r\n"),
            new FixedServer("what?\r\n\r\n"),
            new FixedServer(ok + "X: " + "y".repeat(10_000)),
            new FixedServer(ok + "icy-metaint: 4\r\n\r\nabcd\u0001nonsense"),
            new FixedServer(ok + "icy-metaint: no number\r\nContent-Length: 5\r\n\r\n12345"),
            new FixedServer(""));
    FixedServer master =
        new FixedServer(ok + "\r\n\n/\nno mount\n/from\u00ffmaster\n" + "/x".repeat(5000) + "\n");
    for (FixedServer each : liars) {
      site.add(
          "<relay><server>127.0.0.1</server><port>"
              + each.port()
              + "</port><mount>/lie</mount><local-mount>/lie"
              + each.port()
              + "</local-mount></relay>");
    }
    site.add("<relay><server>no.such.host.invalid</server><port>1</port></relay>");
    site.add("<relay><server>127.0.0.1</server><port>99999</port><mount>/p</mount></relay>");
    site.add("<master-server>127.0.0.1</master-server><master-password>pw</master-password>");
    site.add("<master-server-port>" + master.port() + "</master-server-port>");
    site.add("<master-update-interval>1</master-update-interval>");
    try {
      Context context = start();
      try (TestSource good = source("/live.mp3");
          Wire listener = context.listen("/live.mp3", "")) {
        for (FixedServer each : liars) {
          context.eventually(() -> assertThat(each.connections()).isGreaterThanOrEqualTo(2));
        }
        context.eventually(() -> assertThat(master.connections()).isGreaterThanOrEqualTo(3));

        Pattern.check(listener.read(30_000));
        assertThat(
                context.call(
                    "SOURCE /lie"
                        + liars.get(0).port()
                        + " HTTP/1.0\r\n"
                        + Wire.login("source:hackme")))
            .contains("Mountpoint in use");
        context.eventually(() ->
            assertThat(context.admin("/admin/listmounts"))
                .contains("\"/live.mp3\"")
                .doesNotContain("\"/lie" + liars.get(0).port()));
      }
    } finally {
      liars.forEach(FixedServer::close);
      master.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<icecast>",
        "<other/>",
        "<!DOCTYPE icecast [<!ENTITY x SYSTEM '/etc/passwd'>]><icecast><hostname>&x;</hostname></icecast>",
        "<icecast><mount><username>x</username></mount></icecast>",
        "<icecast><listen-socket><port>70000</port></listen-socket></icecast>",
        "<icecast><paths><logdir>/proc/none</logdir></paths></icecast>"
      })
  void configurationThatCannotBeUsed_endsTheStartWithAReason(String xml) {
    site.write("bad.xml", xml);
    server =
        ServerProcess.plain(CLASS_PATH, List.of("-c", site.folder().resolve("bad.xml").toString()));

    assertThat(server.exitStatus()).isEqualTo(1);
    assertThat(server.log())
        .anyMatch(line -> line.startsWith("FATAL: ") || line.startsWith("Could"));
    assertThat(String.join("\n", server.log())).doesNotContain("Exception", "root:");
  }

  @ParameterizedTest
  @CsvSource({"--port,notANumber", "--port,-1", "-c,/no/such/file", "-x,y"})
  void argumentsThatAreWrong_endTheStartWithAReason(String option, String value) {
    server = ServerProcess.plain(CLASS_PATH, List.of(option, value));

    assertThat(server.exitStatus()).isEqualTo(1);
    assertThat(server.log()).isNotEmpty();
    assertThat(String.join("\n", server.log())).doesNotContain("Exception");
  }
}
