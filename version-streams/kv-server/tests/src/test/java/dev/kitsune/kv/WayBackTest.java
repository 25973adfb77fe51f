package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.Info;
import dev.kitsune.kv.suite.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several steps in one update, and the way back, each in the middle of a load. */
final class WayBackTest {

  private static final int KEYS = 7_000;
  private static final int BUSY_CLIENTS = 3;

  @Test
  void updateOverSteps_underLoad_andBack_leavesTheDataEqual() throws Exception {
    throughAll(List.of("2.0.5", "2.0.0"));
  }

  @Test
  void update_underLoad_andBack_leavesTheDataEqual() throws Exception {
    throughAll(List.of("2.0.1", "2.0.0", "2.0.1", "2.0.0"));
  }

  private static void throughAll(List<String> versions) throws InterruptedException {
    ManyKeys keys = new ManyKeys(KEYS);
    try (UpdatableServer server = UpdatableServer.start("2.0.0");
        Wire wire = server.connect()) {
      keys.populate(wire);
      final String digest = wire.call("DEBUG", "DIGEST");
      for (String version : versions) {
        keys.underLoad(server, BUSY_CLIENTS, () -> server.updateOverSteps(VersionJar.of(version)));

        assertThat(Info.of(wire, "redis_version")).isEqualTo(version);
        assertThat(wire.call("DBSIZE")).isEqualTo(":" + KEYS);
        assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo(digest);
      }
    }
  }
}
