package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.ftp.suite.Ftp;
import dev.kitsune.ftp.suite.Running;
import dev.kitsune.ftp.suite.Site;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the releases 1.2.0 to 1.2.2 changed, before and after the step on one session. */
final class SteppedTo12Test {

  private static final String UNKNOWN = "500 Unknown command.";
  private static final String DONE = "226 Directory send OK.";

  @Test
  void step113To120_newCommandsAndReplies() {
    try (Site site = Site.local().write("home/.hidden", "", "rw-r--r--");
        UpdatableServer server = UpdatableServer.start("1.1.3", site);
        Ftp ftp = Ftp.greeted(server.address()).fred();
        Ftp early = Ftp.greeted(server.address())) {
      early.expectStart("USER fred", "331 ");
      ftp.expect("HELP", "502 Sorry, I don't have help.");
      for (String line : new String[] {"EPSV", "EPRT |1|127.0.0.1|5000|", "STRU F", "STOU up"}) {
        ftp.expect(line, UNKNOWN);
      }
      ftp.expect("SITE HELP", "500 Unknown SITE command.").expectStart("TYPE I", "200 ");
      assertThat(ftp.download("NLST .hidden", DONE)).isEmpty();
      ftp.expectStart("RNFR a.txt", "350 ");

      server.update("1.2.0");

      early.expect("PASS secret", "230 Login successful.");
      assertThat(ftp.send("HELP").replyLines())
          .hasSize(5)
          .startsWith("214-The following commands are implemented.")
          .endsWith("214 Help OK.");
      ftp.expectStart("EPSV", "229 Entering Extended Passive Mode (|||")
          .expect("EPSV 1", "522 Bad network protocol.")
          .expect("EPRT |1|127.0.0.1|5000|", "500 Bad EPRT protocol.")
          .expect("EPRT x", "500 Bad EPRT command.")
          .expect("STRU F", "200 Structure set to F.")
          .expect("STRU R", "504 Bad STRU command.")
          .expect("MODE S", "200 Mode set to S.")
          .expect("MODE B", "504 Bad MODE command.")
          .expect("SITE HELP", "214 CHMOD UMASK HELP")
          .upload("STOU up", "unique");
      assertThat(site.read("home/up.1")).isEqualTo("unique");
      assertThat(ftp.download("NLST .hidden", DONE)).isEqualTo(".hidden\r\n");
      assertThat(ftp.download("RETR a.txt", "226 File send OK.")).isEqualTo("one\ntwo\n");
      ftp.expect("RNTO b.txt", "250 Rename successful.")
          .expect("EPSV ALL", "200 EPSV ALL ok.")
          .expect("PASV", "550 Permission denied.")
          .expect("PORT 127,0,0,1,200,10", "550 Permission denied.");
    }
  }

  @Test
  void step113To120_countsGoOn() {
    try (Site site = Site.anonymous().set("max_per_ip=2");
        UpdatableServer server = UpdatableServer.start("1.1.3", site);
        Ftp first = Ftp.greeted(server.address()).anonymous();
        Ftp second = Ftp.greeted(server.address())) {
      server.update("1.2.0");

      try (Ftp third = Ftp.open(server.address())) {
        third.then("421 There are too many connections from your internet address.").end();
      }
      first.expect("NOOP", "200 NOOP ok.");
      second.anonymous();
    }
  }

  @Test
  void step113To120_aBannedPasswordStaysBanned() {
    try (Site site =
            Site.anonymous()
                .set("deny_email_enable=YES")
                .setFile("banned_email_file", "banned", "bad@home\n");
        UpdatableServer server = UpdatableServer.start("1.1.3", site);
        Ftp old = Ftp.greeted(server.address());
        Ftp ftp = Ftp.greeted(server.address())) {
      for (String reply : new String[] {"530 ", "230 "}) {
        old.expectStart("USER ftp", "331 ").expectStart("PASS bad@home", reply);
      }

      server.update("1.2.0");

      for (int i = 0; i < 2; i++) {
        ftp.expectStart("USER ftp", "331 ").expect("PASS bad@home", "530 Login incorrect.");
      }
    }
  }

  @Test
  void step113To120_newSessionsWriteTheNewLog() {
    try (Site site = Site.local().set("xferlog_enable=YES").setFile("xferlog_file", "xferlog", "");
        UpdatableServer server = UpdatableServer.start("1.1.3", site);
        Ftp old = Ftp.greeted(server.address()).fred()) {
      server.update("1.2.0");
      site.setFile("vsftpd_log_file", "vsftpd.log", "").configuration();
      server.signal("HUP");

      old.expectStart("MKD one", "257 ");
      assertThat(site.read("xferlog")).contains("OK MKDIR").contains("/one\"");
      Awaitility.await()
          .untilAsserted(() -> {
            try (Ftp next = Ftp.greeted(server.address())) {
              next.expect("QUIT", "221 Goodbye.");
              assertThat(site.read("vsftpd.log")).contains("CONNECT: Client \"127.0.0.1\"");
            }
          });
    }
  }

  @Test
  void version120_settingsTakeRightsAway() {
    try (Site site =
            Site.local()
                .set("download_enable=NO")
                .set("dirlist_enable=NO")
                .set("chmod_enable=NO")
                .set("cmds_allowed=USER,PASS,QUIT,RETR,LIST,SITE,PASV,PWD");
        Running server = Versions.plain("1.2.0", site);
        Ftp ftp = Ftp.greeted(server.address()).fred()) {
      ftp.passiveAddress();
      ftp.expect("RETR a.txt", "550 Permission denied.")
          .expect("LIST", "550 Permission denied.")
          .expect("SITE CHMOD 600 a.txt", "500 Unknown SITE command.")
          .expect("NOOP", "550 Permission denied.")
          .expect("PWD", "257 \"" + site.home() + "\"");
    }
  }

  @Test
  void step120To121_newCommandsAndPatterns() {
    try (Site site = Site.local().write("home/.hidden", "", "rw-r--r--");
        UpdatableServer server = UpdatableServer.start("1.2.0", site);
        Ftp ftp = Ftp.greeted(server.address()).fred()) {
      for (String line :
          new String[] {"FEAT", "OPTS x", "ALLO 5", "REIN", "ACCT x", "SMNT x", "STAT", "P@SW"}) {
        ftp.expect(line, UNKNOWN);
      }
      ftp.expect("NOOP\r", UNKNOWN).expectStart("MKD z\"", "257 \"" + site.home() + "/z\" created");
      assertThat(ftp.download("NLST ?.txt", DONE)).isEmpty();
      assertThat(ftp.download("NLST {a,b}.txt", DONE)).isEmpty();
      assertThat(ftp.download("NLST -F", DONE)).isEqualTo("a.txt\r\ndir\r\nz\"\r\n");

      server.update("1.2.1");

      assertThat(ftp.send("FEAT").replyLines())
          .containsExactly("211-Features:", " MDTM", " REST STREAM", " SIZE", "211 End");
      ftp.expect("OPTS x", "501 Option not understood.")
          .expect("ALLO 5", "202 ALLO command ignored.")
          .expect("REIN", "502 REIN not implemented.")
          .expect("ACCT x", "502 ACCT not implemented.")
          .expect("SMNT x", "502 SMNT not implemented.")
          .expectStart("P@SW", "227 ")
          .expect("NOOP\r", "200 NOOP ok.")
          .expect("RMD z\"", "250 Remove directory operation successful.")
          .expect("MKD z\"", "257 \"" + site.home() + "/z\"\"\" created");
      assertThat(ftp.send("STAT").replyLines())
          .containsExactly(
              "211-FTP server status:",
              "     Connected to 127.0.0.1",
              "     Logged in as fred",
              "     TYPE: ASCII",
              "     No session bandwidth limit",
              "     Session timeout in seconds is 300",
              "     At session startup, client count was 1",
              "     vsFTPd - secure, fast, stable",
              "211 End of status");
      assertThat(ftp.send("STAT dir").replyLines())
          .hasSize(4)
          .startsWith("213-Status follows:")
          .endsWith("213 End of status");
      assertThat(ftp.send("HELP").replyLines())
          .startsWith("214-The following commands are recognized.");
      assertThat(ftp.download("NLST ?.txt", DONE)).isEqualTo("a.txt\r\n");
      assertThat(ftp.download("NLST {a,b}.txt", DONE)).isEqualTo("a.txt\r\n");
      assertThat(ftp.download("NLST -F", DONE)).isEqualTo("a.txt\r\ndir/\r\nz\"/\r\n");
      ftp.expect("\u00ff\u00f4\u00ff\u00f2ABOR", "225 No transfer to ABOR.");
    }
  }

  /** The original's transformer leaves the list empty, and nobody could log in. */
  @Test
  void step120To121_guestsAreConfined() {
    try (Site site = Site.local().set("guest_enable=YES");
        UpdatableServer server = UpdatableServer.start("1.2.0", site);
        Ftp old = Ftp.greeted(server.address()).fred()) {
      old.expect("PWD", "257 \"" + site.root() + "\"");

      server.update("1.2.1");

      old.expect("PWD", "257 \"" + site.root() + "\"");
      try (Ftp fresh = Ftp.greeted(server.address()).fred()) {
        fresh.expect("PWD", "257 \"/\"");
      }
    }
  }

  @Test
  void version121_deniesAndHidesFiles() {
    try (Site site = Site.local().set("deny_file={*.txt,x}").set("hide_file={d,di}*");
        Running server = Versions.plain("1.2.1", site);
        Ftp ftp = Ftp.greeted(server.address()).fred()) {
      for (String line :
          new String[] {
            "SIZE a.txt", "DELE a.txt", "RNFR a.txt", "CWD x", "SITE CHMOD 600 a.txt"
          }) {
        ftp.expect(line, "550 Permission denied.");
      }
      assertThat(ftp.download("NLST", DONE)).isEqualTo("a.txt\r\n");
    }
  }

  @Test
  void version121_oneAnonymousPasswordAndOnePort() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Site site =
            Site.anonymous()
                .set("pasv_min_port=" + port)
                .set("pasv_max_port=" + port)
                .set("secure_email_list_enable=YES")
                .setFile("email_password_file", "passwords", "me@home\n");
        Running server = Versions.plain("1.2.1", site);
        Ftp ftp = Ftp.greeted(server.address())) {
      ftp.expectStart("USER ftp", "331 ").expect("PASS zzz", "530 Login incorrect.").anonymous();

      assertThat(ftp.passiveAddress().getPort()).isEqualTo(port);
    }
  }

  @Test
  void step121To122_cdupIsCwd() {
    try (Site site =
            Site.anonymous()
                .set("dirmessage_enable=YES")
                .write("root/pub/.message", "Welcome\nsecond line\n", "rw-r--r--");
        UpdatableServer server = UpdatableServer.start("1.2.1", site);
        Ftp old = Ftp.greeted(server.address()).anonymous();
        Ftp ftp = Ftp.greeted(server.address()).anonymous()) {
      old.expectStart("CWD pub/sub", "250 ");
      ftp.expectStart("CWD pub/sub", "250 ");
      assertThat(old.send("CDUP").replyLines()).hasSize(1);

      server.update("1.2.2");

      assertThat(ftp.send("CDUP").replyLines())
          .containsExactly("250-Welcome", "250-second line", "250 Directory successfully changed.");
      ftp.expect("PWD", "257 \"/pub\"");
    }
  }

  @Test
  void version122_runsAsWhoLaunchedIt() {
    try (Site site = Site.anonymous().set("run_as_launching_user=YES");
        Running server = Versions.plain("1.2.2", site);
        Ftp ftp = Ftp.greeted(server.address()).anonymous()) {
      ftp.expect("PWD", "257 \"" + Path.of("").toAbsolutePath() + "\"");
    }
  }
}
