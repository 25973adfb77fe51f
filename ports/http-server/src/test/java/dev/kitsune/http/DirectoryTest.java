package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kitsune.http.suite.Context;
import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.ServerProcess;
import dev.kitsune.http.suite.Site;
import dev.kitsune.http.suite.TestSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Public streams are told to directories, here small ones of the test's own. */
@SuppressWarnings("try") // sources are there, not asked
final class DirectoryTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final String HEADERS =
      "Content-Type: audio/mpeg\r\nice-name: My Name\r\nice-genre: Rock\r\n"
          + "ice-description: A & B\r\nice-url: http://example.test\r\nice-bitrate: 128\r\n"
          + "ice-audio-info: ice-samplerate=44100;ice-channels=2\r\n";

  /** A directory that gives every form the same answer. */
  private static final class Directory implements AutoCloseable {

    private final HttpServer http;
    private final BlockingQueue<String> forms = new LinkedBlockingQueue<>();

    Directory(String response) {
      try {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      http.createContext(
          "/cgi-bin/yp-cgi",
          exchange -> {
            forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("YPResponse", response);
            exchange.getResponseHeaders().set("SID", "4-2");
            exchange.getResponseHeaders().set("TouchFreq", "45");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      http.start();
    }

    String element() {
      return "<directory><yp-url>http://127.0.0.1:"
          + http.getAddress().getPort()
          + "/cgi-bin/yp-cgi</yp-url></directory>";
    }

    String next() throws InterruptedException {
      String form = forms.poll(ProtocolSuite.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(form).as("a form within the time").isNotNull();
      return form;
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }

  private final Site site = Site.make();
  private final Directory directory = new Directory("1");
  private ServerProcess server;

  @AfterEach
  void stop() {
    server.close();
    directory.close();
    site.close();
  }

  private Context start() {
    server = ServerProcess.plain(CLASS_PATH, site);
    return new Context(server, site, ProtocolSuite.PATIENCE, () -> {});
  }

  private TestSource source(String mount, String headers) {
    return TestSource.start(server.port(), ProtocolSuite.PATIENCE, mount, headers);
  }

  @Test
  void publicSource_isAddedTouchedAndRemoved() throws Exception {
    try (Directory refusing = new Directory("0")) {
      site.add(directory.element());
      site.add("<directory><yp-url>http://127.0.0.1:1/nobody</yp-url></directory>");
      site.add(refusing.element());
      site.add(
          "<mount><mount-name>/pub.mp3</mount-name><cluster-password>cl-pw</cluster-password>"
              + "<max-listeners>7</max-listeners></mount>");
      Context context = start();
      try (TestSource secret = source("/private.mp3", HEADERS + "ice-public: 0\r\n");
          TestSource source = source("/pub.mp3", HEADERS + "ice-public: 1\r\n")) {

        assertThat(directory.next())
            .isEqualTo(
                "action=add&sn=My%20Name&genre=Rock&cpswd=cl%2dpw&desc=A%20%26%20B"
                    + "&url=http%3a%2f%2fexample%2etest&listenurl=http%3a%2f%2flocalhost%3a"
                    + server.port()
                    + "%2fpub%2emp3&type=audio%2fmpeg&stype=&b=128"
                    + "&ice-samplerate=44100&ice-channels=2\r\n");
        context.admin("/admin/metadata?mount=/pub.mp3&mode=updinfo&song=Now");
        String touch = directory.next();
        if (touch.contains("&st=&")) { // a slow machine: the first one came before the title
          touch = directory.next();
        }

        assertThat(touch)
            .isEqualTo("action=touch&sid=4%2d2&st=Now&listeners=0&max_listeners=7&stype=\r\n");
        assertThat(context.admin("/admin/stats"))
            .contains("<yp_currently_playing>Now</yp_currently_playing>", "<genre>Rock</genre>")
            .contains("<server_name>My Name</server_name>", "<bitrate>128</bitrate>")
            .contains("<server_url>http://example.test</server_url>");
      }
      assertThat(directory.next()).isEqualTo("action=remove&sid=4%2d2");
      assertThat(refusing.forms).singleElement().asString().startsWith("action=add&sn=My%20Name&");
      assertThat(site.read("error.log")).contains("no answer: url=http://127.0.0.1:1/nobody");
    }
  }

  @Test
  void signalHup_endsListingsInDirectoriesThatAreNoLongerNamed() throws Exception {
    site.add(directory.element());
    Context context = start();
    try (TestSource source = source("/pub.mp3", HEADERS + "icy-pub: 1\r\n")) {
      assertThat(directory.next()).startsWith("action=add&");

      String text = Files.readString(site.folder().resolve("icecast.xml"));
      site.write("icecast.xml", text.replace(directory.element(), ""));
      server.signal("HUP");

      assertThat(directory.next()).isEqualTo("action=remove&sid=4%2d2");
      assertThat(context.admin("/admin/listmounts")).contains("\"/pub.mp3\"");
    }
  }
}
