package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.ProtocolSuite;
import dev.kitsune.kv.suite.ServerProcess;
import dev.kitsune.kv.suite.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is started by users, in a process of its own. */
final class ServerTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private static ServerProcess server;

  @BeforeAll
  static void start() {
    server = ServerProcess.start(CLASS_PATH);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> protocol() {
    return ProtocolSuite.tests(server.address());
  }

  @Test
  void info_tellsTheRelease() {
    try (Wire wire = Wire.to(server.address())) {
      assertThat(wire.call("INFO")).startsWith("redis_version:2.0.0\r\n");
    }
  }

  @Test
  void log_hasTheReleasesForm() {
    assertThat(server.log())
        .anyMatch(line ->
            line.matches(
                "\\[\\d+] \\d\\d [A-Z][a-z]{2} \\d\\d:\\d\\d:\\d\\d \\* Server started, Redis"
                    + " version 2\\.0\\.0"));
  }

  @Test
  void shutdown_endsTheProcess() {
    try (ServerProcess own = ServerProcess.start(CLASS_PATH);
        Wire wire = Wire.to(own.address())) {
      wire.request("SHUTDOWN");

      assertThat(wire.readToEnd()).isEmpty();
      assertThat(own.exitStatus()).isZero();
    }
  }

  @Test
  void signalTerm_endsTheProcessAtTheNextTick() {
    try (ServerProcess own = ServerProcess.start(CLASS_PATH)) {
      own.terminate();

      assertThat(own.exitStatus()).isZero();
      assertThat(own.log()).anyMatch(line -> line.endsWith("# Server exit now, bye bye..."));
    }
  }

  @Test
  void port_inUse_isToldInOneLine() {
    String port = Integer.toString(server.address().getPort());
    try (ServerProcess second =
        ServerProcess.start(CLASS_PATH, List.of(), List.of("--port", port))) {

      assertThat(second.exitStatus()).isEqualTo(1);
      assertThat(second.log()).anyMatch(l -> l.contains("cannot listen") && l.contains(port));
    }
  }

  @Test
  void version_isPrinted() {
    try (ServerProcess own = ServerProcess.start(CLASS_PATH, List.of(), List.of("--version"))) {

      assertThat(own.exitStatus()).isZero();
      assertThat(own.log()).contains("Redis server version 2.0.0");
    }
  }

  @Test
  void configuration_isUsedAndPortOnTheCommandLineWins(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("redis.conf");
    Path log = directory.resolve("log");
    Files.writeString(
        file, "# test\nport 1\nbind 127.0.0.1\ndatabases 2\nmaxclients 2\nsave 900 1\n");
    try (ServerProcess own =
            ServerProcess.start(CLASS_PATH, List.of(), List.of("--port", "0", file.toString()));
        Wire first = Wire.to(own.address());
        Wire second = Wire.to(own.address())) {
      assertThat(first.call("SELECT", "1")).isEqualTo("+OK");
      assertThat(second.call("SELECT", "2")).isEqualTo("-ERR invalid DB index");

      try (Wire third = Wire.to(own.address())) {
        assertThat(third.readToEnd()).isEqualTo("-ERR max number of clients reached\r\n");
      }
      assertThat(first.call("PING")).isEqualTo("+PONG");
    }
    assertThat(log).doesNotExist();
  }

  @Test
  void configuration_withUnknownDirective_isRefused(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("redis.conf");
    Files.writeString(file, "port 7000\nfoo bar\n");
    try (ServerProcess own = ServerProcess.start(CLASS_PATH, List.of(), List.of(file.toString()))) {

      assertThat(own.exitStatus()).isEqualTo(1);
      assertThat(own.log())
          .anyMatch(line ->
              line.startsWith("Bad directive or wrong number of arguments")
                  && line.contains("line=2")
                  && line.contains("text='foo bar'"));
    }
  }
}
