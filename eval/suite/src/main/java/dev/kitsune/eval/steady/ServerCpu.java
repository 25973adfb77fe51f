package dev.kitsune.eval.steady;

import dev.kitsune.eval.server.ServerUnderTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Measures by the processor time that a server takes for its answers. On a machine whose cores the
 * client shares, answers a second say as much of the client; processor time says what the server's
 * code costs, and other work on the machine hardly touches it.
 */
public final class ServerCpu implements Comparison.Meter {

  private static final String COMPILER_THREADS = "^C[12] Comp.*";
  private static final double NANOS_A_SECOND = 1e9;

  private final Comparison.Meter load;
  private final Map<InetSocketAddress, Long> pids = new ConcurrentHashMap<>();

  /**
   * @param load sends the requests
   */
  public ServerCpu(Comparison.Meter load) {
    this.load = load;
  }

  /** Makes a server known before it is measured; returns its argument. */
  public ServerUnderTest watch(ServerUnderTest server) {
    pids.put(server.address(), server.pid());
    return server;
  }

  /** Returns answers in one second of the server's processor time. */
  @Override
  public double perSecond(InetSocketAddress server, String operation, int requests)
      throws IOException, InterruptedException {
    Long pid = pids.get(server);
    if (pid == null) {
      throw new IllegalArgumentException("a server that is not watched: address=" + server);
    }
    long before = nanos(pid);
    load.perSecond(server, operation, requests);
    return requests / ((nanos(pid) - before) / NANOS_A_SECOND);
  }

  /**
   * Returns the processor time of a process's threads so far, those of the JIT compiler left out:
   * what they do depends on when a process was started, not on what it answers.
   */
  static long nanos(long pid) throws IOException {
    long sum = 0;
    try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      for (Path thread : threads.toList()) {
        try {
          if (!Files.readString(thread.resolve("comm")).strip().matches(COMPILER_THREADS)) {
            String schedstat = Files.readString(thread.resolve("schedstat"));
            sum += Long.parseLong(schedstat.substring(0, schedstat.indexOf(' ')));
          }
        } catch (NoSuchFileException e) {
          // The thread ended meanwhile.
        }
      }
    }
    return sum;
  }
}
