package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.ftp.suite.ProtocolSuite;
import dev.kitsune.ftp.suite.ServerProcess;
import dev.kitsune.ftp.suite.Site;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The program as it is started by users, in a process of its own. */
final class ServerTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TestFactory
  Stream<DynamicTest> protocol() {
    return ProtocolSuite.tests(site -> ServerProcess.start(CLASS_PATH, site));
  }

  @Test
  void unknownSetting_isTheReleasesError() {
    try (Site site = Site.anonymous().set("no_such_setting=YES");
        ServerProcess server = ServerProcess.start(CLASS_PATH, site)) {

      assertThat(server.exitStatus()).isEqualTo(1);
      assertThat(server.log())
          .anyMatch(line -> line.startsWith("500 OOPS: unrecognised variable in config file"));
    }
  }

  @Test
  void tooManyArguments_areTheReleasesError() {
    try (ServerProcess server = ServerProcess.start(CLASS_PATH, List.of("a", "b"))) {

      assertThat(server.exitStatus()).isEqualTo(1);
      assertThat(server.log())
          .contains("500 OOPS: vsftpd: too many arguments (I take an optional config file only)");
    }
  }
}
