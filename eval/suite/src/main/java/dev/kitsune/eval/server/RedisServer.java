package dev.kitsune.eval.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The real redis-server, to be compared with: it keeps nothing, and takes no updates. */
final class RedisServer implements ServerUnderTest {

  private final Children children;
  private final Process process;
  private final InetSocketAddress address;

  private RedisServer(Children children, Process process, InetSocketAddress address) {
    this.children = children;
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a process; it need not take connections yet.
   *
   * @param program its file, or a name on the path
   */
  static RedisServer start(Children children, String program, Path folder, int port)
      throws IOException {
    Files.createDirectories(folder);
    List<String> command =
        List.of(
            program,
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no");
    Process process =
        children.add(
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis-server-" + port + ".log").toFile())
                .start());
    return new RedisServer(
        children, process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public UpdateResult update(String version) throws IOException {
    throw new IOException("redis-server takes no updates");
  }

  @Override
  public UpdateResult verify(String version) throws IOException {
    throw new IOException("redis-server takes no updates");
  }

  @Override
  public Vitals vitals(boolean collectFirst) throws IOException {
    throw new IOException("redis-server has no look inside");
  }

  @Override
  public void resetPeaks() {
    // It has none.
  }

  @Override
  public void close() {
    children.end(process);
  }
}
