package dev.kitsune.kv.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.Gate;
import dev.kitsune.mina.GatedAcceptor;
import org.apache.mina.core.session.DummySession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CronTest {

  private static final int TICKS_UNTIL_IDLE_CHECK = 100;

  private final Settings settings = new Settings();
  private final Gate gate = Gate.named("test");
  private final GatedAcceptor network = GatedAcceptor.behind(gate);
  private final Server server =
      new Server(settings, new EventTable(EventTable.SIZE), gate, network, 1_000);

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void silentClient_afterItsTime_isFreed() {
    settings.setLogLevel(LogLevel.WARNING);
    settings.setIdleSeconds(300);
    Client silent = connect();
    Client talking = connect();
    talking.interacted(1_200);

    tick(1_300);
    assertThat(silent.isOpen()).isTrue();

    tick(1_301);
    assertThat(silent.isOpen()).isFalse();
    assertThat(talking.isOpen()).isTrue();
    assertThat(server.clients().count()).isEqualTo(1);
  }

  @Test
  void silentClient_withoutTimeout_stays() {
    settings.setLogLevel(LogLevel.WARNING);
    settings.setIdleSeconds(0);
    Client silent = connect();

    tick(1_000_000);

    assertThat(silent.isOpen()).isTrue();
  }

  private Client connect() {
    Client client = new Client(new DummySession(), server.keyspace().database(0), 1_000);
    assertThat(server.clients().events().register()).isTrue();
    server.clients().add(client);
    return client;
  }

  private void tick(long now) {
    for (int i = 0; i < TICKS_UNTIL_IDLE_CHECK; i++) {
      Cron.tick(server, now);
    }
  }
}
