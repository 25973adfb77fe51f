package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.ftp.suite.Ftp;
import dev.kitsune.ftp.suite.Site;
import dev.kitsune.update.UpdateReport;
import dev.kitsune.update.Verifying;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Steps back, by their own specifications where the step forth has code, else automatic ones. */
final class StepBackTest {

  private static final int BYTES = 6_000_000;
  private static final int CHUNK = 64 * 1024;

  /** One session keeps its folder and type, one a download, each step finds it in the middle. */
  @Test
  void wholeStream_backAndForth() throws IOException {
    byte[] content = new byte[BYTES];
    new Random(20080213).nextBytes(content);
    List<String> path = new ArrayList<>(Versions.ALL);
    Collections.reverse(path);
    path.addAll(Versions.ALL.subList(1, Versions.ALL.size()));
    try (Site site = Site.local().write("home/big", content, "rw-r--r--");
        UpdatableServer server = UpdatableServer.start(path.get(0), site);
        Ftp idle = Ftp.greeted(server.address()).fred();
        Ftp busy = Ftp.greeted(server.address()).fred()) {
      idle.expectStart("CWD dir", "250 ").expectStart("TYPE I", "200 ");
      busy.expectStart("TYPE I", "200 ");
      ByteArrayOutputStream got = new ByteArrayOutputStream();

      try (Socket data = busy.passive()) {
        busy.expectStart("RETR big", "150 ");
        InputStream in = data.getInputStream();
        for (String version : path.subList(1, path.size())) {
          got.write(in.readNBytes(CHUNK));
          server.update(version);
          idle.expect("PWD", "257 \"" + site.home().resolve("dir") + '"');
        }
        got.write(in.readAllBytes());
      }

      busy.then("226 File send OK.").expectStart("NOOP", "200 ");
      assertThat(got.toByteArray()).isEqualTo(content);
      assertThat(idle.download("LIST ../a.txt", "226 Directory send OK.")).contains("a.txt");
    }
  }

  @Test
  void step200To122_whileASessionIsEncrypted_isRolledBack() {
    try (Site site = Site.local().encrypting();
        UpdatableServer server = UpdatableServer.start("2.0.0", site);
        Ftp ftp = Ftp.greeted(server.address())) {
      ftp.expectStart("AUTH TLS", "234 ").encrypt().fred();

      UpdateReport report = server.attempt("1.2.2", Verifying.OFF);

      assertThat(report.outcome()).isEqualTo(UpdateReport.Outcome.ROLLED_BACK);
      assertThat(report.cause()).contains("a session is encrypted: user=fred");
      ftp.expectStart("NOOP", "200 ");
    }
  }
}
