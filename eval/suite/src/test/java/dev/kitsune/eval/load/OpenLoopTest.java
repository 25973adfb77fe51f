package dev.kitsune.eval.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenLoopTest {

  @ParameterizedTest(name = "{0} requests a second")
  @ValueSource(ints = {200, 1000, 5000})
  void run_requestStalls100Ms_everyRequestDueMeanwhileIsSeenLate(int rate) throws Exception {
    long start = System.nanoTime();
    Schedule schedule = Schedule.share(start, rate, 0, 1);
    long stallFrom = schedule.dueNanos(rate / 10);
    LatencyLog log = new LatencyLog(start);
    boolean[] stalled = new boolean[1];
    OpenLoop loop =
        new OpenLoop(
            "test",
            schedule,
            () -> {
              if (!stalled[0] && System.nanoTime() >= stallFrom) {
                stalled[0] = true;
                parkUntil(stallFrom + 100_000_000);
              }
              return true;
            },
            log::answered);
    loop.endAt(start + 400_000_000);

    loop.start();
    loop.join();

    assertThat(log.total().getTotalCount()).isEqualTo(rate * 4L / 10);
    // One request bore the whole stall; every one due within it bore the rest.
    assertThat(log.total().getMaxValueAsDouble() / 1e3).isGreaterThanOrEqualTo(99);
    long late = log.total().getCountBetweenValues(50_000, Long.MAX_VALUE / 2);
    assertThat(late).isGreaterThanOrEqualTo(rate / 20);
  }

  /**
   * The stall begins between two arrivals, at no particular place, and lasts as long as it lasts.
   */
  @ParameterizedTest(name = "{0} requests a second")
  @ValueSource(ints = {200, 1000, 5000})
  void run_requestsStall100Ms_seenWithin5Ms(int rate) throws Exception {
    long start = System.nanoTime();
    long stallFrom = start + 101_700_000;
    long[] stallEnd = new long[1];
    LatencyLog log = new LatencyLog(start);
    OpenLoop loop =
        new OpenLoop(
            "test",
            Schedule.share(start, rate, 0, 1),
            () -> {
              if (stallEnd[0] == 0 && System.nanoTime() >= stallFrom) {
                parkUntil(stallFrom + 100_000_000);
                stallEnd[0] = System.nanoTime();
              }
              return true;
            },
            log::answered);
    loop.endAt(start + 400_000_000);

    loop.start();
    loop.join();

    double stallMillis = (stallEnd[0] - stallFrom) / 1e6;
    assertThat(stallMillis).isGreaterThanOrEqualTo(100);
    // What the client itself was late, on a busy machine, is seen as well, and known.
    double late = loop.lateness().getMaxValue() / 1e3;
    assertThat(log.total().getMaxValue() / 1e3)
        .isBetween(stallMillis - 5.1, stallMillis + 5.1 + late);
  }

  @Test
  void run_endsWhileLate_whatWasDueIsStillSent() throws Exception {
    long start = System.nanoTime();
    List<Long> due = new ArrayList<>();
    CountDownLatch ended = new CountDownLatch(1);
    OpenLoop loop =
        new OpenLoop(
            "test",
            new Schedule(start, 1_000_000),
            () -> {
              awaitQuietly(ended);
              return true;
            },
            (dueNanos, now) -> due.add(dueNanos));
    loop.start();

    loop.endAt(start + 20_000_000);
    ended.countDown();
    long givenUp = loop.join();

    assertThat(givenUp).isZero();
    assertThat(due).hasSize(20);
  }

  @Test
  void join_requestThrows_rethrown() {
    OpenLoop loop =
        new OpenLoop(
            "test",
            new Schedule(System.nanoTime(), 1_000_000),
            () -> {
              throw new IllegalArgumentException("seeded");
            },
            (due, now) -> {});
    loop.start();

    assertThatThrownBy(loop::join).hasRootCauseMessage("seeded");
  }

  @Test
  void share_severalConnections_arrivalsTakeTurns() {
    Schedule first = Schedule.share(0, 1000, 0, 4);
    Schedule last = Schedule.share(0, 1000, 3, 4);

    assertThat(first.dueNanos(1)).isEqualTo(4_000_000);
    assertThat(last.dueNanos(0)).isEqualTo(3_000_000);
  }

  private static void parkUntil(long nanos) {
    for (long left; (left = nanos - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
