package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.ftp.suite.Case;
import dev.kitsune.ftp.suite.ProtocolSuite;
import dev.kitsune.ftp.suite.Running;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A server that says the same to everything passes none of the cases. */
final class ConstantServerTest {

  @TestFactory
  Stream<DynamicTest> everyCase_fails() {
    return ProtocolSuite.cases().stream()
        .map(each -> DynamicTest.dynamicTest(each.toString(), () -> assertFails(each)));
  }

  private static void assertFails(Case each) throws Exception {
    boolean passed;
    try {
      ProtocolSuite.run(each, site -> new ConstantServer(), server -> {});
      passed = true;
    } catch (AssertionError | UncheckedIOException e) {
      passed = false;
    }
    assertThat(passed).as("a constant passes").isFalse();
  }

  /** Greets, and sends the same line for each line that comes. */
  private static final class ConstantServer implements Running {

    private static final byte[] LINE = "220 yes\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Long enough for a client's next line, short enough for one that waits for more. */
    private static final int PATIENCE_MILLIS = 500;

    private final ServerSocket listener;
    private final Thread thread = new Thread(this::serve, "constant");

    ConstantServer() {
      try {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      thread.start();
    }

    private void serve() {
      while (!listener.isClosed()) {
        try (Socket client = listener.accept()) {
          client.setSoTimeout(PATIENCE_MILLIS);
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
          do {
            client.getOutputStream().write(LINE);
          } while (lines.readLine() != null);
        } catch (IOException e) {
          // the client went, says nothing more, or the test is over
        }
      }
    }

    @Override
    public InetSocketAddress address() {
      return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public void signal(String name) {}

    @Override
    public void close() {
      try {
        listener.close();
        thread.join();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
