package dev.kitsune.eval.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.update.UpdateReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A server as a child process on a loopback port; updated by the command a user would give. */
public final class ServerProcess implements ServerUnderTest {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration UPDATE = Duration.ofSeconds(120);
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  private final Installation installation;
  private final Children children;
  private final Process process;
  private final InetSocketAddress address;
  private @Nullable VitalsReader vitals;

  private ServerProcess(
      Installation installation, Children children, Process process, InetSocketAddress address) {
    this.installation = installation;
    this.children = children;
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a server and waits until it takes connections.
   *
   * @param command with the port in it
   * @param log takes all that the server prints
   * @throws IOException if it ends, or does not serve in time; with the last lines of its log
   */
  public static ServerProcess start(
      Installation installation, Children children, List<String> command, int port, Path log)
      throws IOException {
    Path folder = log.toAbsolutePath().getParent();
    Process process =
        children.add(
            new ProcessBuilder(command)
                .directory(folder == null ? null : folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    long end = System.nanoTime() + START.toNanos();
    while (!accepts(address)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        children.end(process);
        throw new IOException(
            "server did not start: exit="
                + process.exitValue()
                + ", log="
                + log
                + "\n"
                + lastLines(log));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return new ServerProcess(installation, children, process, address);
  }

  /** Returns a port that was free just now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
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
  public UpdateResult update(String version) throws IOException, InterruptedException {
    Path out = Files.createTempFile("kitsune-update", ".json");
    Path err = Files.createTempFile("kitsune-update", ".err");
    try {
      long requested = System.nanoTime();
      Process command =
          children.add(
              new ProcessBuilder(installation.updateCommand(pid(), version))
                  .redirectOutput(out.toFile())
                  .redirectError(err.toFile())
                  .start());
      boolean ended = command.waitFor(UPDATE.toMillis(), TimeUnit.MILLISECONDS);
      long finished = System.nanoTime();
      children.end(command);
      String printed = Files.readString(out);
      UpdateReport report = ended ? parse(printed) : null;
      String error = report == null ? Files.readString(err).strip() + printed.strip() : "";
      return new UpdateResult(
          ended ? command.exitValue() : 1,
          report,
          ended ? error : "no outcome after " + UPDATE.toSeconds() + " s",
          requested,
          finished);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  @Override
  public Vitals vitals(boolean collectFirst) throws IOException {
    return reader().read(collectFirst);
  }

  @Override
  public void resetPeaks() throws IOException {
    reader().resetPeaks();
  }

  @Override
  public void close() {
    VitalsReader open = vitals;
    if (open != null) {
      try {
        open.close();
      } catch (IOException alreadyGone) {
        // The process ends next.
      }
    }
    children.end(process);
  }

  /** Returns the report in what {@code update --json} printed, or null if there is none. */
  static @Nullable UpdateReport parse(String printed) {
    if (!printed.stripLeading().startsWith("{")) {
      return null;
    }
    try {
      UpdateReport report = JSON.readValue(printed, UpdateReport.class);
      return report.outcome() == null ? null : report;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private VitalsReader reader() throws IOException {
    VitalsReader open = vitals;
    if (open == null) {
      open = new VitalsReader(pid());
      vitals = open;
    }
    return open;
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
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }
}
