package dev.kitsune.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.ftp.suite.Ftp;
import dev.kitsune.ftp.suite.Running;
import dev.kitsune.ftp.suite.Site;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How fast the newest version is, under Kitsune and on its own, and how fast Debian's vsftpd: in
 * one run, round by round, each round in another order. Prints medians and ratios of the rounds.
 * {@code -Dkitsune.ftp.rounds=N} sets how many, {@code -Dkitsune.ftp.megabytes=N} how much a
 * download has.
 */
@Tag("full")
@Isolated
@Execution(ExecutionMode.SAME_THREAD)
final class ThroughputTest {

  private static final int ROUNDS = Integer.getInteger("kitsune.ftp.rounds", 11);
  private static final int MEGABYTES = Integer.getInteger("kitsune.ftp.megabytes", 256);
  private static final int SESSIONS = 200;
  private static final int WARM_UP = 3;
  private static final int MEGABYTE = 1 << 20;
  private static final String NEWEST = Versions.ALL.get(Versions.ALL.size() - 1);

  /** A piece of work; returns how much was done. */
  @FunctionalInterface
  private interface Work {

    double run(Running server) throws IOException;
  }

  @Test
  void bigDownloads_inMegabytesASecond() throws Exception {
    compare(
        "RETR, MB/s",
        server -> {
          download(server);
          return MEGABYTES;
        });
  }

  @Test
  void sessionsThatChangeAndList_inSessionsASecond() throws Exception {
    compare(
        "connect, cd, list, sessions/s",
        server -> {
          for (int i = 0; i < SESSIONS; i++) {
            session(server);
          }
          return SESSIONS;
        });
  }

  private static void compare(String what, Work work) throws Exception {
    Random order = new Random(20020731);
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    try (Site site = site();
        Running kitsune = UpdatableServer.startFast(NEWEST, site);
        Running plain = Versions.plainFast(NEWEST, site);
        Running real =
            RealVsftpd.start(site, "anonymous_enable=YES", "max_per_ip=0", "max_clients=0")) {
      Map<String, Running> servers = Map.of("kitsune", kitsune, "plain", plain, "vsftpd", real);
      List<String> names = new ArrayList<>(List.of("kitsune", "plain", "vsftpd"));
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        Collections.shuffle(names, order);
        for (String name : names) {
          long start = System.nanoTime();
          double done = work.run(servers.get(name));
          double rate = done / ((System.nanoTime() - start) / 1e9);
          if (round >= 0) {
            rates.computeIfAbsent(name, any -> new ArrayList<>()).add(rate);
          }
        }
      }
    }
    rates.forEach(
        (name, all) -> System.out.printf(Locale.ROOT, "%s: %s %s%n", what, name, spread(all)));
    System.out.printf(
        Locale.ROOT,
        "%s: kitsune/plain %s, kitsune/vsftpd %s%n",
        what,
        spread(ratios(rates, "kitsune", "plain")),
        spread(ratios(rates, "kitsune", "vsftpd")));
  }

  private static List<Double> ratios(Map<String, List<Double>> rates, String of, String to) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      ratios.add(rates.get(of).get(i) / rates.get(to).get(i));
    }
    return ratios;
  }

  /** The median, and the quartiles. */
  private static String spread(List<Double> all) {
    double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int last = sorted.length - 1;
    return String.format(
        Locale.ROOT, "%.3f [%.3f, %.3f]", sorted[last / 2], sorted[last / 4], sorted[3 * last / 4]);
  }

  private static Site site() {
    Site site = Site.anonymous();
    byte[] block = new byte[MEGABYTES * MEGABYTE];
    Arrays.fill(block, (byte) 'x');
    return site.write("root/big", block, "rw-r--r--");
  }

  private static void download(Running server) throws IOException {
    try (Ftp ftp = Ftp.greeted(server.address()).anonymous()) {
      ftp.expectStart("TYPE I", "200 ");
      long bytes = 0;
      try (Socket data = ftp.passive()) {
        ftp.expectStart("RETR big", "150 ");
        InputStream in = data.getInputStream();
        byte[] block = new byte[MEGABYTE];
        for (int read; (read = in.read(block)) >= 0; ) {
          bytes += read;
        }
      }
      assertThat(bytes).isEqualTo((long) MEGABYTES * MEGABYTE);
      assertThat(ftp.reply()).startsWith("226 ");
      ftp.expectStart("QUIT", "221 ");
    }
  }

  private static void session(Running server) throws IOException {
    try (Ftp ftp = Ftp.greeted(server.address()).anonymous()) {
      ftp.expectStart("CWD pub", "250 ");
      try (Socket data = ftp.passive()) {
        ftp.expectStart("LIST", "150 ");
        assertThat(Ftp.drain(data)).contains("hello.txt");
      }
      assertThat(ftp.reply()).startsWith("226 ");
      ftp.expectStart("QUIT", "221 ");
    }
  }
}
