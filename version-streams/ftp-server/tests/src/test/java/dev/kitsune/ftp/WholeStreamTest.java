package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.ftp.suite.Ftp;
import dev.kitsune.ftp.suite.Site;
import dev.kitsune.update.UpdateReport;
import dev.kitsune.update.Verifying;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Transfers that run at a limited rate while the server goes through all steps, with figures; only
 * with {@code -Pfull}, since they take minutes. {@code -Dkitsune.ftp.megabytes=N} sets their size.
 */
@Tag("full")
@Isolated
@Execution(ExecutionMode.SAME_THREAD)
final class WholeStreamTest {

  private static final int MEGABYTE = 1 << 20;
  private static final long BYTES =
      Integer.getInteger("kitsune.ftp.megabytes", 1024) * (long) MEGABYTE;
  private static final int SECONDS = 60;
  private static final int STEPS = Versions.ALL.size() - 1;
  private static final int SEND_BUFFER = 1 << 16;
  private static final long SAMPLE_NANOS = 500_000;
  private static final int SESSIONS = 100;
  private static final int TRANSFERS = 50;

  /** What a client has moved, and for how long it moved nothing at most. */
  private static final class Progress {

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong longestGapNanos = new AtomicLong();
    private long lastNanos;

    void moved(int count) {
      long now = System.nanoTime();
      if (lastNanos != 0) {
        longestGapNanos.accumulateAndGet(now - lastNanos, Math::max);
      }
      lastNanos = now;
      bytes.addAndGet(count);
    }
  }

  @ParameterizedTest
  @CsvSource({"passive, I", "active, I", "passive, A", "active, A"})
  void transfers_goThroughAllStepsAtALimitedRate(String mode, String type) throws Exception {
    boolean isAscii = type.equals("A");
    ExecutorService clients = Executors.newFixedThreadPool(3);
    try (Site site = Site.local();
        UpdatableServer server = start(site, (int) (BYTES / SECONDS))) {
      String digest = fill(site.home().resolve("big"));
      site.owned();
      Progress down = new Progress();
      Progress up = new Progress();
      Future<String> download =
          clients.submit(() -> download(server, mode.equals("active"), isAscii, down));
      Future<String> upload = clients.submit(() -> upload(server, mode.equals("active"), isAscii));
      clients.submit(() -> watch(site.home().resolve("up"), up));

      for (int i = 1; i <= STEPS; i++) {
        long reached = i * BYTES / (STEPS + 2);
        Awaitility.await()
            .atMost(10, TimeUnit.MINUTES)
            .until(() -> down.bytes.get() >= reached && up.bytes.get() >= reached);
        UpdateReport report = server.update(Versions.ALL.get(i), Verifying.OFF);
        assertThat(List.of(down.bytes.get(), up.bytes.get())).allMatch(moved -> moved < BYTES);
        print(mode + " " + type, report, down.bytes.get(), up.bytes.get());
      }

      assertThat(download.get(10, TimeUnit.MINUTES)).isEqualTo(digest);
      upload.get(10, TimeUnit.MINUTES);
      assertThat(digest(site.home().resolve("up"))).isEqualTo(digest);
      System.out.printf(
          Locale.ROOT,
          "%s %s: longest gap: download %.1f ms, upload %.1f ms%n",
          mode,
          type,
          down.longestGapNanos.get() / 1e6,
          up.longestGapNanos.get() / 1e6);
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void aCrowd_goesThroughAllSteps() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(TRANSFERS);
    List<Ftp> idle = new ArrayList<>();
    try (Site site = Site.local();
        UpdatableServer server = start(site, (int) (BYTES / TRANSFERS / SECONDS))) {
      fill(site.home().resolve("big"));
      site.owned();
      for (int i = 0; i < SESSIONS - TRANSFERS; i++) {
        idle.add(Ftp.greeted(server.address()).fred());
      }
      List<Progress> progress = new ArrayList<>();
      for (int i = 0; i < TRANSFERS; i++) {
        Progress own = new Progress();
        progress.add(own);
        clients.submit(() -> download(server, false, false, own));
      }
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> progress.stream().allMatch(each -> each.bytes.get() > 0));

      for (int i = 1; i <= STEPS; i++) {
        List<Long> before = progress.stream().map(each -> each.bytes.get()).toList();
        print(SESSIONS + " sessions", server.update(Versions.ALL.get(i), Verifying.OFF), 0, 0);
        Awaitility.await()
            .atMost(60, TimeUnit.SECONDS)
            .until(() -> {
              for (int j = 0; j < TRANSFERS; j++) {
                if (progress.get(j).bytes.get() <= before.get(j)) {
                  return false;
                }
              }
              return true;
            });
      }

      idle.forEach(ftp -> ftp.expectStart("NOOP", "200 "));
    } finally {
      idle.forEach(Ftp::close);
      clients.shutdownNow();
    }
  }

  private static UpdatableServer start(Site site, int bytesPerSecond) {
    site.set("ascii_download_enable=YES")
        .set("ascii_upload_enable=YES")
        .set("local_max_rate=" + bytesPerSecond);
    return UpdatableServer.start(Versions.ALL.get(0), site);
  }

  private static void print(String what, UpdateReport report, long down, long up) {
    System.out.printf(
        Locale.ROOT,
        "%s: %s -> %s: pause %.2f ms (quiescence %.2f, transformation %.2f, restart %.2f),"
            + " downloaded %d, uploaded %d%n",
        what,
        report.from(),
        report.to(),
        report.pauseMs(),
        report.phases().quiesceMs(),
        report.phases().transformMs(),
        report.phases().controlMs(),
        down,
        up);
  }

  private static String download(
      UpdatableServer server, boolean isActive, boolean isAscii, Progress progress)
      throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Ftp ftp = Ftp.greeted(server.address()).fred()) {
      ftp.expectStart(isAscii ? "TYPE A" : "TYPE I", "200 ");
      try (Socket data = transfer(ftp, isActive, "RETR big")) {
        InputStream in = new BufferedInputStream(data.getInputStream(), 1 << 16);
        byte[] block = new byte[1 << 14];
        for (int read; (read = in.read(block)) >= 0; ) {
          update(digest, block, read, isAscii);
          progress.moved(read);
        }
      }
      ftp.then("226 File send OK.");
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The file has no carriage return of its own, so all of them are the type's. */
  private static void update(MessageDigest digest, byte[] block, int length, boolean isAscii) {
    if (!isAscii) {
      digest.update(block, 0, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      if (block[i] != '\r') {
        digest.update(block[i]);
      }
    }
  }

  /**
   * Sees an upload arrive. The client's own writes say nothing of it: the system wakes a writer
   * when a third of its buffer is free, which at these rates takes up to a second, update or not.
   */
  private static Void watch(Path file, Progress progress) throws IOException {
    while (!Thread.currentThread().isInterrupted() && progress.bytes.get() < BYTES) {
      long now = Files.exists(file) ? Files.size(file) : 0;
      if (now > progress.bytes.get()) {
        progress.moved((int) (now - progress.bytes.get()));
      }
      LockSupport.parkNanos(SAMPLE_NANOS);
    }
    return null;
  }

  private static String upload(UpdatableServer server, boolean isActive, boolean isAscii)
      throws Exception {
    try (Ftp ftp = Ftp.greeted(server.address()).fred()) {
      ftp.expectStart(isAscii ? "TYPE A" : "TYPE I", "200 ");
      try (Socket data = transfer(ftp, isActive, "STOR up")) {
        data.setSendBufferSize(SEND_BUFFER);
        OutputStream out = data.getOutputStream();
        byte[] line = line(isAscii ? "\r\n" : "\n");
        byte[] plain = line("\n");
        for (long sent = 0; sent < BYTES; sent += plain.length) {
          out.write(line);
        }
      }
      ftp.then("226 File receive OK.");
    }
    return "";
  }

  private static Socket transfer(Ftp ftp, boolean isActive, String line) throws IOException {
    if (!isActive) {
      Socket data = ftp.passive();
      ftp.expectStart(line, "150 ");
      return data;
    }
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = listener.getLocalPort();
      ftp.expectStart("PORT 127,0,0,1," + (port >> 8) + "," + (port & 0xff), "200 ");
      ftp.expectStart(line, "150 ");
      return listener.accept();
    }
  }

  /** A kilobyte, so that whole megabytes are whole lines. */
  private static byte[] line(String end) {
    return ("x".repeat(1023) + end).getBytes(StandardCharsets.US_ASCII);
  }

  private static String fill(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] line = line("\n");
    try (OutputStream out =
        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest)) {
      for (long written = 0; written < BYTES; written += line.length) {
        out.write(line);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String digest(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
