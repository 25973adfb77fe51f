package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kitsune.http.suite.Context;
import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.Running;
import dev.kitsune.http.suite.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The suite judges: a server that always gives the same answer fails each case. */
final class SuiteTest {

  private static ServerSocket socket;
  private static Site site;

  @BeforeAll
  static void start() throws IOException {
    site = Site.make();
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    new Thread(SuiteTest::serve, "constant-answers").start();
  }

  @AfterAll
  static void stop() throws IOException {
    socket.close();
    site.close();
  }

  private static void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        byte[] answer = "HTTP/1.0 204 No\r\n\r\nno".getBytes(StandardCharsets.US_ASCII);
        client.getOutputStream().write(answer);
        client.shutdownOutput();
        client.getInputStream().readNBytes(10_000);
      } catch (IOException e) {
        continue; // a case that closed first, or the end
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> constantAnswers_failEveryCase() {
    Running constant =
        new Running() {
          @Override
          public int port() {
            return socket.getLocalPort();
          }

          @Override
          public int shoutcastPort() {
            return socket.getLocalPort();
          }

          @Override
          public void close() {}
        };
    Context context = new Context(constant, site, Duration.ofMillis(300), () -> {});
    return ProtocolSuite.cases().stream()
        .map(each ->
            DynamicTest.dynamicTest(
                each.toString(),
                () ->
                    assertThatThrownBy(() -> each.body().run(context))
                        .isInstanceOf(Throwable.class)));
  }
}
