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

  /** Makes what a server needs in its folder for data. */
  @FunctionalInterface
  public interface Preparation {

    /** Returns the program's arguments after the port; empty for those of the version itself. */
    List<String> prepare(Path data) throws IOException;
  }

  private final Installation installation;
  private final Children children;
  private final VersionStream stream;
  private final Path folder;
  private final Preparation preparation;
  private final Map<String, Version> beside = new HashMap<>();
  private final AtomicInteger started = new AtomicInteger();

  /**
   * Starts servers of one program with its sample configuration.
   *
   * @param folder where they run and leave their output; made if it is not there
   */
  public Servers(Installation installation, Children children, String program, Path folder)
      throws CatalogueException {
    this(installation, children, program, folder, data -> List.of());
  }

  /** Starts servers of one program, each with what is prepared for it. */
  public Servers(
      Installation installation,
      Children children,
      String program,
      Path folder,
      Preparation preparation)
      throws CatalogueException {
    this.installation = installation;
    this.children = children;
    this.stream = installation.stream(program);
    this.folder = folder.toAbsolutePath();
    this.preparation = preparation;
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
  public Version version(String name) throws CatalogueException {
    Version added = beside.get(name);
    return added != null ? added : stream.version(name);
  }

  /** Makes a folder for what servers keep; it is removed when the run ends. */
  public Path dataFolder() throws IOException {
    return children.temporaryFolder();
  }

  /** Makes in a folder what a server needs, and returns the program's arguments after the port. */
  public List<String> prepare(Path data) throws IOException {
    return preparation.prepare(data);
  }

  /** Starts a version under Kitsune. */
  public ServerUnderTest kitsune(Version version) throws IOException {
    return kitsune(version, List.of());
  }

  /** Starts a version under Kitsune with flags of the JVM. */
  public ServerUnderTest kitsune(Version version, List<String> flags) throws IOException {
    int port = freePort();
    Path data = dataFolder();
    List<String> arguments = preparation.prepare(data);
    return start(
        "kitsune", version, installation.runCommand(version, port, flags, data, arguments), port);
  }

  /** Starts a version as an ordinary program. */
  public ServerUnderTest plain(Version version) throws IOException {
    return plain(version, version.jar());
  }

  /** Starts a version as an ordinary program, from a given jar. */
  public ServerUnderTest plain(Version version, Path jar) throws IOException {
    return plain(version, jar, freePort(), dataFolder());
  }

  /**
   * Starts a version as an ordinary program.
   *
   * @param data where it finds what another kept, and keeps its own
   */
  public ServerUnderTest plain(Version version, int port, Path data) throws IOException {
    return plain(version, version.jar(), port, data);
  }

  private ServerUnderTest plain(Version version, Path jar, int port, Path data) throws IOException {
    List<String> arguments = preparation.prepare(data);
    return start(
        "plain", version, installation.plainCommand(version, jar, port, data, arguments), port);
  }

  /**
   * Starts another server, to be compared with.
   *
   * @param command which makes it listen at the port of loopback, in the foreground
   */
  public ServerUnderTest peer(String name, List<String> command, int port) throws IOException {
    InetSocketAddress address = loopback(port);
    return new PeerServer(name, children, await(name, command, address), address);
  }

  /** Returns a port that was free a moment ago. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private ServerUnderTest start(String kind, Version version, List<String> command, int port)
      throws IOException {
    InetSocketAddress address = loopback(port);
    Process process = await(kind + "-" + version.version(), command, address);
    return new ServerProcess(this::version, children, process, address);
  }

  /** Starts a process and waits until it takes connections. */
  private Process await(String name, List<String> command, InetSocketAddress address)
      throws IOException {
    Files.createDirectories(folder);
    Path log =
        folder.resolve(stream.program() + "-" + name + "-" + started.incrementAndGet() + ".log");
    Process process =
        children.add(
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    long end = System.nanoTime() + START.toNanos();
    while (!accepts(address)) {
      boolean ended = !process.isAlive();
      if (ended || System.nanoTime() > end) {
        children.end(process);
        throw new IOException(
            "server did not start: name="
                + name
                + (ended ? ", exit=" + process.exitValue() : ", waited=" + START.toSeconds() + "s")
                + ", log="
                + log
                + ", last lines: "
                + lastLines(log));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return process;
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
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
