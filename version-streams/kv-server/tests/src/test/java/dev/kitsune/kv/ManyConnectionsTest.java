package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kitsune.kv.suite.ServerProcess;
import dev.kitsune.kv.suite.Wire;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More connections than the event table has room for: what 2.0.1 repaired (fact sheet, B1). */
final class ManyConnectionsTest {

  private static final String SMALL_TABLE = "-Dkv.event.table.size=16";
  private static final int ROOM = 10;

  @Test
  void version200_diesOfAnAssertion() {
    try (ServerProcess server = VersionJar.of("2.0.0").start(SMALL_TABLE)) {
      List<Wire> clients = fill(server);

      try (Wire excess = Wire.to(server.address())) {
        assertThat(excess.readToEnd()).isEmpty();
      } catch (UncheckedIOException e) {
        assertThat(e).hasMessageContaining("reset"); // the process may die before it accepts
      }

      assertThat(server.exitStatus()).isEqualTo(1);
      assertThat(server.log())
          .anyMatch(l -> l.contains("ASSERTION FAILED") && l.contains("'ln != NULL' is not true"));
      clients.forEach(Wire::close);
    }
  }

  @Test
  void version201_closesTheExcessAndServesTheOthers() {
    try (ServerProcess server = VersionJar.of("2.0.1").start(SMALL_TABLE)) {
      List<Wire> clients = fill(server);

      for (int i = 0; i < 3; i++) {
        try (Wire excess = Wire.to(server.address())) {
          assertThat(excess.readToEnd()).isEmpty();
        }
      }

      assertThat(clients).allSatisfy(c -> assertThat(c.call("PING")).isEqualTo("+PONG"));
      assertThat(server.log())
          .filteredOn(line -> line.endsWith("Error allocating resoures for the client"))
          .hasSize(3);

      clients.remove(0).close();
      await()
          .untilAsserted(
              () -> assertThat(clients.get(0).call("INFO")).contains("connected_clients:9\r\n"));
      try (Wire late = Wire.to(server.address())) {
        assertThat(late.call("PING")).isEqualTo("+PONG");
      }
      clients.forEach(Wire::close);
    }
  }

  private static List<Wire> fill(ServerProcess server) {
    List<Wire> clients = new ArrayList<>();
    for (int i = 0; i < ROOM; i++) {
      Wire wire = Wire.to(server.address());
      assertThat(wire.call("PING")).isEqualTo("+PONG");
      clients.add(wire);
    }
    return clients;
  }
}
