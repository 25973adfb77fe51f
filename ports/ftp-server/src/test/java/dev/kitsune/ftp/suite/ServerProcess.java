package dev.kitsune.ftp.suite;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version that runs on its own, in a process of its own: plain {@code java}, its main class. */
public final class ServerProcess implements Running {

  private static final String MAIN = "dev.kitsune.ftp.Main";
  private static final Pattern READY = Pattern.compile(" is listening on port (\\d+)");
  private static final int PATIENCE_SECONDS = 30;

  private final Process process;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();
  private final Thread reader;

  private ServerProcess(Process process) {
    this.process = process;
    reader = new Thread(this::readLog, "log-of-" + process.pid());
    reader.start();
  }

  /** Starts a server; it may end at once. */
  public static ServerProcess start(String classPath, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(
        List.of("-Xmx256m", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", classPath, MAIN));
    command.addAll(arguments);
    return start(command);
  }

  /** Starts a server by any command that prints what the program prints. */
  public static ServerProcess start(List<String> command) {
    // Whoever runs the tests may have SIGHUP ignored, as nohup does; a JVM would then never see it.
    List<String> all = new ArrayList<>(List.of("env", "--default-signal=HUP"));
    all.addAll(command);
    try {
      return new ServerProcess(new ProcessBuilder(all).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server for a site at a free port. */
  public static ServerProcess start(String classPath, Site site) {
    return start(classPath, List.of("--port", "0", site.configuration().toString()));
  }

  @Override
  public InetSocketAddress address() {
    try {
      return address.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("server is not ready: log=" + log, e);
    }
  }

  @Override
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the process's id. */
  public long pid() {
    return process.pid();
  }

  /** Returns the status with which the process ended, once it has. */
  public int exitStatus() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("server does not end: log=" + log);
      }
      reader.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  /** Returns what the server printed so far. */
  public List<String> log() {
    return List.copyOf(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    exitStatus();
  }

  private void readLog() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
          address.complete(
              new InetSocketAddress(
                  InetAddress.getLoopbackAddress(), Integer.parseInt(ready.group(1))));
        }
      }
    } catch (IOException e) {
      // the process was ended while a line was read
    } finally {
      address.completeExceptionally(new IllegalStateException("the server ended"));
    }
  }
}
