package dev.kitsune.eval.server;

import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Version;
import dev.kitsune.stream.VersionStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Starts servers of a stream, each a fresh process with its output in a file of its own. */
public final class Servers {

  private static final Duration START = Duration.ofSeconds(60);

  private final Installation installation;
  private final Children children;
  private final VersionStream stream;
  private final Path folder;
  private final Map<String, Version> beside = new HashMap<>();
  private final AtomicInteger started = new AtomicInteger();

  /**
   * Starts servers of one program.
   *
   * @param folder where they run and leave their output; made if it is not there
   */
  public Servers(Installation installation, Children children, String program, Path folder)
      throws CatalogueException {
    this.installation = installation;
    this.children = children;
    this.stream = installation.stream(program);
    this.folder = folder.toAbsolutePath();
  }

  /** Returns the program's versions. */
  public VersionStream stream() {
    return stream;
  }

  /** Adds a version beside the stream, which servers can be updated to by its name. */
  public void add(Version version) {
    beside.put(version.version(), version);
  }

  /** Returns a version of the stream, or beside it. */
  Version version(String name) throws CatalogueException {
    Version added = beside.get(name);
    return added != null ? added : stream.version(name);
  }

  /** Starts a version under Kitsune. */
  public ServerUnderTest kitsune(Version version) throws IOException {
    return kitsune(version, List.of());
  }

  /** Starts a version under Kitsune with flags of the JVM. */
  public ServerUnderTest kitsune(Version version, List<String> flags) throws IOException {
    int port = freePort();
    return start("kitsune", version, installation.runCommand(version, port, flags), port);
  }

  /** Starts a version as an ordinary program. */
  public ServerUnderTest plain(Version version) throws IOException {
    return plain(version, version.jar());
  }

  /** Starts a version as an ordinary program, from a given jar. */
  public ServerUnderTest plain(Version version, Path jar) throws IOException {
    return plain(version, jar, freePort());
  }

  /** Starts a version as an ordinary program, from a given jar at a given port. */
  public ServerUnderTest plain(Version version, Path jar, int port) throws IOException {
    return start("plain", version, installation.plainCommand(version, jar, port), port);
  }

  /**
   * Starts a version as an ordinary program.
   *
   * @param data where it finds what another kept, and keeps its own
   */
  public ServerUnderTest plain(Version version, int port, Path data) throws IOException {
    return start(
        "plain", version, installation.plainCommand(version, version.jar(), port, data), port);
  }

  /**
   * Starts the real redis-server.
   *
   * @param program its file, or a name on the path
   */
  public ServerUnderTest redis(String program) throws IOException {
    RedisServer server = RedisServer.start(children, program, folder.resolve("redis"), freePort());
    long end = System.nanoTime() + START.toNanos();
    while (!accepts(server.address())) {
      if (!server.isAlive() || System.nanoTime() > end) {
        server.close();
        throw new IOException("redis-server did not start: program=" + program);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return server;
  }

  /** Returns a port that was free a moment ago. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private ServerUnderTest start(String kind, Version version, List<String> command, int port)
      throws IOException {
    Files.createDirectories(folder);
    Path log =
        folder.resolve(kind + "-" + version.version() + "-" + started.incrementAndGet() + ".log");
    Process process =
        children.add(
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    long end = System.nanoTime() + START.toNanos();
    while (!accepts(address)) {
      boolean ended = !process.isAlive();
      if (ended || System.nanoTime() > end) {
        children.end(process);
        throw new IOException(
            "server did not start: version="
                + version.version()
                + (ended ? ", exit=" + process.exitValue() : ", waited=" + START.toSeconds() + "s")
                + ", log="
                + log
                + ", last lines: "
                + lastLines(log));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return new ServerProcess(this::version, children, process, address);
  }

  private static boolean accepts(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String lastLines(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }
}
