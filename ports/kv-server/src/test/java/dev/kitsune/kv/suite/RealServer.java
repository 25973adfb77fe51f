package dev.kitsune.kv.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real server, of which ours must not be told apart where the releases agree. */
public final class RealServer implements AutoCloseable {

  private static final Path DEBIAN = Path.of("/usr/bin/redis-server");
  private static final Path EMBEDDED = Path.of("target", "redis", "redis-server-2.8.19");

  private final Process process;
  private final InetSocketAddress address;

  private RealServer(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /** Returns whether Debian's server (7.0.15) is installed. */
  public static boolean hasDebian() {
    return Files.isExecutable(DEBIAN);
  }

  /** Starts Debian's server. */
  public static RealServer debian(Path directory, String... options) {
    return start(DEBIAN, directory, options);
  }

  /** Starts 2.8.19, which the build unpacks. */
  public static RealServer embedded(Path directory, String... options) {
    EMBEDDED.toFile().setExecutable(true);
    return start(EMBEDDED, directory, options);
  }

  private static RealServer start(Path binary, Path directory, String... options) {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(binary.toAbsolutePath().toString());
    command.addAll(List.of("--port", Integer.toString(port), "--dir", directory.toString()));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", ""));
    command.addAll(List.of(options));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("real-server.log").toFile())
              .start();
      RealServer server =
          new RealServer(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(server::answers);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    try (Wire wire = connect()) {
      return wire.call("PING").equals("+PONG");
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Returns where the server listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** Opens a connection. */
  public Wire connect() {
    return Wire.to(address);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new AssertionError("real server does not end");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
