package dev.kitsune.kv.suite;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version that runs on its own, in a process of its own: plain {@code java}, its main class. */
public final class ServerProcess implements AutoCloseable {

  private static final String DIRECTORY = "-Dkitsune.run=";
  private static final String MAIN = "dev.kitsune.kv.Main";
  private static final Pattern READY =
      Pattern.compile("ready to accept connections on port (\\d+)");
  private static final int PATIENCE_SECONDS = 30;

  private final Process process;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private ServerProcess(Process process) {
    this.process = process;
    reader = new Thread(this::readLog, "log-of-" + process.pid());
    reader.start();
  }

  /**
   * Starts a server.
   *
   * @param classPath the version's classes and the platform's libraries
   * @param jvmOptions such as system properties
   * @param arguments of the program
   */
  public static ServerProcess start(
      String classPath, List<String> jvmOptions, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.add("-Xmx256m");
    command.addAll(jvmOptions);
    if (jvmOptions.stream().noneMatch(option -> option.startsWith(DIRECTORY))) {
      command.add(freshDirectory());
    }
    command.addAll(List.of("-cp", classPath, MAIN));
    command.addAll(arguments);
    return start(command);
  }

  /** Returns the option by which a server keeps its data in a directory that is not used yet. */
  public static String freshDirectory() {
    try {
      Path directory = Files.createTempDirectory(Path.of("target"), "data-");
      return directory(directory.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the option by which a server keeps its data in a directory. */
  public static String directory(Path directory) {
    return DIRECTORY + directory;
  }

  /** Returns the java that runs this. */
  public static String java() {
    return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
  }

  /** Starts a server by any command that prints the server's log. */
  public static ServerProcess start(List<String> command) {
    try {
      return new ServerProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server at a free port and waits until it serves. */
  public static ServerProcess start(String classPath) {
    ServerProcess server = start(classPath, List.of(), List.of("--port", "0"));
    server.address();
    return server;
  }

  /** Returns where the server listens, once it does. */
  public InetSocketAddress address() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (log) {
      while (true) {
        for (String line : log) {
          Matcher ready = READY.matcher(line);
          if (ready.find()) {
            return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(ready.group(1)));
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || !reader.isAlive()) {
          throw new AssertionError("server is not ready: log=" + log);
        }
        waitForLine(left);
      }
    }
  }

  /** Returns the process's id. */
  public long pid() {
    return process.pid();
  }

  /** Ends the process at once, as by its signal KILL. */
  public void kill() {
    process.destroyForcibly();
    exitStatus();
  }

  /** Asks the process to end, by its signal TERM. */
  public void terminate() {
    process.toHandle().destroy(); // unlike the process itself it does not close our end of the log
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

  /** Returns whether the process still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns what the server printed so far, line by line. */
  public List<String> log() {
    return List.copyOf(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    exitStatus();
  }

  private void waitForLine(long millis) {
    try {
      log.wait(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void readLog() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (log) {
          log.add(line);
          log.notifyAll();
        }
      }
    } catch (IOException e) {
      // The process was ended while a line was read.
    } finally {
      synchronized (log) {
        log.notifyAll();
      }
    }
  }
}
