package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.http.suite.Context;
import dev.kitsune.http.suite.Pattern;
import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.ServerProcess;
import dev.kitsune.http.suite.Site;
import dev.kitsune.http.suite.TestSource;
import dev.kitsune.http.suite.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources, listeners, load makers and a server that others wrote. None may be missing. */
@SuppressWarnings("try") // sources are there, not asked
final class PeersTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final String MP3 = "Content-Type: audio/mpeg\r\n";
  private static final java.util.regex.Pattern REQUESTS =
      java.util.regex.Pattern.compile("(\\d+) requests in");

  @TempDir private static Path media;

  private final Site site = Site.make();
  private ServerProcess server;

  /** Ten seconds of a tone in both formats, made on the spot. */
  @BeforeAll
  static void makeMedia() {
    for (String file : new String[] {"tone.mp3", "tone.ogg"}) {
      Program.run(
          "ffmpeg",
          "-v",
          "error",
          "-f",
          "lavfi",
          "-i",
          "sine=frequency=440:duration=10",
          "-b:a",
          "64k",
          "-metadata",
          "title=Tone",
          "-metadata",
          "artist=Sine",
          media.resolve(file).toString());
    }
  }

  @AfterEach
  void stop() {
    server.close();
    site.close();
  }

  private Context start() {
    server = ServerProcess.plain(CLASS_PATH, site);
    return new Context(server, site, ProtocolSuite.PATIENCE, () -> {});
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  /** The protocol of these releases is ffmpeg's legacy one; four times as fast as the music. */
  private Program ffmpeg(String file, String type, String mount) {
    return Program.start(
        "ffmpeg",
        "-v",
        "error",
        "-readrate",
        "4",
        "-stream_loop",
        "-1",
        "-i",
        media.resolve(file).toString(),
        "-c",
        "copy",
        "-f",
        file.substring("tone.".length()),
        "-content_type",
        type,
        "-ice_name",
        "Tones",
        "-legacy_icecast",
        "1",
        "icecast://source:hackme@127.0.0.1:" + server.port() + mount);
  }

  /**
   * Decodes seconds of a stream; every error is printed, and none may be. Times are counted anew,
   * since a new logical stream of Ogg begins with a packet of which nothing is heard.
   */
  private void decode(String seconds, String path) {
    assertThat(
            Program.run(
                "ffmpeg",
                "-v",
                "error",
                "-t",
                seconds,
                "-i",
                url(path),
                "-af",
                "asetpts=N/SR/TB",
                "-f",
                "null",
                "-"))
        .isEmpty();
  }

  @Test
  void ffmpegSendsMp3_ffmpegMpg123AndCurlListen() throws Exception {
    Context context = start();
    Path wave = media.resolve("heard.wav");
    Path bytes = media.resolve("heard.mp3");
    try (Program source = ffmpeg("tone.mp3", "audio/mpeg", "/live.mp3")) {
      context.eventually(() ->
          assertThat(context.admin("/admin/stats"))
              .contains("\"/live.mp3\"", "<server_name>Tones</server_name>"));

      decode("2", "/live.mp3");
      Program.run("mpg123", "-q", "-n", "100", "-w", wave.toString(), url("/live.mp3"));
      try (Program curl = Program.start("curl", "-sN", "-o", bytes.toString(), url("/live.mp3"))) {
        context.eventually(() ->
            assertThat(bytes)
                .satisfies(file ->
                    assertThat(Files.exists(file) ? Files.size(file) : 0).isGreaterThan(50_000)));
        assertThat(context.admin("/admin/listclients?mount=/live.mp3"))
            .contains("<UserAgent>curl/");
      }

      // 100 frames of 1152 samples, 16 bits, one channel, less what the decoder skips at first.
      assertThat(Files.size(wave)).isBetween(200_000L, 240_000L);
      assertThat(source.isAlive()).as(source.output()).isTrue();
    }
  }

  @Test
  void ffmpegSendsOgg_ffmpegListensAcrossATitle() {
    Context context = start();
    try (Program source = ffmpeg("tone.ogg", "application/ogg", "/live.ogg")) {
      context.eventually(() ->
          assertThat(context.admin("/admin/stats"))
              .contains("<title>Tone</title>", "<artist>Sine</artist>")
              .contains("<subtype>Vorbis</subtype>", "<audio_samplerate>44100</audio_samplerate>"));

      context.admin("/admin/metadata?mount=/live.ogg&mode=updinfo&song=Another");
      context.eventually(
          () -> assertThat(context.admin("/admin/stats")).contains("<title>Another</title>"));

      decode("12", "/live.ogg"); // begins before the title, with what new listeners get at once
      context.eventually(() ->
          assertThat(
                  Program.run(
                      "ffprobe",
                      "-v",
                      "error",
                      "-show_entries",
                      "stream=codec_name:stream_tags=title",
                      url("/live.ogg")))
              .contains("codec_name=vorbis", "TAG:title=Another"));
      assertThat(source.isAlive()).as(source.output()).isTrue();
    }
  }

  @Test
  void ices2Sends_ffmpegListens() throws Exception {
    Context context = start();
    Path list = Files.writeString(media.resolve("list"), media.resolve("tone.ogg") + "\n");
    Path settings =
        Files.writeString(
            media.resolve("ices.xml"),
            """
            <ices>
              <background>0</background><logpath>%s</logpath><logfile>ices.log</logfile>
              <loglevel>3</loglevel><consolelog>1</consolelog>
              <stream>
                <metadata><name>By ices</name><genre>Tones</genre></metadata>
                <input><module>playlist</module>
                  <param name="type">basic</param><param name="file">%s</param>
                  <param name="random">0</param><param name="once">0</param>
                </input>
                <instance>
                  <hostname>127.0.0.1</hostname><port>%d</port><password>hackme</password>
                  <mount>/ices.ogg</mount>
                </instance>
              </stream>
            </ices>
            """
                .formatted(media, list, server.port()));
    try (Program source = Program.start("ices2", settings.toString())) {
      context.eventually(() ->
          assertThat(context.admin("/admin/stats"))
              .as(source.output())
              .contains("\"/ices.ogg\"", "<title>Tone</title>"));

      decode("2", "/ices.ogg");

      assertThat(context.get("/ices.ogg.m3u", "")).contains("/ices.ogg\r\n");
      assertThat(source.isAlive()).as(source.output()).isTrue();
    }
  }

  @Test
  void wrk_getsFilesWithoutAnError() {
    Context context = start();

    String report = Program.run("wrk", "-t1", "-c8", "-d2s", url("/ten.txt"));

    assertThat(report).doesNotContain("Non-2xx").doesNotContain("Socket errors");
    Matcher requests = REQUESTS.matcher(report);
    assertThat(requests.find()).as(report).isTrue();
    assertThat(Integer.parseInt(requests.group(1))).isGreaterThan(100);
    context.eventually(
        () -> assertThat(context.admin("/admin/stats")).contains("<clients>0</clients>"));
  }

  /** By the master's list and by a relay of its own, with a title. */
  @Test
  void icecast2_isRelayed() {
    try (Site theirSite = Site.make();
        Icecast2 theirs = Icecast2.start(theirSite.folder(), "");
        TestSource source =
            TestSource.start(theirs.port(), ProtocolSuite.PATIENCE, "/up.mp3", MP3)) {
      site.add(relay(theirs.port(), "/up.mp3", "/local.mp3") + master(theirs.port()));
      Context context = start();
      Context upstream = new Context(theirs, theirSite, ProtocolSuite.PATIENCE, () -> {});
      context.eventually(
          () -> assertThat(context.admin("/admin/listmounts")).contains("/up.mp3", "/local.mp3"));

      upstream.admin("/admin/metadata?mount=/up.mp3&mode=updinfo&song=From+theirs");

      context.eventually(() ->
          assertThat(context.admin("/admin/stats"))
              .containsPattern("/local.mp3.*<title>From theirs</title>.*/up.mp3"));
      for (String mount : new String[] {"/up.mp3", "/local.mp3"}) {
        try (Wire listener = context.listen(mount, "")) {
          Pattern.check(listener.read(30_000));
        }
      }
    }
  }

  /** The same the other way round. */
  @Test
  void icecast2_relays() {
    Context context = start();
    try (TestSource source =
            TestSource.start(server.port(), ProtocolSuite.PATIENCE, "/down.mp3", MP3);
        Site theirSite = Site.make();
        Icecast2 theirs =
            Icecast2.start(
                theirSite.folder(),
                relay(server.port(), "/down.mp3", "/local.mp3") + master(server.port()))) {
      Context downstream = new Context(theirs, theirSite, ProtocolSuite.PATIENCE, () -> {});
      downstream.eventually(() ->
          assertThat(downstream.admin("/admin/listmounts")).contains("/down.mp3", "/local.mp3"));
      assertThat(context.admin("/admin/listclients?mount=/down.mp3"))
          .contains("<UserAgent>Icecast 2.4.4</UserAgent>");

      for (String mount : new String[] {"/down.mp3", "/local.mp3"}) {
        try (Wire listener = downstream.listen(mount, "")) {
          Pattern.check(listener.read(30_000));
        }
      }
    }
  }

  private static String relay(int port, String mount, String local) {
    return "<relay><server>127.0.0.1</server><port>"
        + port
        + "</port><mount>"
        + mount
        + "</mount><local-mount>"
        + local
        + "</local-mount></relay>";
  }

  private static String master(int port) {
    return "<master-server>127.0.0.1</master-server><master-server-port>"
        + port
        + "</master-server-port><master-password>relaypw</master-password>"
        + "<master-update-interval>2</master-update-interval>";
  }
}
