package dev.kitsune.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time and the interrupts of one wait, by a clock of the test's own. */
@Timeout(120)
class PointWaitTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int ROUNDS = 20_000;

  private final AtomicLong clock = new AtomicLong();
  private final List<Long> lefts = new ArrayList<>();

  @AfterEach
  void tearDown() {
    Hooks.request(false);
    Hooks.install(null);
  }

  /** A runtime that only lets threads stand at points. */
  private static void install(Consumer<PointWait> arrive) {
    Hooks.install(
        (Runtime)
            Proxy.newProxyInstance(
                Runtime.class.getClassLoader(),
                new Class<?>[] {Runtime.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("arrive");
                  arrive.accept((PointWait) arguments[1]);
                  return null;
                }));
  }

  /** Runs the body on a thread that can be woken. */
  private static <T> T onProgramThread(Body<T> body) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    new WakeableThread(
            () -> {
              try {
                result.complete(body.run((WakeableThread) Thread.currentThread()));
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "test")
        .start();
    return result.get();
  }

  private interface Body<T> {
    T run(WakeableThread self) throws Exception;
  }

  /** Waits 10 s; after 4 of them an update comes. */
  private String interruptedAfterFour(WakeableThread self, PointWait wait)
      throws InterruptedException {
    return wait.run(left -> {
      lefts.add(left);
      if (lefts.size() == 1) {
        clock.addAndGet(4 * SECOND);
        Hooks.request(true);
        self.wake();
        new LinkedBlockingQueue<String>().take();
      }
      return "taken, interrupted=" + Thread.currentThread().isInterrupted();
    });
  }

  @Test
  void run_updateRolledBack_waitsForTheRest() throws Exception {
    List<PointWait> arrived = new ArrayList<>();
    install(wait -> {
      arrived.add(wait);
      clock.addAndGet(SECOND);
    });

    String result =
        onProgramThread(
            self -> interruptedAfterFour(self, new PointWait("w", 10 * SECOND, clock::get)));

    assertThat(result).isEqualTo("taken, interrupted=false");
    assertThat(lefts).containsExactly(10 * SECOND, 5 * SECOND);
    assertThat(arrived).hasSize(1);
  }

  @Test
  void run_inTheNewVersion_countsFromTheOldStart() throws Exception {
    PointWait old = onProgramThread(self -> new PointWait("w", 10 * SECOND, clock::get));
    clock.addAndGet(4 * SECOND);
    install(fresh -> fresh.continues(old));
    Hooks.request(true);

    onProgramThread(self -> {
      PointWait fresh = new PointWait("w", 10 * SECOND, clock::get);
      return fresh.run(lefts::add);
    });
    onProgramThread(self -> {
      PointWait longer = new PointWait("w", 60 * SECOND, clock::get);
      return longer.run(lefts::add);
    });
    onProgramThread(self -> {
      PointWait shorter = new PointWait("w", SECOND, clock::get);
      return shorter.run(lefts::add);
    });
    onProgramThread(self -> new PointWait("w", PointWait.FOREVER, clock::get).run(lefts::add));

    assertThat(lefts).containsExactly(6 * SECOND, 56 * SECOND, 0L, PointWait.FOREVER);
  }

  @Test
  void run_updateAnsweredAlready_waitsAndDoesNotAskAgain() throws Exception {
    AtomicInteger arrivals = new AtomicInteger();
    install(wait -> arrivals.incrementAndGet());
    Hooks.request(true);

    String result =
        onProgramThread(self ->
            new PointWait("w", PointWait.FOREVER)
                .run(left -> {
                  self.wake();
                  if (arrivals.get() == 1 && lefts.isEmpty()) {
                    lefts.add(left);
                    Thread.sleep(Long.MAX_VALUE);
                  }
                  return "waited";
                }));

    assertThat(result).isEqualTo("waited");
    assertThat(arrivals).hasValue(1);
  }

  /** As a condition does that is signalled and interrupted at once. */
  @Test
  void run_platformSetsTheUpdatesInterruptAgain_isSwallowed() throws Exception {
    install(wait -> {});

    boolean flag =
        onProgramThread(self -> {
          new PointWait("w", PointWait.FOREVER)
              .run(left -> {
                self.wake();
                assertThat(Thread.interrupted()).isTrue();
                self.interrupt();
                return "signalled";
              });
          return Thread.interrupted();
        });

    assertThat(flag).isFalse();
  }

  @Test
  void run_platformSetsTheProgramsInterruptAgain_isKept() throws Exception {
    install(wait -> {});

    boolean flag =
        onProgramThread(self -> {
          new PointWait("w", PointWait.FOREVER)
              .run(left -> {
                self.wake();
                byAnotherThread(self::interrupt);
                assertThat(Thread.interrupted()).isTrue();
                self.interrupt();
                return "signalled";
              });
          return Thread.interrupted();
        });

    assertThat(flag).isTrue();
  }

  /** The JDK clears the status before it throws, and only then the hold can note it. */
  @Test
  void isInterruptPending_statusClearedByAWait_knowsTheProgramsInterrupt() throws Exception {
    List<Boolean> pending =
        onProgramThread(self -> {
          self.beginWait();
          self.wake();
          boolean whenWoken = self.isInterruptPending();
          byAnotherThread(self::interrupt);
          assertThat(Thread.interrupted()).isTrue();
          boolean whenCleared = self.isInterruptPending();
          self.endInterruptedHold();
          return List.of(whenWoken, whenCleared, self.isInterruptPending());
        });

    assertThat(pending).containsExactly(false, true, true);
  }

  /** Without a wait of the caller's, which an interrupt would end. */
  private static void byAnotherThread(Runnable action) {
    Thread other = new Thread(action, "other");
    other.start();
    while (other.isAlive()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void run_programInterruptsToo_throws() throws Exception {
    install(wait -> {});

    assertThatThrownBy(() ->
            onProgramThread(self ->
                new PointWait("w", PointWait.FOREVER)
                    .run(left -> {
                      self.wake();
                      byAnotherThread(self::interrupt);
                      Thread.sleep(Long.MAX_VALUE);
                      return "slept";
                    })))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void run_withoutTheRuntimesThread_isThePlainCall() throws Exception {
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () -> new PointWait("w", 3).run(left -> new LinkedBlockingQueue<String>().take()))
        .isInstanceOf(InterruptedException.class);
    assertThat(new PointWait("w", PointWait.FOREVER).<Long, RuntimeException>run(left -> left))
        .isEqualTo(PointWait.FOREVER);
  }

  @Test
  void runUninterruptibly_interrupted_keepsItForLater() throws Exception {
    AtomicInteger tries = new AtomicInteger();

    boolean flag =
        onProgramThread(self -> {
          new PointWait("w", PointWait.FOREVER)
              .runUninterruptibly(left -> {
                if (tries.incrementAndGet() == 1) {
                  self.interrupt();
                  Thread.sleep(Long.MAX_VALUE);
                }
                return true;
              });
          return Thread.interrupted();
        });

    assertThat(flag).isTrue();
    assertThat(tries).hasValue(2);
  }

  /** Each interrupt of the program is seen once, whatever wakes come between. */
  @Test
  void interrupt_whileUpdatesWakeAllTheTime_noneIsLostOrInvented() throws Exception {
    AtomicInteger seen = new AtomicInteger();
    AtomicInteger sent = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    WakeableThread waiter =
        new WakeableThread(
            () -> {
              while (seen.get() < ROUNDS && !stop.get()) {
                try {
                  new PointWait("w", PointWait.FOREVER).run(left -> queue.take());
                } catch (InterruptedException e) {
                  seen.incrementAndGet();
                }
              }
            },
            "waiter");
    waiter.setDaemon(true);
    waiter.start();
    Thread waker =
        new Thread(
            () -> {
              while (waiter.isAlive()) {
                waiter.wake();
              }
            },
            "waker");
    waker.setDaemon(true);
    waker.start();

    try {
      for (int i = 1; i <= ROUNDS; i++) {
        if (i % 3 == 0) {
          queue.add(i);
        }
        sent.set(i);
        waiter.interrupt();
        long end = System.nanoTime() + 20 * SECOND;
        while (seen.get() < i) {
          assertThat(System.nanoTime()).as("interrupt %s was swallowed", i).isLessThan(end);
        }
        assertThat(seen.get()).isEqualTo(sent.get());
      }
    } finally {
      stop.set(true);
      waiter.interrupt();
      waiter.join();
      waker.join();
    }
  }
}
