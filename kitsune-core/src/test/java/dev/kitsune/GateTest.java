package dev.kitsune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kitsune.internal.GateControl;
import dev.kitsune.internal.Gates;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The mutual exclusion of turns, and how an update closes a gate among them. */
@Timeout(60)
class GateTest {

  private int unguarded;

  @Test
  void run_fromManyThreads_excludesOneAnother() throws Exception {
    Gate gate = Gate.named("counter");
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(() -> {
            for (int n = 0; n < 50_000; n++) {
              gate.run(() -> unguarded++);
            }
          });
      threads.add(thread);
      thread.start();
    }

    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(unguarded).isEqualTo(200_000);
  }

  @Test
  void enter_twiceByOneThread_isReleasedByTheLastExit() {
    Gate gate = Gate.named("re-entrant");

    gate.enter();
    gate.enter();
    gate.exit();

    assertThat(gate.isHeldByCurrentThread()).isTrue();
    gate.exit();
    assertThat(gate.isHeldByCurrentThread()).isFalse();
    assertThatThrownBy(gate::exit).isInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void close_whileATurnGoesOn_waitsForItUntilTheDeadline() throws Exception {
    Gate gate = Gate.named("busy");
    GateControl control = control("busy");
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread turn =
        new Thread(() ->
            gate.run(() -> {
              entered.countDown();
              await(leave);
            }));
    turn.start();
    await(entered);

    boolean inTime = control.close(System.nanoTime() + 20_000_000);
    Thread owner = control.owner();
    leave.countDown();
    boolean later = control.close(System.nanoTime() + TimeUnit.SECONDS.toNanos(20));

    assertThat(inTime).isFalse();
    assertThat(owner).isSameAs(turn);
    assertThat(later).isTrue();
    assertThat(control.owner()).isSameAs(Thread.currentThread());
    control.open();
  }

  @Test
  void close_againstAThreadThatAlwaysComesBack_isNotStarved() throws Exception {
    Gate gate = Gate.named("hot");
    AtomicBoolean stop = new AtomicBoolean();
    Thread hot =
        new Thread(() -> {
          while (!stop.get()) {
            gate.run(() -> unguarded++);
          }
        });
    hot.start();
    try {
      GateControl control = control("hot");
      for (int i = 0; i < 200; i++) {
        assertThat(control.close(System.nanoTime() + TimeUnit.SECONDS.toNanos(20))).isTrue();
        int before = unguarded;
        Thread.yield();
        assertThat(unguarded).isEqualTo(before);
        control.open();
      }
    } finally {
      stop.set(true);
      hot.join();
    }
  }

  @Test
  void enter_interruptedWhileItWaits_keepsTheInterrupt() throws Exception {
    Gate gate = Gate.named("interrupted");
    gate.enter();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread waiter =
        new Thread(() -> {
          gate.enter();
          interrupted.set(Thread.currentThread().isInterrupted());
          gate.exit();
        });
    waiter.start();
    awaitWaiting(waiter);
    waiter.interrupt();
    // Taken note of while it waits, and so no longer pending.
    Awaitility.await().until(() -> !waiter.isInterrupted());

    gate.exit();
    waiter.join();

    assertThat(interrupted).isTrue();
  }

  @Test
  void exit_whileATurnAndAnUpdateWait_handsOverToTheUpdateAtOnce() throws Exception {
    Gate gate = Gate.named("handed over");
    GateControl control = control("handed over");
    gate.enter();
    Thread turn = new Thread(() -> gate.run(() -> unguarded++));
    turn.start();
    awaitWaiting(turn);
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    Thread update =
        new Thread(() -> {
          if (control.close(System.nanoTime() + TimeUnit.SECONDS.toNanos(20))) {
            closed.countDown();
            await(open);
            control.open();
          }
        });
    update.start();
    awaitWaiting(update);

    gate.exit();
    Thread first = control.owner();
    await(closed);
    int before = unguarded;
    open.countDown();
    turn.join();
    update.join();

    assertThat(first).isSameAs(update);
    assertThat(before).isZero();
    assertThat(unguarded).isEqualTo(1);
    assertThat(control.owner()).isNull();
  }

  /**
   * A thread that waits at a gate is in its queue: it looks again in turns, but parks only there.
   */
  private static void awaitWaiting(Thread thread) {
    Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  @Test
  void replaceRoots_showsEachRootToTheOperator() {
    Gate gate = Gate.named("roots");
    List<Object> attributes = new ArrayList<>(List.of("a", "b"));
    gate.addRoots(operator -> attributes.replaceAll(operator));

    control("roots").replaceRoots(value -> value + "'");

    assertThat(attributes).containsExactly("a'", "b'");
  }

  private static GateControl control(String name) {
    return Gates.all().stream().filter(gate -> gate.name().equals(name)).findFirst().orElseThrow();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
