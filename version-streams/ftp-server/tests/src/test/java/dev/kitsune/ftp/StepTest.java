package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kitsune.ftp.suite.Ftp;
import dev.kitsune.ftp.suite.Running;
import dev.kitsune.ftp.suite.Site;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What each release changed, before and after the step on one session; and what must survive. */
final class StepTest {

  @Test
  void step110To111_repliesLoseTheirJokes() {
    try (Site site = Site.local();
        UpdatableServer server = UpdatableServer.start("1.1.0", site);
        Ftp ftp = Ftp.open(server.address())) {
      ftp.then("220 ready, dude (vsFTPd 1.1.0: beat me, break me)")
          .fred()
          .expect("NOOP", "200 Mary had a little lamb.")
          .expect("HELP", "502 Sorry, I don't do help.")
          .expect("ABOR", "225 Duh. No transfer to ABOR.")
          .expect("TYPE I", "200 Binary it is, then.")
          .expect("TYPE A", "200 ASCII tastes bad, dude.")
          .expect("REST 1x", "350 Restart position accepted.")
          .expect("RNTO x", "503 Dude, get it sorted, I need RNFR first.");

      server.update("1.1.1");

      ftp.expect("NOOP", "200 NOOP ok.")
          .expect("HELP", "502 Sorry, I don't have help.")
          .expect("ABOR", "225 No transfer to ABOR.")
          .expect("TYPE I", "200 Switching to Binary mode.")
          .expect("TYPE A", "200 Switching to ASCII mode.")
          .expect("REST 1x", "350 Restart position accepted (0).")
          .expect("REST 9999999999999999", "350 Restart position accepted (0).")
          .expect("REST 12", "350 Restart position accepted (12).")
          .expect("RNTO x", "503 RNFR required first.");
      try (Ftp second = Ftp.open(server.address())) {
        second.then("220 (vsFTPd 1.1.1)");
      }
    }
  }

  @Test
  void step110To111_appendNeedsTheRightToWrite() {
    try (Site site = Site.local().set("write_enable=NO");
        UpdatableServer server = UpdatableServer.start("1.1.0", site);
        Ftp ftp = Ftp.greeted(server.address()).fred()) {
      ftp.expect("APPE x", "425 Use PORT or PASV first.");

      server.update("1.1.1");

      ftp.expect("APPE x", "550 Permission denied.");
    }
  }

  @Test
  void step110To111_anonymousUsersMayOverwriteAndAppend() {
    try (Site site = Site.writable();
        UpdatableServer server = UpdatableServer.start("1.1.0", site);
        Ftp ftp = Ftp.greeted(server.address()).anonymous()) {
      ftp.expectStart("CWD incoming", "250 ").upload("STOR f1", "one");
      ftp.passiveAddress();
      ftp.expect("STOR f1", "553 Could not create file.")
          .expect("APPE f1", "550 Permission denied.");

      server.update("1.1.1");

      ftp.upload("STOR f1", "two");
      assertThat(site.read("root/incoming/f1")).isEqualTo("two");
      ftp.upload("APPE f1", "three");
      assertThat(site.read("root/incoming/f1")).isEqualTo("twothree");
    }
  }

  /** The hazards of the original's own port: fact sheet, B.0.3. */
  @Test
  void step_keepsWhatASessionHas() {
    try (Site site = Site.local();
        UpdatableServer server = UpdatableServer.start("1.1.0", site);
        Ftp ftp = Ftp.greeted(server.address()).fred();
        Ftp early = Ftp.greeted(server.address());
        Ftp half = Ftp.greeted(server.address()).fred()) {
      early.expectStart("USER fred", "331 ");
      half.sendRaw("SI");
      ftp.expectStart("TYPE I", "200 ")
          .expect("SITE UMASK 022", "200 UMASK set to 022")
          .expectStart("CWD dir", "250 ")
          .expectStart("CWD ..", "250 ")
          .expectStart("RNFR a.txt", "350 ")
          .expectStart("REST 4", "350 ");
      InetSocketAddress passive = ftp.passiveAddress();

      server.update("1.1.1");

      half.sendRaw("ZE a.txt\r\n").then("213 8");
      early.expectStart("PASS secret", "230 ");
      ftp.expect("SITE UMASK", "200 Your current UMASK is 022");
      Socket data = Ftp.connect(passive);
      ftp.expectStart("RETR a.txt", "150 Opening BINARY ");
      assertThat(Ftp.drain(data)).isEqualTo("two\n");
      ftp.then("226 File send OK.")
          .expect("RNTO b.txt", "250 Rename successful.")
          .expect("PWD", "257 \"" + site.home() + "\"");
    }
  }

  @Test
  void step_keepsAVisitedDirectorysMessageSilent() {
    try (Site site =
            Site.anonymous()
                .set("dirmessage_enable=YES")
                .write("root/pub/.message", "hello\n", "rw-r--r--");
        UpdatableServer server = UpdatableServer.start("1.1.0", site);
        Ftp ftp = Ftp.greeted(server.address()).anonymous()) {
      assertThat(ftp.send("CWD pub").replyLines()).hasSize(2);
      ftp.expectStart("CWD /", "250 ");

      server.update("1.1.1");

      assertThat(ftp.send("CWD pub").replyLines()).hasSize(1);
    }
  }

  @Test
  void step111To112_countsTheSessionsThatAreConnected() {
    try (Site site = Site.anonymous();
        UpdatableServer server = UpdatableServer.start("1.1.1", site);
        Ftp first = Ftp.greeted(server.address()).anonymous()) {
      server.update("1.1.2");
      first.expect("NOOP", "200 NOOP ok.");
      site.set("max_per_ip=2").configuration();
      server.signal("HUP");

      Awaitility.await()
          .untilAsserted(() -> {
            try (Ftp second = Ftp.greeted(server.address());
                Ftp third = Ftp.open(server.address())) {
              third.then("421 There are too many connections from your internet address.").end();
              second.expect("QUIT", "221 Goodbye.");
            }
          });
    }
  }

  @Test
  void step112To113_aBrokenFileNoLongerEndsTheListener() {
    try (Site site = Site.anonymous();
        UpdatableServer server = UpdatableServer.start("1.1.2", site);
        Ftp first = Ftp.greeted(server.address()).anonymous()) {
      server.update("1.1.3");
      site.set("ftpd_banner=Read up to here").set("no_such_setting=1").configuration();

      server.signal("HUP");

      Awaitility.await()
          .untilAsserted(() -> {
            try (Ftp next = Ftp.open(server.address())) {
              next.then("220 Read up to here");
            }
          });
      first.expect("NOOP", "200 NOOP ok.");
    }
  }

  @Test
  void step112To113_hostsAreRefused() {
    try (Site site =
            Site.anonymous()
                .setFile("tcp_wrappers=YES\nhosts_deny_file", "deny", "vsftpd: 127.0.0.2, 10.\n")
                .setFile("hosts_allow_file", "allow", "# none\n");
        Running server = Versions.plain("1.1.3", site);
        Ftp allowed = Ftp.greeted(server.address());
        Ftp refused = Ftp.openFrom("127.0.0.2", server.address())) {

      refused.then("421 Service not available.").end();
      allowed.expect("QUIT", "221 Goodbye.");
    }
  }

  @Test
  void version112_aBrokenFileEndsTheListener() {
    try (Site site = Site.anonymous();
        Running server = Versions.plain("1.1.2", site);
        Ftp first = Ftp.greeted(server.address()).anonymous()) {
      site.set("no_such_setting=1").configuration();

      server.signal("HUP");

      Awaitility.await()
          .untilAsserted(() ->
              assertThatThrownBy(() -> Ftp.greeted(server.address()).close())
                  .hasMessageContaining("refused"));
      first.expect("NOOP", "200 NOOP ok.");
    }
  }
}
