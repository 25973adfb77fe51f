package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.ftp.suite.Encryption;
import dev.kitsune.ftp.suite.Ftp;
import dev.kitsune.ftp.suite.Running;
import dev.kitsune.ftp.suite.Site;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Encrypted sessions: the dialogue of 2.0.0, and what must survive later steps. */
final class EncryptionTest {

  private static final int BYTES = 6_000_000;
  private static final int CHUNK = 64 * 1024;

  @Test
  void version200_speaksOfEncryption() {
    try (Site site = Site.local().encrypting();
        Running server = Versions.plain("2.0.0", site);
        Ftp ftp = Ftp.greeted(server.address())) {
      ftp.expect("USER fred", "530 Non-anonymous sessions must use encryption.")
          .expect("PBSZ 0", "503 PBSZ needs a secure connection.")
          .expect("PROT P", "503 PROT needs a secure connection.")
          .expect("AUTH X", "504 Unknown AUTH type.");
      assertThat(ftp.send("FEAT").replyLines())
          .contains(" AUTH SSL", " AUTH TLS", " PBSZ", " PROT");

      ftp.expect("AUTH TLS", "234 Proceed with negotiation.").encrypt();

      ftp.expect("USER anonymous", "530 Anonymous sessions may not use encryption.")
          .fred()
          .expect("PBSZ 0", "200 PBSZ set to 0.")
          .expect("PROT S", "536 PROT not supported.")
          .expect("PROT X", "504 PROT not recognized.")
          .expect("PROT C", "200 PROT now Clear.");
      ftp.passiveAddress();
      ftp.expect("LIST", "521 Data connections must be encrypted.")
          .expect("PROT P", "200 PROT now Private.");
      assertThat(ftp.send("STAT").replyLines())
          .contains(
              "     Control connection is encrypted", "     Data connections will be encrypted");
      ftp.expect("QUIT", "221 Goodbye.");
    }
  }

  @Test
  void dataConnectionInPlainText_isRefused() throws IOException {
    try (Site site = Site.local().encrypting();
        Running server = Versions.plain("2.0.6", site);
        Ftp ftp = Ftp.greeted(server.address())) {
      ftp.expectStart("AUTH SSL", "234 ").encrypt().fred();

      try (Socket data = ftp.passive()) {
        ftp.expectStart("LIST", "150 ");
        data.getOutputStream().write("no greeting of TLS, whatever it is\r\n".getBytes());
        ftp.then("522 Secure connection negotiation failed.");
      }
      ftp.expect("NOOP", "200 NOOP ok.");
    }
  }

  @Test
  void version206_tellsTheLogWhatWasAgreed() {
    try (Site site = Site.local().encrypting().set("debug_ssl=YES").set("xferlog_enable=YES")) {
      site.setFile("vsftpd_log_file", "log", "").set("log_ftp_protocol=YES");
      try (Running server = Versions.plain("2.0.6", site);
          Ftp ftp = Ftp.greeted(server.address())) {

        ftp.expectStart("AUTH TLS", "234 ").encrypt().fred();

        assertThat(site.read("log"))
            .containsPattern(
                "DEBUG: Client \"127.0.0.1\", \"SSL version: TLSv1.[23], SSL cipher: TLS_\\w+, no cert\"");
      }
    }
  }

  @Test
  void negotiationThatFails_isTheReleasesError() throws IOException {
    try (Site site = Site.local().encrypting();
        Running server = Versions.plain("2.0.0", site);
        Socket client = Ftp.connect(server.address())) {
      client.getOutputStream().write("AUTH TLS\r\n".getBytes(StandardCharsets.US_ASCII));
      await(client, "234 Proceed with negotiation.\r\n");

      client
          .getOutputStream()
          .write("no greeting of TLS, whatever it is\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(Ftp.drain(client)).contains("421 Negotiation failed: ");
    }
  }

  private static void await(Socket client, String end) throws IOException {
    StringBuilder got = new StringBuilder();
    while (got.indexOf(end) < 0) {
      int b = client.getInputStream().read();
      assertThat(b).as("after %s", got).isNotNegative();
      got.append((char) b);
    }
  }

  /** What follows AUTH in plain text may be from somebody in between. */
  @Test
  void commandsBehindAuth_areForgotten() {
    try (Site site = Site.local().encrypting();
        Running server = Versions.plain("2.0.6", site);
        Ftp ftp = Ftp.greeted(server.address())) {
      ftp.sendRaw("AUTH TLS\r\nFEAT\r\n").then("234 Proceed with negotiation.").encrypt();

      ftp.expect("NOOP", "530 Please login with USER and PASS.");
    }
  }

  @Test
  void certificateThatCannotBeRead_isTheReleasesError() {
    try (Site site = Site.local().set("ssl_enable=YES").set("rsa_cert_file=/nonexistent");
        Running server = Versions.plain("2.0.0", site);
        Ftp ftp = Ftp.open(server.address())) {

      ftp.then("500 OOPS: SSL: cannot load RSA certificate").end();
    }
  }

  @Test
  void step205To206_theCodeOfARefusedTransferChanges() {
    try (Site site = Site.local().encrypting().set("force_local_logins_ssl=NO");
        UpdatableServer server = UpdatableServer.start("2.0.5", site);
        Ftp ftp = Ftp.greeted(server.address()).fred()) {
      ftp.passiveAddress();
      ftp.expect("LIST", "521 Data connections must be encrypted.");

      server.update("2.0.6");

      ftp.expect("LIST", "522 Data connections must be encrypted.");
    }
  }

  /** Both directions, each with bytes on their way at every step. */
  @Test
  void encryptedTransfers_goThroughAllStepsFrom200() throws IOException {
    byte[] content = new byte[BYTES];
    new Random(20040701).nextBytes(content);
    List<String> versions =
        Versions.ALL.subList(Versions.ALL.indexOf("2.0.0"), Versions.ALL.size());
    try (Site site = Site.local().encrypting().write("home/big", content, "rw-r--r--");
        UpdatableServer server = UpdatableServer.start(versions.get(0), site);
        Ftp down = Ftp.greeted(server.address());
        Ftp up = Ftp.greeted(server.address())) {
      for (Ftp ftp : List.of(down, up)) {
        ftp.expectStart("AUTH TLS", "234 ").encrypt().fred();
        ftp.expectStart("PROT P", "200 ").expectStart("TYPE I", "200 ");
      }
      Socket plainDown = down.passive();
      down.expectStart("RETR big", "150 ");
      Socket plainUp = up.passive();
      up.expectStart("STOR up", "150 ");
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      int sent = 0;
      try (Socket source = Encryption.of(plainDown)) {
        Socket target = Encryption.of(plainUp);
        OutputStream out = target.getOutputStream();
        for (String next : versions.subList(1, versions.size())) {
          got.write(source.getInputStream().readNBytes(CHUNK));
          out.write(content, sent, CHUNK);
          sent += CHUNK;

          server.update(next);
        }
        out.write(content, sent, BYTES - sent);
        target.close();
        got.write(source.getInputStream().readAllBytes());
      }

      down.then("226 File send OK.").expect("NOOP", "200 NOOP ok.");
      up.then("226 File receive OK.").expect("NOOP", "200 NOOP ok.");
      assertThat(got.toByteArray()).isEqualTo(content);
      assertThat(Files.readAllBytes(site.home().resolve("up"))).isEqualTo(content);
    }
  }
}
