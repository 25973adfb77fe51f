package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.ftp.suite.Ftp;
import dev.kitsune.ftp.suite.Site;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Transfers that are under way while the server goes through its whole stream. */
final class TransferTest {

  private static final int BYTES = 3_000_000;
  private static final int CHUNK = 64 * 1024;

  private final byte[] content = new byte[BYTES];

  /**
   * The clients let a chunk through, wait for the next update, and so on: each update finds both
   * transfers between their first and their last byte, however fast the machine is.
   */
  @Test
  void transfers_goThroughTheWholeStream() throws Exception {
    new Random(20020731).nextBytes(content);
    int steps = Versions.ALL.size() - 1;
    CountDownLatch[] reached = latches(steps, 2);
    CountDownLatch[] updated = latches(steps, 1);
    ExecutorService clients = Executors.newFixedThreadPool(2);
    try (Site site = Site.local().write("home/big", content, "rw-r--r--");
        UpdatableServer server = UpdatableServer.start(Versions.ALL.get(0), site)) {
      Future<byte[]> download = clients.submit(download(server, reached, updated));
      Future<Void> upload = clients.submit(upload(server, reached, updated));

      for (int i = 0; i < steps; i++) {
        assertThat(reached[i].await(30, TimeUnit.SECONDS)).isTrue();
        server.update(Versions.ALL.get(i + 1));
        updated[i].countDown();
      }

      assertThat(download.get(30, TimeUnit.SECONDS)).isEqualTo(content);
      upload.get(30, TimeUnit.SECONDS);
      assertThat(Files.readAllBytes(site.home().resolve("up"))).isEqualTo(content);
    } finally {
      clients.shutdownNow();
    }
  }

  private static CountDownLatch[] latches(int steps, int count) {
    CountDownLatch[] latches = new CountDownLatch[steps];
    for (int i = 0; i < steps; i++) {
      latches[i] = new CountDownLatch(count);
    }
    return latches;
  }

  private Callable<byte[]> download(
      UpdatableServer server, CountDownLatch[] reached, CountDownLatch[] updated) {
    return () -> {
      try (Ftp ftp = Ftp.greeted(server.address()).fred()) {
        ftp.expectStart("TYPE I", "200 ");
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        try (Socket data = ftp.passive()) {
          ftp.expectStart("RETR big", "150 ");
          InputStream in = data.getInputStream();
          for (int i = 0; i < reached.length; i++) {
            got.write(in.readNBytes(CHUNK));
            reached[i].countDown();
            assertThat(updated[i].await(60, TimeUnit.SECONDS)).isTrue();
          }
          got.write(in.readAllBytes());
        }
        ftp.then("226 File send OK.").expectStart("NOOP", "200 ");
        return got.toByteArray();
      }
    };
  }

  private Callable<Void> upload(
      UpdatableServer server, CountDownLatch[] reached, CountDownLatch[] updated) {
    return () -> {
      try (Ftp ftp = Ftp.greeted(server.address()).fred()) {
        ftp.expectStart("TYPE I", "200 ");
        try (Socket data = ftp.passive()) {
          ftp.expectStart("STOR up", "150 ");
          OutputStream out = data.getOutputStream();
          int sent = 0;
          for (int i = 0; i < reached.length; i++) {
            out.write(content, sent, CHUNK);
            sent += CHUNK;
            reached[i].countDown();
            assertThat(updated[i].await(60, TimeUnit.SECONDS)).isTrue();
          }
          out.write(content, sent, content.length - sent);
        }
        ftp.then("226 File receive OK.").expectStart("NOOP", "200 ");
        return null;
      }
    };
  }
}
