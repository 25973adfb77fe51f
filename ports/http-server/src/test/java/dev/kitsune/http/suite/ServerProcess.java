package dev.kitsune.http.suite;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, which tells its ports in lines of its output. */
public final class ServerProcess implements Running {

  private static final Pattern PORT = Pattern.compile(" is listening on port (\\d+)");
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<Integer> ports = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final Thread reader;

  private ServerProcess(Process process) {
    this.process = process;
    reader = new Thread(this::read, "log-of-" + process.pid());
    reader.start();
  }

  /** Starts the program's main class with arguments; it may end at once. */
  public static ServerProcess plain(String classPath, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.add("dev.kitsune.http.Main");
    command.addAll(arguments);
    return start(command);
  }

  /** Starts a server for a site at free ports. */
  public static ServerProcess plain(String classPath, Site site) {
    ServerProcess process =
        plain(classPath, List.of("--port", "0", "-c", site.configuration().toString()));
    process.await();
    return process;
  }

  /** Starts a command that prints what the program prints. */
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

  /** Waits until the server is ready. */
  public void await() {
    try {
      ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      close();
      throw new AssertionError("server is not ready: log=" + log, e);
    }
  }

  @Override
  public int port() {
    return ports.get(0);
  }

  @Override
  public int shoutcastPort() {
    return ports.get(1);
  }

  /** Returns the process's id. */
  public long pid() {
    return process.pid();
  }

  /** Sends a signal. */
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the status with which the process ended, once it has. */
  public int exitStatus() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("server does not end: log=" + log);
      }
      reader.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        Matcher port = PORT.matcher(line);
        if (port.find()) {
          ports.add(Integer.parseInt(port.group(1)));
        } else if (line.endsWith(" is ready")) {
          ready.complete(true);
        }
      }
    } catch (IOException e) {
      // the process was ended while a line was read
    } finally {
      ready.completeExceptionally(new IllegalStateException("the server ended"));
    }
  }
}
