package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kitsune.ftp.suite.Running;
import dev.kitsune.ftp.suite.Site;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that others wrote, each in a session as its users have. None may be missing. */
final class ClientTest {

  private static final int PATIENCE_SECONDS = 120;

  @TempDir private Path local;

  /** All versions with {@code -Pfull}; else the first, one in the middle and the newest. */
  static Stream<String> versions() {
    return Boolean.getBoolean("kitsune.full")
        ? Versions.ALL.stream()
        : Stream.of("1.1.0", "1.2.2", Versions.ALL.get(Versions.ALL.size() - 1));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void lftp_mirrorsBothWays(String version) throws Exception {
    try (Site site = tree();
        Running server = Versions.plain(version, site)) {
      Path copy = local.resolve("copy");

      lftp(
          server,
          "set ftp:ssl-allow no; mirror tree "
              + copy
              + "; mirror -R "
              + copy
              + " back; mv a.txt b.txt; chmod 640 b.txt; rm tree/one; mkdir made; rmdir made; cls");

      assertThat(Files.readString(copy.resolve("sub/two"))).isEqualTo("2");
      assertThat(site.read("home/back/one")).isEqualTo("1");
      assertThat(site.read("home/back/sub/two")).isEqualTo("2");
      assertThat(site.modeOf("home/b.txt")).isEqualTo("rw-r-----");
      assertThat(site.home().resolve("tree/one")).doesNotExist();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void curl_getsPutsListsAndResumes(String version) throws Exception {
    try (Site site = tree();
        Running server = Versions.plain(version, site)) {
      Path file = Files.writeString(local.resolve("file"), "from curl");
      String url = "ftp://127.0.0.1:" + server.address().getPort() + "/";

      assertThat(curl(url + "a.txt")).isEqualTo("one\ntwo\n");
      assertThat(curl("-P", "-", url + "a.txt")).isEqualTo("one\ntwo\n");
      assertThat(curl("-C", "4", url + "a.txt")).isEqualTo("two\n");
      assertThat(curl("-I", url + "a.txt")).contains("Content-Length: 8");
      assertThat(curl("--list-only", url)).contains("a.txt").contains("tree");
      curl("-T", file.toString(), url + "up");
      curl("-a", "-T", file.toString(), url + "up");
      assertThat(site.read("home/up")).isEqualTo("from curlfrom curl");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void ncftp_getsPutsAndLists(String version) throws Exception {
    try (Site site = tree();
        Running server = Versions.plain(version, site)) {
      Path file = Files.writeString(local.resolve("file"), "from ncftp");

      ncftp("ncftpget", server, "-V", "127.0.0.1", local.toString(), "a.txt");
      ncftp("ncftpput", server, "-V", "127.0.0.1", "dir", file.toString());
      String listed = ncftp("ncftpls", server, "ftp://127.0.0.1/");

      assertThat(local.resolve("a.txt")).hasContent("one\ntwo\n");
      assertThat(site.read("home/dir/file")).isEqualTo("from ncftp");
      assertThat(listed).contains("a.txt");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void tnftp_getsAndPuts(String version) throws Exception {
    try (Site site = tree();
        Running server = Versions.plain(version, site)) {
      Path file = Files.writeString(local.resolve("file"), "from tnftp");
      Path got = local.resolve("got");
      String url = "ftp://fred:secret@127.0.0.1:" + server.address().getPort() + "/";

      run("tnftp", "-V", "-o", got.toString(), url + "a.txt");
      run("tnftp", "-V", "-u", url + "up", file.toString());

      assertThat(got).hasContent("one\ntwo\n");
      assertThat(site.read("home/up")).isEqualTo("from tnftp");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void pythonsFtplib_runsASession(String version) throws Exception {
    String script =
        """
        import ftplib, io, sys
        ftp = ftplib.FTP()
        ftp.connect('127.0.0.1', int(sys.argv[1]), timeout=60)
        ftp.login('fred', 'secret')
        got = io.BytesIO()
        ftp.retrbinary('RETR a.txt', got.write)
        assert got.getvalue() == b'one\\ntwo\\n', got.getvalue()
        got = io.BytesIO()
        ftp.retrbinary('RETR a.txt', got.write, rest=4)
        assert got.getvalue() == b'two\\n', got.getvalue()
        ftp.storbinary('STOR up', io.BytesIO(b'from python'))
        assert ftp.size('up') == 11
        ftp.rename('up', 'dir/renamed')
        ftp.mkd('made'); ftp.cwd('made'); ftp.cwd('..'); ftp.rmd('made')
        assert 'a.txt' in ftp.nlst()
        lines = []
        ftp.retrlines('LIST', lines.append)
        assert any(line.endswith(' a.txt') for line in lines), lines
        ftp.set_pasv(False)
        assert 'a.txt' in ftp.nlst()
        ftp.delete('a.txt')
        ftp.quit()
        """;
    try (Site site = tree();
        Running server = Versions.plain(version, site)) {

      run("python3", "-c", script, Integer.toString(server.address().getPort()));

      assertThat(site.read("home/dir/renamed")).isEqualTo("from python");
      assertThat(site.home().resolve("a.txt")).doesNotExist();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void commonsNet_runsASession(String version) throws Exception {
    try (Site site = tree();
        Running server = Versions.plain(version, site)) {
      FTPClient client = new FTPClient();
      client.setDataTimeout(Duration.ofSeconds(60));
      client.connect("127.0.0.1", server.address().getPort());
      try {
        assertThat(client.login("fred", "secret")).isTrue();
        assertThat(client.setFileType(FTP.BINARY_FILE_TYPE)).isTrue();
        client.enterLocalPassiveMode();

        ByteArrayOutputStream got = new ByteArrayOutputStream();
        assertThat(client.retrieveFile("a.txt", got)).isTrue();
        assertThat(got.toString(StandardCharsets.US_ASCII)).isEqualTo("one\ntwo\n");
        byte[] content = "from java".getBytes(StandardCharsets.US_ASCII);
        assertThat(client.storeFile("up", new ByteArrayInputStream(content))).isTrue();
        assertThat(client.rename("up", "dir/renamed")).isTrue();
        assertThat(client.listFiles())
            .filteredOn(FTPFile::isFile)
            .extracting(FTPFile::getName, FTPFile::getSize)
            .contains(tuple("a.txt", 8L));
        client.enterLocalActiveMode();
        assertThat(client.listNames()).contains("a.txt", "tree");
        assertThat(client.makeDirectory("made")).isTrue();
        assertThat(client.removeDirectory("made")).isTrue();
        assertThat(client.deleteFile("a.txt")).isTrue();
        assertThat(client.logout()).isTrue();
      } finally {
        client.disconnect();
      }
      assertThat(site.read("home/dir/renamed")).isEqualTo("from java");
    }
  }

  @ParameterizedTest
  @MethodSource("encrypting")
  void curlAndLftp_encrypt(String version) throws Exception {
    try (Site site = tree().encrypting();
        Running server = Versions.plain(version, site)) {
      Path file = Files.writeString(local.resolve("file"), "from curl");
      String url = "ftp://127.0.0.1:" + server.address().getPort() + "/";

      assertThat(curl("-k", "--ssl-reqd", url + "a.txt")).isEqualTo("one\ntwo\n");
      curl("-k", "--ssl-reqd", "-T", file.toString(), url + "up");
      lftp(
          server,
          "set ftp:ssl-force yes; set ftp:ssl-protect-data yes; set ssl:verify-certificate no;"
              + " mirror tree "
              + local.resolve("copy"));

      assertThat(site.read("home/up")).isEqualTo("from curl");
      assertThat(local.resolve("copy/sub/two")).hasContent("2");
    }
  }

  static Stream<String> encrypting() {
    return Stream.of("2.0.0", Versions.ALL.get(Versions.ALL.size() - 1));
  }

  private static Site tree() {
    return Site.local()
        .write("home/tree/one", "1", "rw-r--r--")
        .write("home/tree/sub/two", "2", "rw-r--r--")
        .owned();
  }

  private void lftp(Running server, String script) throws Exception {
    run(
        "lftp",
        "-u",
        "fred,secret",
        "-p",
        Integer.toString(server.address().getPort()),
        "-e",
        "set cmd:fail-exit yes; set net:max-retries 2; set net:timeout 60; " + script + "; quit",
        "127.0.0.1");
  }

  private String curl(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("curl", "-sS", "-u", "fred:secret"));
    command.addAll(List.of(words));
    return run(command.toArray(new String[0]));
  }

  private String ncftp(String name, Running server, String... words) throws Exception {
    String port = Integer.toString(server.address().getPort());
    List<String> command = new ArrayList<>(List.of(name, "-u", "fred", "-p", "secret", "-P", port));
    command.addAll(List.of(words));
    return run(command.toArray(new String[0]));
  }

  /** Runs a client to its end, which must be a good one; returns what it printed. */
  private String run(String... command) throws Exception {
    Path output = Files.createTempFile(local, "output", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(local.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("HOME", local.toString());
    Process client;
    try {
      client = builder.start();
    } catch (IOException e) {
      throw new AssertionError(
          "client is missing: name=" + command[0] + "; install its package, as .ci/run does", e);
    }
    try {
      boolean ended = client.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      String printed = Files.readString(output, StandardCharsets.ISO_8859_1);
      assertThat(ended).as("%s ends; output=%s", command[0], printed).isTrue();
      assertThat(client.exitValue()).as("%s: %s", String.join(" ", command), printed).isZero();
      return printed;
    } finally {
      client.destroyForcibly();
    }
  }
}
