package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.ftp.suite.Ftp;
import dev.kitsune.ftp.suite.Site;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the releases 2.0.0 to 2.0.6 changed, before and after the step on one session. */
final class SteppedTo20Test {

  private static final String UNKNOWN = "500 Unknown command.";
  private static final String DONE = "226 Directory send OK.";
  private static final String NO_TIME = "550 Could not get file modification time.";
  private static final String INCORRECT = "530 Login incorrect.";

  /** What the original's transformers written by hand forgot, and its port set anew: B.0.3. */
  @Test
  void steps_forgetNothingOfASession() {
    try (Site site =
            Site.local()
                .set("anonymous_enable=YES")
                .set("dirmessage_enable=YES")
                .set("secure_email_list_enable=YES")
                .setFile("email_password_file", "passwords", "me@home\n")
                .write("home/dir/.message", "hello\n", "rw-r--r--");
        UpdatableServer server = UpdatableServer.start("1.2.1", site);
        Ftp ftp = Ftp.greeted(server.address()).fred();
        Ftp early = Ftp.greeted(server.address());
        Ftp half = Ftp.greeted(server.address()).fred()) {
      early.expectStart("USER ftp", "331 ");
      half.sendRaw("SI");
      assertThat(ftp.send("CWD dir").replyLines()).hasSize(2);
      ftp.expectStart("CWD ..", "250 ")
          .expect("SITE UMASK 027", "200 UMASK set to 027")
          .expectStart("TYPE I", "200 ")
          .expectStart("EPSV ALL", "200 ")
          .expectStart("RNFR a.txt", "350 ")
          .expectStart("REST 4", "350 ");

      for (String next : Versions.ALL.subList(Versions.ALL.indexOf("1.2.2"), Versions.ALL.size())) {
        server.update(next);
      }

      half.sendRaw("ZE a.txt\r\n").then("213 8");
      early.expectStart("PASS me@home", "230 ");
      assertThat(ftp.send("CWD dir").replyLines()).hasSize(1);
      ftp.expectStart("CWD ~", "250 ")
          .expect("PWD", "257 \"" + site.home() + "\"")
          .expect("SITE UMASK", "200 Your current UMASK is 027")
          .expect("PASV", "550 Permission denied.")
          .expectStart("USER fred", "331 ");
      assertThat(ftp.send("STAT").replyLines())
          .contains("     TYPE: BINARY", "     At session startup, client count was 1");
      ftp.expect("RNTO b.txt", "250 Rename successful.");
    }
  }

  @Test
  void step122To200_newCommandsAndNames() throws IOException {
    try (Site site =
            Site.local()
                .write("home/~", "", "rw-r--r--")
                .write("home/dir/b.txt", "b", "rw-r--r--")
                .set("xferlog_enable=YES")
                .setFile("vsftpd_log_file", "vsftpd.log", "");
        UpdatableServer server = UpdatableServer.start("1.2.2", site);
        Ftp ftp = Ftp.greeted(server.address()).fred();
        Ftp early = Ftp.greeted(server.address());
        Ftp empty = Ftp.greeted(server.address())) {
      early.expect("FEAT", "530 Please login with USER and PASS.");
      ftp.expect("MDTM 20030405060708 a.txt", NO_TIME)
          .expect("PROT P", UNKNOWN)
          .expectStart("CWD dir", "250 ")
          .expect("CWD ~", "550 Failed to change directory.");
      ftp.passiveAddress();
      ftp.expectStart("RETR nope", "550 ");
      assertThat(site.read("vsftpd.log")).doesNotContain("FAIL DOWNLOAD");

      server.update("2.0.0");

      assertThat(early.send("FEAT").replyLines())
          .containsExactly(
              "211-Features:",
              " EPRT",
              " EPSV",
              " MDTM",
              " PASV",
              " REST STREAM",
              " SIZE",
              " TVFS",
              "211 End");
      early.expect("AUTH TLS", "530 Please login with USER and PASS.");
      // The original's port would now take dir for the home.
      ftp.expect("PWD", "257 \"" + site.home() + "/dir\"")
          .expectStart("CWD ~", "250 ")
          .expect("PWD", "257 \"" + site.home() + "\"")
          .expect("SIZE ~/dir/b.txt", "213 1")
          .expect("MDTM 20030405060708 a.txt", "213 File modification time set.")
          .expect("MDTM a.txt", "213 20030405060708")
          .expect("MDTM nope", "213 20030405060708")
          .expect("MDTM 20030405060708 nope", "550 Could not set file modification time.")
          .expect("MDTM 20031 a.txt", "213 20030405060708")
          .expect("PROT P", UNKNOWN)
          .expectStart("RETR nope", "550 ");
      assertThat(site.read("vsftpd.log")).contains("FAIL DOWNLOAD: Client \"127.0.0.1\", \"");
      assertThat(ftp.download("NLST", DONE)).isEqualTo("a.txt\r\ndir\r\n");
      assertThat(ftp.send("STAT").replyLines())
          .contains(
              "     Control connection is plain text",
              "     Data connections will be plain text",
              "     vsFTPd 2.0.0 - secure, fast, stable");
      ftp.expectStart("RNFR dir/b.txt", "350 ")
          .expectStart("RNTO b.txt", "250 ")
          .expectStart("SITE CHMOD 600 b.txt", "200 ")
          .expectStart("DELE b.txt", "250 ")
          .expectStart("RMD dir", "250 ");
      assertThat(site.read("vsftpd.log"))
          .contains("OK RENAME", "OK CHMOD", "/b.txt 600\"", "OK DELETE", "OK RMDIR");
      Socket unique = ftp.passive();
      ftp.expect("STOU foo", "150 FILE: foo.1").then("150 FILE: foo.1");
      unique.close();
      ftp.then("226 File receive OK.");
      empty
          .expectStart("USER fred", "331 ")
          .expect("PASS ", "500 OOPS: zero str_len in str_netfd_write")
          .end();
    }
  }

  @Test
  void step200To201_anEmptyPasswordIsAWrongOne() {
    try (Site site = Site.local();
        UpdatableServer server = UpdatableServer.start("2.0.0", site);
        Ftp ftp = Ftp.greeted(server.address())) {
      ftp.expectStart("USER fred", "331 ");

      server.update("2.0.1");

      ftp.expect("PASS ", INCORRECT).fred();
    }
  }

  @Test
  void step201To202_repliesComeAfterTheData() throws IOException {
    byte[] big = new byte[200_000];
    Arrays.fill(big, (byte) 'x');
    try (Site site = Site.local().write("home/big", big, "rw-r--r--");
        UpdatableServer server = UpdatableServer.start("2.0.1", site);
        Ftp ftp = Ftp.greeted(server.address()).fred()) {
      ftp.expect("SIZE a.txt", "213 8").expect("SIZE", "213 8");
      try (Socket data = ftp.passive()) {
        ftp.expectStart("RETR big", "150 ").then("226 File send OK.");
        assertThat(data.getInputStream().readAllBytes()).hasSize(big.length);
      }

      server.update("2.0.2");

      ftp.expect("SIZE", "550 Could not get file size.")
          .expect("MKD", "550 Create directory operation failed.");
      Socket data = ftp.passive();
      ftp.expectStart("RETR big", "150 ").silence();
      assertThat(Ftp.drain(data)).hasSize(big.length);
      ftp.then("226 File send OK.");
    }
  }

  @Test
  void step201To202_aCarriageReturnAloneIsKept() {
    try (Site site = Site.local().set("ascii_upload_enable=YES");
        UpdatableServer server = UpdatableServer.start("2.0.1", site);
        Ftp ftp = Ftp.greeted(server.address()).fred()) {
      ftp.upload("STOR before", "x\r\ny\rz\r\r\n\r");

      server.update("2.0.2");

      ftp.upload("STOR after", "x\r\ny\rz\r\r\n\r");
      assertThat(site.read("home/before")).isEqualTo("x\nyz\n");
      assertThat(site.read("home/after")).isEqualTo("x\ny\rz\r\n\r");
    }
  }

  @Test
  void step202To203_extendedCommandsKnowIpv4() {
    try (Site site = Site.local();
        UpdatableServer server = UpdatableServer.start("2.0.2", site);
        Ftp ftp = Ftp.greeted(server.address()).fred()) {
      ftp.expect("EPSV 1", "522 Bad network protocol.")
          .expect("EPRT |1|127.0.0.1|5000|", "500 Bad EPRT protocol.");

      server.update("2.0.3");

      ftp.expectStart("EPSV 1", "229 Entering Extended Passive Mode (|||")
          .expect("EPSV 2", "522 Bad network protocol.")
          .expect("EPRT |1|127.0.0.1|5000|", "200 EPRT command successful. Consider using EPSV.")
          .expect("EPRT |1|127.0.0.1|80|", "500 Illegal EPRT command.")
          .expect("EPRT |1|10.0.0.1|5000|", "500 Illegal EPRT command.")
          .expect("EPRT |1|127.0.0.1|99999|", "500 Bad EPRT command.")
          .expect("EPRT |1|localhost|5000|", "500 Bad EPRT command.");
    }
  }

  @Test
  void step203To204_anonymousUsersMdtmAndPatterns() {
    try (Site site = Site.local().set("anonymous_enable=NO").set("hide_file={dir}");
        UpdatableServer server = UpdatableServer.start("2.0.3", site);
        Ftp ftp = Ftp.greeted(server.address()).fred();
        Ftp other = Ftp.greeted(server.address())) {
      other.expectStart("USER anonymous", "331 ");
      assertThat(ftp.call("MDTM a.txt")).isEqualTo(ftp.call("MDTM nope")).startsWith("213 ");
      assertThat(ftp.download("NLST", DONE)).isEqualTo("a.txt\r\ndir\r\n");

      server.update("2.0.4");

      other
          .expect("USER anonymous", "530 This FTP server does not allow anonymous logins.")
          .then("331 Please specify the password.");
      ftp.expectStart("MDTM a.txt", "213 ").expect("MDTM nope", NO_TIME);
      assertThat(ftp.download("NLST", DONE)).isEqualTo("a.txt\r\n");
    }
  }

  @Test
  void step203To204_uploadsLockTheirFile() throws IOException {
    try (Site site = Site.local();
        UpdatableServer server = UpdatableServer.start("2.0.3", site);
        Ftp writer = Ftp.greeted(server.address()).fred();
        Ftp reader = Ftp.greeted(server.address()).fred()) {
      server.update("2.0.4");

      Socket upload = writer.passive();
      writer.expectStart("STOR up", "150 ");
      upload.getOutputStream().write("whole".getBytes(StandardCharsets.US_ASCII));
      Socket download = reader.passive();
      reader.send("RETR up").silence();
      server.update("2.0.5"); // who waits goes on waiting
      reader.silence();
      upload.close();
      writer.then("226 File receive OK.");

      assertThat(reader.reply()).startsWith("150 ");
      assertThat(Ftp.drain(download)).isEqualTo("whole");
      reader.then("226 File send OK.");
    }
  }

  @Test
  void step204To205_failedLoginsAreCounted() {
    try (Site site = Site.local().set("port_enable=NO").set("anonymous_enable=NO");
        UpdatableServer server = UpdatableServer.start("2.0.4", site);
        Ftp ftp = Ftp.greeted(server.address())) {
      for (int i = 0; i < 3; i++) {
        ftp.expectStart("USER fred", "331 ").expect("PASS bad", INCORRECT);
      }
      assertThat(ftp.send("FEAT").replyLines()).contains(" EPRT", " EPSV");

      server.update("2.0.5");

      for (int i = 0; i < 2; i++) {
        ftp.expectStart("USER fred", "331 ").expect("PASS bad", INCORRECT);
      }
      assertThat(ftp.send("FEAT").replyLines()).doesNotContain(" EPRT").contains(" EPSV");
      ftp.expect("USER anonymous", "331 Please specify the password.")
          .expect("PASS bad", INCORRECT)
          .end();
    }
  }

  @Test
  void step205To206_usersAgainAndOptions() {
    try (Site site =
            Site.local()
                .set("userlist_enable=YES")
                .set("userlist_deny=NO")
                .setFile("userlist_file", "list", "");
        UpdatableServer server = UpdatableServer.start("2.0.5", site);
        Ftp ftp = Ftp.greeted(server.address()).fred();
        Ftp anonymous = Ftp.greeted(server.address()).anonymous();
        Ftp early = Ftp.greeted(server.address())) {
      for (String line : new String[] {"USER fred", "PASS zzz", "USER mary"}) {
        ftp.expect(line, UNKNOWN);
      }
      ftp.expect("OPTS UTF8 ON", "501 Option not understood.");
      early.expectStart("USER mary", "331 ");

      server.update("2.0.6");

      ftp.expect("USER fred", "331 Any password will do.")
          .expect("PASS zzz", "230 Already logged in.")
          .expect("USER mary", "530 Can't change to another user.")
          .expect("OPTS UTF8 ON", "200 Always in UTF8 mode.")
          .expect("OPTS x", "501 Option not understood.");
      assertThat(ftp.send("FEAT").replyLines()).contains(" UTF8");
      anonymous.expect("USER anonymous", "530 Can't change from guest user.");
      early
          .expect("OPTS UTF8 ON", "200 Always in UTF8 mode.")
          .expect("USER mary", "530 Permission denied.");
      ftp.upload("STOU foo", "x");
      assertThat(site.read("home/foo.1")).isEqualTo("x");
    }
  }

  @Test
  void step205To206_guestsAreMarkedInTheLog() {
    try (Site site =
            Site.local()
                .write("root/a.txt", "one", "rw-r--r--")
                .set("guest_enable=YES")
                .set("xferlog_enable=YES")
                .set("xferlog_std_format=YES")
                .setFile("xferlog_file", "xferlog", "");
        UpdatableServer server = UpdatableServer.start("2.0.5", site);
        Ftp ftp = Ftp.greeted(server.address()).fred()) {
      ftp.download("RETR a.txt", "226 File send OK.");

      server.update("2.0.6");

      ftp.download("RETR a.txt", "226 File send OK.");
      ftp.passiveAddress();
      ftp.expectStart("RETR /", "550 ");
      assertThat(site.read("xferlog").lines()).hasSize(2).element(0).asString().contains(" _ o a ");
      assertThat(site.read("xferlog").lines()).element(1).asString().contains(" _ o g ");
    }
  }
}
