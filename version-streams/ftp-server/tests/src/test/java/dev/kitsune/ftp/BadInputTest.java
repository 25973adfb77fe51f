package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.ftp.suite.Ftp;
import dev.kitsune.ftp.suite.Running;
import dev.kitsune.ftp.suite.ServerProcess;
import dev.kitsune.ftp.suite.Site;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client should not do, or what happens to a server: a clear reply, and both go on. */
final class BadInputTest {

  private static final String UNKNOWN = "500 Unknown command.";
  private static final int LOGINS = 300;

  static Stream<String> versions() {
    return Boolean.getBoolean("kitsune.full")
        ? Versions.ALL.stream()
        : Stream.of(Versions.ALL.get(0), Versions.ALL.get(Versions.ALL.size() - 1));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void bytesThatAreNoCommands_areUnknown(String version) {
    try (Site site = Site.local();
        Running server = Versions.plain(version, site);
        Ftp ftp = Ftp.greeted(server.address()).fred()) {
      ftp.expect("x".repeat(5000), UNKNOWN).then(UNKNOWN);
      ftp.expect("\u00ff\u00fd\u0001\u00ff\u00fb", UNKNOWN)
          .expect(" NOOP", UNKNOWN)
          .expect("", UNKNOWN)
          .expectStart("MKD \u00c3\u0028", "257 ")
          .expectStart("RMD \u00c3\u0028", "250 ")
          .expectStart("SIZE a\0b", "550 ")
          .expectStart("NOOP", "200 ");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aConfinedSession_doesNotGetOut(String version) throws IOException {
    try (Site site = Site.local().set("chroot_local_user=YES");
        Running server = Versions.plain(version, site)) {
      Files.createSymbolicLink(site.home().resolve("link"), Path.of("/etc"));
      Files.createSymbolicLink(site.home().resolve("up"), Path.of("../../../../etc"));
      try (Ftp ftp = Ftp.greeted(server.address()).fred()) {
        for (String name :
            List.of(
                "/etc/passwd",
                "../../../../../etc/passwd",
                "/../etc/passwd",
                "dir/../../etc/passwd",
                "link/passwd",
                "up/passwd",
                "%2e%2e/etc/passwd",
                "..\0/etc/passwd",
                "..\\etc\\passwd")) {
          ftp.expectStart("SIZE " + name, "550 ").expectStart("RNFR " + name, "550 ");
        }
        ftp.expectStart("CWD ../../..", "250 ").expect("PWD", "257 \"/\"");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aDataConnectionWithoutData_endsTheSessionInTime(String version) throws IOException {
    try (Site site = Site.local().set("data_connection_timeout=1");
        Running server = Versions.plain(version, site);
        Ftp ftp = Ftp.greeted(server.address()).fred();
        Socket data = ftp.passive()) {
      ftp.expectStart("STOR half", "150 ");
      data.getOutputStream().write('x');

      ftp.then("421 Data timeout. Reconnect. Sorry.").end();
      assertThat(site.read("home/half")).isEqualTo("x");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void filesThatVanish_areMissing(String version) throws IOException {
    try (Site site = Site.local();
        Running server = Versions.plain(version, site);
        Ftp ftp = Ftp.greeted(server.address()).fred()) {
      ftp.expectStart("RNFR a.txt", "350 ");
      Files.delete(site.home().resolve("a.txt"));
      ftp.expect("RNTO b.txt", "550 Rename failed.").expectStart("CWD dir", "250 ");
      Files.delete(site.home().resolve("dir"));

      ftp.expectStart("STAT x", "")
          .expectStart("MKD below", "550 ")
          .expectStart("CWD " + site.home(), "250 ")
          .expectStart("NOOP", "200 ");
    }
  }

  /** A limit of the file's size stands for a full disk: the write fails in the same way. */
  @ParameterizedTest
  @MethodSource("versions")
  void aFileThatCannotGrow_isTheReleasesError(String version) throws IOException {
    try (Site site = Site.local();
        Running server = ServerProcess.start(limited(version, site.configuration()));
        Ftp ftp = Ftp.greeted(server.address()).fred()) {
      Socket data = ftp.passive();
      ftp.expectStart("STOR full", "150 ");
      try (data) {
        data.getOutputStream().write(new byte[400_000]);
      } catch (IOException e) {
        // the server ended it already
      }

      ftp.then("451 Failure writing to local file.").expectStart("NOOP", "200 ");
      assertThat(site.home().resolve("full")).exists();
    }
  }

  private static List<String> limited(String version, Path configuration) {
    return List.of(
        "prlimit",
        "--fsize=200000",
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
        "-XX:-UsePerfData",
        "-Xmx256m",
        "-cp",
        Versions.jar(version) + File.pathSeparator + Versions.home().resolve("lib/platform") + "/*",
        "dev.kitsune.ftp.Main",
        "--port",
        "0",
        configuration.toString());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void manyLogins_leaveTheServerServing(String version) {
    try (Site site = Site.anonymous();
        Running server = Versions.plain(version, site)) {
      for (int i = 0; i < LOGINS; i++) {
        try (Ftp ftp = Ftp.greeted(server.address())) {
          ftp.sendRaw("USER ftp\r\nPASS x\r\n"); // half of them go without waiting for the answers
          if (i % 2 == 0) {
            ftp.then("331 Please specify the password.").reply();
          }
        }
      }

      try (Ftp ftp = Ftp.greeted(server.address()).anonymous()) {
        ftp.expectStart("NOOP", "200 ");
      }
    }
  }
}
