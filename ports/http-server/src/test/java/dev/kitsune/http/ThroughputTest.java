package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.http.suite.ProtocolSuite;
import dev.kitsune.http.suite.Running;
import dev.kitsune.http.suite.ServerProcess;
import dev.kitsune.http.suite.Site;
import dev.kitsune.http.suite.Wire;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Files and listeners against Debian's icecast2, the two in turns. Nothing is asserted of the
 * ratios, since they are the machine's; the figures are printed and left in {@code
 * target/throughput.txt}.
 */
@Tag("full")
@SuppressWarnings("try") // a source is there, not asked
final class ThroughputTest {

  private static final int PAIRS = 5;
  private static final int SECONDS = 4;
  private static final int LISTENERS = 100;
  private static final int STEP_BYTES = 10_240;
  private static final int STEP_MILLIS = 20;
  private static final int LARGE = 1_000_000;
  private static final String MOUNT = "/fast.mp3";
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

  private final Map<String, List<Double>> ratios = new TreeMap<>();
  private final List<String> report = new ArrayList<>();

  /** A source that sends half a megabyte a second. */
  private static final class FastSource implements AutoCloseable {

    private final Wire wire;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "fast-source");

    FastSource(int port) {
      wire = Wire.connect(port, ProtocolSuite.PATIENCE);
      wire.send(
          "SOURCE "
              + MOUNT
              + " HTTP/1.0\r\nContent-Type: audio/mpeg\r\n"
              + Wire.login("source:hackme")
              + "\r\n");
      assertThat(wire.head()).startsWith("HTTP/1.0 200 OK");
      thread.start();
    }

    private void run() {
      byte[] data = new byte[STEP_BYTES];
      try {
        while (!stop.await(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
          wire.send(data);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws InterruptedException {
      stop.countDown();
      thread.join();
      wire.close();
    }
  }

  @Test
  void filesAndListeners_againstIcecast2() throws Exception {
    String mount =
        "<mount><mount-name>" + MOUNT + "</mount-name><queue-size>4000000</queue-size></mount>";
    try (Site site = Site.make().clients(1000).add(mount);
        Site theirSite = Site.make();
        ServerProcess ours = ours(site);
        Icecast2 theirs = Icecast2.start(theirSite.folder(), mount)) {
      for (Site each : List.of(site, theirSite)) {
        Files.write(each.folder().resolve("web/large.bin"), new byte[LARGE]);
      }
      measure(ours, ours.pid()); // warm, and not counted
      for (int i = 0; i < PAIRS; i++) {
        boolean isOursFirst = i % 2 == 0;
        Map<String, Double> a = isOursFirst ? measure(ours, ours.pid()) : Map.of();
        Map<String, Double> b = measure(theirs, theirs.pid());
        Map<String, Double> mine = isOursFirst ? a : measure(ours, ours.pid());
        mine.forEach((name, value) -> {
          double ratio = value / b.get(name);
          ratios.computeIfAbsent(name, key -> new ArrayList<>()).add(ratio);
          report.add(
              String.format(
                  Locale.ROOT, "%-40s %10.1f %10.1f %6.2f", name, value, b.get(name), ratio));
        });
      }
    }
    print();
  }

  private static ServerProcess ours(Site site) {
    ServerProcess process =
        ServerProcess.start(
            List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.kitsune.http.Main",
                "--port",
                "0",
                "-c",
                site.configuration().toString()));
    process.await();
    return process;
  }

  private static Map<String, Double> measure(Running server, long pid) throws Exception {
    Map<String, Double> figures = new TreeMap<>();
    figures.put("files of 10 bytes, requests a second", wrk(server, "/ten.txt"));
    figures.put("files of 1 MB, MB a second", wrk(server, "/large.bin") * LARGE / 1e6);
    figures.put("listeners, MB for a CPU second", listen(server, pid));
    return figures;
  }

  private static double wrk(Running server, String path) {
    String printed =
        Program.run(
            "wrk", "-t1", "-c8", "-d" + SECONDS + "s", "http://127.0.0.1:" + server.port() + path);
    if (server instanceof ServerProcess) { // theirs resets some connections, and has fewer answers
      assertThat(printed).doesNotContain("Non-2xx").doesNotContain("Socket errors");
    }
    Matcher rate = RATE.matcher(printed);
    assertThat(rate.find()).as(printed).isTrue();
    return Double.parseDouble(rate.group(1));
  }

  /** All listeners get all of the stream; returns how much of it a second of processor gives. */
  private static double listen(Running server, long pid) throws Exception {
    try (FastSource source = new FastSource(server.port());
        Selector selector = Selector.open()) {
      List<SocketChannel> listeners = new ArrayList<>();
      for (int i = 0; i < LISTENERS; i++) {
        SocketChannel channel =
            SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        channel.write(
            ByteBuffer.wrap(
                ("GET " + MOUNT + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        listeners.add(channel);
      }
      read(selector, Duration.ofSeconds(1)); // the burst
      Duration before = processorTime(pid);
      long bytes = read(selector, Duration.ofSeconds(SECONDS));
      Duration used = processorTime(pid).minus(before);
      for (SocketChannel each : listeners) {
        assertThat(each.isOpen()).as("no listener was dropped").isTrue();
        each.close();
      }
      long sent = (long) LISTENERS * STEP_BYTES * SECONDS * 1000 / STEP_MILLIS;
      assertThat(bytes).as("of " + sent + " bytes").isGreaterThan(sent / 2);
      return bytes / 1e6 / (used.toNanos() / 1e9);
    }
  }

  private static long read(Selector selector, Duration time) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    long end = System.nanoTime() + time.toNanos();
    long bytes = 0;
    for (long left = time.toMillis();
        left > 0;
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
      selector.select(left);
      for (SelectionKey key : selector.selectedKeys()) {
        SocketChannel channel = (SocketChannel) key.channel();
        int count = channel.read(buffer.clear());
        if (count < 0) {
          channel.close();
        } else {
          bytes += count;
        }
      }
      selector.selectedKeys().clear();
    }
    return bytes;
  }

  private static Duration processorTime(long pid) {
    return ProcessHandle.of(pid).flatMap(each -> each.info().totalCpuDuration()).orElseThrow();
  }

  private void print() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(String.format("%-40s %10s %10s %6s", "", "ours", "icecast2", "ratio"));
    Collections.sort(report);
    lines.addAll(report);
    ratios.forEach((name, all) -> {
      Collections.sort(all);
      lines.add(
          String.format(
              Locale.ROOT,
              "median of ratios, %s: %.2f [%.2f, %.2f]",
              name,
              all.get(all.size() / 2),
              all.get(0),
              all.get(all.size() - 1)));
    });
    Path file = Path.of("target/throughput.txt");
    Files.write(file, lines);
    lines.forEach(System.out::println);
  }
}
