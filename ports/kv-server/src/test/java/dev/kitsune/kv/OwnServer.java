package dev.kitsune.kv;

import dev.kitsune.kv.suite.ServerProcess;
import dev.kitsune.kv.suite.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A server of ours that keeps its data in a known directory. */
final class OwnServer implements AutoCloseable {

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final ServerProcess process;
  private final Path directory;

  private OwnServer(ServerProcess process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /** Starts a server with these directives, and waits until it serves. */
  static OwnServer start(Path directory, String... directives) {
    OwnServer server = begin(directory, directives);
    server.process.address();
    return server;
  }

  /** As {@link #start}; work beside the commands is held while the directory has its name. */
  static OwnServer holding(Path directory, String... directives) {
    OwnServer server = begin(directory, List.of("-Dkv.background.holds=" + directory), directives);
    server.process.address();
    return server;
  }

  /** Starts a server that may not come to serve. */
  static OwnServer begin(Path directory, String... directives) {
    return begin(directory, List.of(), directives);
  }

  private static OwnServer begin(Path directory, List<String> options, String... directives) {
    try {
      Path file = directory.resolve("redis.conf");
      List<String> lines = new ArrayList<>(List.of(directives));
      lines.add("dir " + directory);
      Files.write(file, lines);
      List<String> arguments = List.of("--port", "0", file.toString());
      return new OwnServer(ServerProcess.start(CLASS_PATH, options, arguments), directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ServerProcess process() {
    return process;
  }

  InetSocketAddress address() {
    return process.address();
  }

  Wire connect() {
    return Wire.to(process.address());
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  String digest() {
    try (Wire wire = connect()) {
      return wire.call("DEBUG", "DIGEST");
    }
  }

  /** Returns a line's value of INFO. */
  static String info(Wire wire, String name) {
    for (String line : wire.call("INFO").split("\r\n")) {
      if (line.startsWith(name + ":")) {
        return line.substring(name.length() + 1);
      }
    }
    throw new AssertionError("no such line in INFO: name=" + name);
  }

  static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .pollInSameThread();
  }

  /** Waits until no background work runs. */
  static void awaitBackground(Wire wire) {
    await()
        .until(() ->
            info(wire, "bgsave_in_progress").equals("0")
                && info(wire, "bgrewriteaof_in_progress").equals("0"));
  }

  @Override
  public void close() {
    process.close();
  }
}
