package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kitsune.kv.model.Model;
import dev.kitsune.kv.model.RandomSession;
import dev.kitsune.kv.model.Received;
import dev.kitsune.kv.model.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The model that the server is compared with is itself compared with real servers, where they do
 * what 2.0.0 does. Of errors only that there is one counts, since later releases word them anew.
 */
final class RealServerTest {

  private static final int COMMANDS = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path directory;

  @ParameterizedTest(name = "{0}, seed {1}")
  @CsvSource({"2.8.19, 1", "2.8.19, 2", "7.0.15, 1", "7.0.15, 2"})
  void commonCommands_areAnsweredAsByTheModel(String version, long seed) throws Exception {
    List<String> command = command(version);
    assumeThat(Path.of(command.get(0))).exists();
    int port = freePort();
    command.addAll(
        List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--dir", "" + directory));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      Awaitility.await().atMost(PATIENCE).until(() -> answers(address));

      compare(version, address, seed);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void compare(String version, InetSocketAddress address, long seed) {
    Map<String, Integer> compared = new TreeMap<>();
    Model model = new Model(0); // later releases keep the order of few hashes
    RandomSession session = new RandomSession(seed, true);
    try (RawClient client = new RawClient(address)) {
      for (int i = 1; i <= COMMANDS; i++) {
        String[] request = session.next();
        Reply expected = model.execute(request);
        Received found = client.call(request);
        assertThat(isError(expected) ? found.bytes().startsWith("-") : found.matches(expected))
            .as(
                "command %d %s: expected=%s, found=%s",
                i, Arrays.toString(request), expected, found.bytes())
            .isTrue();
        compared.merge(request[0], 1, Integer::sum);
      }
      assertThat(client.call("DEBUG", "DIGEST").bytes()).isEqualTo("+" + model.digest() + "\r\n");
    }
    System.out.printf(
        "%s, seed %d: %d replies of %d commands compared%n",
        version, seed, COMMANDS, compared.size());
  }

  private static boolean isError(Reply reply) {
    return reply instanceof Reply.Exact exact && exact.bytes().startsWith("-");
  }

  private static List<String> command(String version) throws IOException {
    if (version.startsWith("7")) {
      return new ArrayList<>(List.of("/usr/bin/redis-server", "--enable-debug-command", "yes"));
    }
    Path file = Path.of("target", "redis", "redis-server-" + version).toAbsolutePath();
    if (Files.exists(file) && !file.toFile().setExecutable(true)) {
      throw new IOException("cannot be made executable: file=" + file);
    }
    return new ArrayList<>(List.of(file.toString()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(InetSocketAddress address) {
    try (RawClient client = new RawClient(address)) {
      return client.call("PING").bytes().equals("+PONG\r\n");
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
