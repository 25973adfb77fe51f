package dev.kitsune;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The API without a runtime: a program under plain {@code java}. */
@Timeout(60)
class KitsuneTest {

  private static final BlockingQueue<String> SAID = new LinkedBlockingQueue<>();

  @Test
  void update_withoutRuntime_returns() {
    Kitsune.update("loop");

    assertThat(Kitsune.isUpdating()).isFalse();
    assertThat(Kitsune.isUpdatingFrom("loop")).isFalse();
  }

  @Test
  void local_withoutRuntime_isTheInitialValue() {
    int count = Kitsune.local("count", 7);

    assertThat(count).isEqualTo(7);
  }

  @Test
  void thread_withoutRuntime_isAThreadOfThatName() throws Exception {
    Kitsune.thread("worker", KitsuneTest::work, "state");

    assertThat(SAID.poll(20, TimeUnit.SECONDS)).isEqualTo("worker state");
  }

  private static void work(String state) {
    SAID.add(Thread.currentThread().getName() + " " + state);
  }

  @Test
  void sleep_withoutRuntime_sleeps() throws Exception {
    long before = System.nanoTime();

    Kitsune.sleep("pause", Duration.ofMillis(20));

    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
  }

  @Test
  void afterCommit_withoutRuntime_runsAtOnce() {
    List<String> done = new ArrayList<>();

    Kitsune.afterCommit(() -> done.add("done"));
    Kitsune.automigrate();
    AutoCloseable same = Kitsune.opened(() -> done.add("closed"));

    assertThat(done).containsExactly("done");
    assertThat(same).isNotNull();
  }
}
