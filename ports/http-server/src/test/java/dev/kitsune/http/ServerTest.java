package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.ServerProcess;
import dev.kitsune.http.suite.Site;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The program as it is started by users, in a process of its own. */
final class ServerTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private static Site site;
  private static ServerProcess server;

  @BeforeAll
  static void start() {
    site = Site.make();
    server = ServerProcess.plain(CLASS_PATH, site);
  }

  @AfterAll
  static void stop() {
    server.close();
    site.close();
  }

  @TestFactory
  Stream<DynamicTest> protocol() {
    return ProtocolSuite.tests(server, site);
  }

  @Test
  void signalTerm_endsTheProcessWithItsSources() {
    try (Site own = Site.make();
        ServerProcess ending = ServerProcess.plain(CLASS_PATH, own)) {
      ending.signal("TERM");

      assertThat(ending.exitStatus()).isZero();
    }
  }

  @Test
  void badConfiguration_isTheReleasesError() {
    try (Site own = Site.make()) {
      own.write("bad.xml", "<icecast><limits></icecast>");
      String file = own.folder().resolve("bad.xml").toString();
      try (ServerProcess ending = ServerProcess.plain(CLASS_PATH, List.of("-c", file))) {

        assertThat(ending.exitStatus()).isEqualTo(1);
        assertThat(ending.log()).contains("FATAL: error parsing config file (" + file + ")");
      }
    }
  }

  @Test
  void noArguments_isTheUsage() {
    try (ServerProcess ending = ServerProcess.plain(CLASS_PATH, List.of())) {

      assertThat(ending.exitStatus()).isEqualTo(1);
      assertThat(ending.log()).anyMatch(line -> line.startsWith("usage: "));
    }
  }
}
