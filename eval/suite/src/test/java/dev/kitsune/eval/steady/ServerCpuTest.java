package dev.kitsune.eval.steady;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ServerCpuTest {

  @Test
  void nanos_whileThisProcessWorks_grow() throws Exception {
    long pid = ProcessHandle.current().pid();
    long before = ServerCpu.nanos(pid);

    long sum = 0;
    long end = System.nanoTime() + 50_000_000;
    while (System.nanoTime() < end) {
      sum += end;
    }

    assertThat(sum).isNotZero();
    assertThat(ServerCpu.nanos(pid) - before).isPositive();
  }

  @Test
  void perSecond_serverThatIsNotWatched_isRefused() {
    ServerCpu cpu = new ServerCpu((server, operation, requests) -> requests);

    assertThatThrownBy(() -> cpu.perSecond(new InetSocketAddress("127.0.0.1", 1), "GET", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not watched");
  }
}
