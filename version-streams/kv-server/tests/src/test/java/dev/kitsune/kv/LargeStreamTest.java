package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.Info;
import dev.kitsune.kv.suite.ServerProcess;
import dev.kitsune.kv.suite.Wire;
import dev.kitsune.update.UpdateReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * The whole stream with many keys of all types, each step in the middle of a load. What it measured
 * is left in {@code target/large-stream.txt}; with the profile {@code full} it is 1,000,000 keys.
 */
final class LargeStreamTest {

  private static final boolean FULL = Boolean.getBoolean("kitsune.full");
  private static final int KEYS = FULL ? 1_000_000 : 30_000;
  private static final int BUSY_CLIENTS = 3;

  @Test
  void wholeStream_underLoad_losesNothing() throws Exception {
    ManyKeys keys = new ManyKeys(KEYS);
    List<String> table = new ArrayList<>();
    table.add(
        "step | pause ms | quiesce | transform | control | commit | kept | reloaded | copied");
    try (UpdatableServer server =
            UpdatableServer.start(
                "2.0.0", List.of(ServerProcess.freshDirectory(), FULL ? "-Xmx3g" : "-Xmx512m"));
        Wire wire = server.connect()) {
      keys.populate(wire);
      assertThat(wire.call("DBSIZE")).isEqualTo(":" + KEYS);
      final String digest = wire.call("DEBUG", "DIGEST");
      String from = "2.0.0";
      for (VersionJar version : VersionJar.stream().skip(1).toList()) {
        AtomicReference<UpdateReport> report = new AtomicReference<>();
        keys.underLoad(server, BUSY_CLIENTS, () -> report.set(server.step(version)));
        assertThat(Info.of(wire, "redis_version")).isEqualTo(version.version());
        assertThat(wire.call("DBSIZE")).isEqualTo(":" + KEYS);
        assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo(digest);
        table.add(row(from, version, report.get()));
        from = version.version();
      }
    }
    write(table);
  }

  private static String row(String from, VersionJar to, UpdateReport report) {
    return String.format(
        Locale.ROOT,
        "%s -> %s | %.1f | %.1f | %.1f | %.1f | %.1f | %d | %d | %d",
        from,
        to,
        report.pauseMs(),
        report.phases().quiesceMs(),
        report.phases().transformMs(),
        report.phases().controlMs(),
        report.phases().commitMs(),
        report.unitsKept().size(),
        report.unitsReloaded().size(),
        report.objects().copied());
  }

  private static void write(List<String> table) throws IOException {
    table.add("keys: " + KEYS + ", busy clients: " + BUSY_CLIENTS);
    Files.write(Path.of("target", "large-stream.txt"), table);
  }
}
