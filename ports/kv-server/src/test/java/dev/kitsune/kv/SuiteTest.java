package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.ProtocolSuite;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the protocol suite finds what is wrong: no case is content with any one answer. */
final class SuiteTest {

  private static final String EMPTYING = "probes begin on an empty server";

  @Test
  void server_thatAnswersNonsense_failsEverywhere() throws Exception {
    assertThat(passing("+nonsense\r\n")).containsExactly(EMPTYING);
  }

  /** A probe may just ask for this answer, no other case does. */
  @ParameterizedTest
  @ValueSource(strings = {"+OK", "+PONG", ":0", ":1", "$-1", "*0", "*-1", "-ERR syntax error"})
  void server_withOneAnswer_failsButWhereItIsAllThatIsAsked(String answer) throws Exception {
    assertThat(passing(answer + "\r\n"))
        .allMatch(name -> name.startsWith("probe"))
        .hasSizeLessThan(15);
  }

  @Test
  void noCase_passesWithTwoAnswers() throws Exception {
    List<String> names = new ArrayList<>();
    for (String answer : List.of("+OK", "+PONG", ":0", "$-1")) {
      names.addAll(passing(answer + "\r\n"));
    }

    assertThat(names.stream().filter(n -> !n.equals(EMPTYING)).collect(Collectors.toList()))
        .doesNotHaveDuplicates();
  }

  private static List<String> passing(String answer) throws Exception {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread accepting = new Thread(() -> accept(listener, answer), "constant-server");
    accepting.start();
    try {
      return ProtocolSuite.passing((InetSocketAddress) listener.getLocalSocketAddress());
    } finally {
      listener.close();
      accepting.join();
    }
  }

  private static void accept(ServerSocket listener, String answer) {
    List<Thread> connections = new ArrayList<>();
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread connection = new Thread(() -> serve(socket, answer), "constant-connection");
        connections.add(connection);
        connection.start();
      }
    } catch (IOException e) {
      connections.forEach(SuiteTest::join);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers each read, empties the databases when asked to, and hangs up on who waits for more. */
  private static void serve(Socket socket, String answer) {
    try (socket) {
      socket.setSoTimeout(30);
      InputStream input = socket.getInputStream();
      byte[] bytes = new byte[65_536];
      for (int count = input.read(bytes); count >= 0; count = input.read(bytes)) {
        String request = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        String reply = request.contains("FLUSHALL") ? "+OK\r\n" : answer;
        socket.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (SocketTimeoutException e) {
      // it waits
    } catch (IOException e) {
      // it is gone
    }
  }
}
