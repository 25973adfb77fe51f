package dev.kitsune.transform;

import static dev.kitsune.transform.Kind.carried;
import static dev.kitsune.transform.Kind.refused;
import static dev.kitsune.transform.KindWorld.code;
import static dev.kitsune.transform.KindWorld.key;
import static dev.kitsune.transform.KindWorld.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The platform's other objects that hold something, and those that hold nothing of a program. */
@SuppressWarnings({"unchecked", "rawtypes"})
final class HolderKinds {

  private HolderKinds() {}

  static List<Kind> all() {
    List<Kind> all = new ArrayList<>();
    atomics(all);
    references(all);
    futures(all);
    values(all);
    locks(all);
    tasks(all);
    throwables(all);
    return all;
  }

  private static void atomics(List<Kind> all) {
    all.add(
        carried(
            "AtomicReference",
            () -> new AtomicReference<>(key(1)),
            (AtomicReference atomic) -> assertThat(atomic.get()).isEqualTo(newKey(1))));
    all.add(
        carried(
            "AtomicReferenceArray",
            () -> new AtomicReferenceArray<>(new Object[] {key(1), null}),
            (AtomicReferenceArray atomic) -> assertThat(atomic.get(0)).isEqualTo(newKey(1))));
    all.add(
        carried(
            "AtomicStampedReference and AtomicMarkableReference",
            () ->
                new Object[] {
                  new AtomicStampedReference<>(key(1), 5),
                  new AtomicMarkableReference<>(key(2), true)
                },
            (Object[] atomics) -> {
              int[] stamp = new int[1];
              assertThat(((AtomicStampedReference) atomics[0]).get(stamp)).isEqualTo(newKey(1));
              assertThat(stamp[0]).isEqualTo(5);
              AtomicMarkableReference marked = (AtomicMarkableReference) atomics[1];
              assertThat(marked.getReference()).isEqualTo(newKey(2));
              assertThat(marked.compareAndSet(marked.getReference(), "next", true, false)).isTrue();
            }));
    all.add(
        carried(
            "AtomicInteger, AtomicLong, AtomicBoolean, their arrays, LongAdder",
            () ->
                new Object[] {
                  new AtomicInteger(1),
                  new AtomicLong(2),
                  new AtomicBoolean(true),
                  new AtomicIntegerArray(new int[] {3}),
                  adder(4)
                },
            (Object[] atomics) ->
                assertThat(Arrays.toString(atomics)).isEqualTo("[1, 2, true, [3], 4]")));
    all.add(
        carried(
            "LongAccumulator with a program function",
            () -> {
              LongAccumulator sum = new LongAccumulator((LongBinaryOperator) code("adding"), 0);
              sum.accumulate(7);
              return sum;
            },
            (LongAccumulator sum) -> {
              assertThat(sum.get()).isEqualTo(8);
              sum.accumulate(1);
              assertThat(sum.get()).isEqualTo(11);
            }));
    all.add(
        refused(
            "field updater of a changed class",
            () -> code("updater"),
            "a field updater of a changed class is held in state: class=p.Code"));
  }

  private static LongAdder adder(long value) {
    LongAdder adder = new LongAdder();
    adder.add(value);
    return adder;
  }

  private static void references(List<Kind> all) {
    all.add(
        carried(
            "WeakReference to what is reached otherwise",
            () -> {
              Object key = key(1);
              return new Object[] {new WeakReference<>(key), key};
            },
            (Object[] state) ->
                assertThat(((Reference) state[0]).get()).isSameAs(state[1]).isNotNull()));
    all.add(
        carried(
            "WeakReference to what is not reached otherwise",
            () -> new WeakReference<>(key(1)),
            (Reference reference) -> assertThat(reference.get()).isNull()));
    all.add(
        carried(
            "SoftReference",
            () -> new SoftReference<>(key(1)),
            (Reference reference) -> assertThat(reference.get()).isEqualTo(newKey(1))));
    all.add(
        carried(
            "subclass of WeakReference in the program",
            () -> {
              Object key = key(1);
              return new Object[] {
                Make.object(
                    KindWorld.VERSIONS.oldClass("p.Code$Weak"), key, new ReferenceQueue<>()),
                key
              };
            },
            (Object[] state) -> {
              assertThat(KindWorld.isNew(state[0])).isTrue();
              assertThat(((Reference) state[0]).get()).isSameAs(state[1]);
              assertThat(((Reference) state[0]).enqueue()).isTrue();
            }));
    all.add(
        carried(
            "PhantomReference to what is kept",
            () -> {
              Object kept = new ArrayList<>(List.of(key(1)));
              return new Object[] {new PhantomReference<>(kept, new ReferenceQueue<>()), kept};
            },
            (Object[] state) -> assertThat(((Reference) state[0]).refersTo(state[1])).isTrue()));
    all.add(
        refused(
            "PhantomReference to what is copied",
            () -> {
              Object key = key(1);
              return new Object[] {new PhantomReference<>(key, new ReferenceQueue<>()), key};
            },
            "a cleaner or phantom reference waits for the death of an object that is to be copied:"
                + " class=p.Key"));
    all.add(
        refused(
            "Cleaner of an object that is copied",
            () -> code("cleaned"),
            "a cleaner or phantom reference waits for the death of an object that is to be copied:"
                + " class=p.Code"));
    all.add(
        refused(
            "subclass of PhantomReference in the program",
            () ->
                Make.object(
                    KindWorld.VERSIONS.oldClass("p.Code$Ref"), "text", new ReferenceQueue<>()),
            "a phantom reference of a changed class is held in state: class=p.Code$Ref"));
    all.add(
        refused(
            "ReferenceQueue with references of a changed class in it",
            () -> {
              ReferenceQueue queue = new ReferenceQueue();
              Object reference =
                  Make.object(KindWorld.VERSIONS.oldClass("p.Code$Weak"), "text", queue);
              ((Reference) reference).enqueue();
              return queue;
            },
            "a reference queue holds references of a changed class: class=p.Code$Weak"));
    all.add(
        carried(
            "Optional",
            () -> Optional.of(key(1)),
            (Optional optional) -> assertThat(optional.get()).isEqualTo(newKey(1))));
    all.add(
        carried(
            "ThreadLocal with an initial value",
            () -> code("threadLocal"),
            (ThreadLocal local) -> assertThat(local.get()).isEqualTo(newKey(2))));
    all.add(
        carried(
            "InheritableThreadLocal",
            () -> new InheritableThreadLocal<>(),
            (ThreadLocal local) -> assertThat(local.get()).isNull()));
  }

  private static Object done(Future<?> future) {
    try {
      return future.get(1, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static void futures(List<Kind> all) {
    all.add(
        carried(
            "CompletableFuture, completed",
            () -> CompletableFuture.completedFuture(key(1)),
            (CompletableFuture future) -> assertThat(future.join()).isEqualTo(newKey(1))));
    all.add(
        carried(
            "CompletableFuture with dependents",
            () -> {
              CompletableFuture<Object> first = new CompletableFuture<>();
              return new Object[] {first, code("dependent", first)};
            },
            (Object[] state) -> {
              ((CompletableFuture<Object>) state[0]).complete("one");
              assertThat(done((CompletableFuture<?>) state[1])).isEqualTo("one key 3 v2");
            }));
    all.add(
        carried(
            "FutureTask that has not run",
            () -> new FutureTask<>((Callable<String>) code("queued")),
            (FutureTask task) -> {
              task.run();
              assertThat(done(task)).isEqualTo("ran v2");
            }));
  }

  private static Kind stays(String name, Supplier<Object[]> state, String shown) {
    Object[][] made = new Object[1][];
    return carried(
        name,
        () -> {
          made[0] = state.get();
          return Make.object(
              KindWorld.VERSIONS.keptClass("k.Holder"),
              (Object) new Object[] {made[0].clone(), key(1)});
        },
        (Object holder) -> {
          Object[] held = (Object[]) ((Object[]) TwoVersions.get(holder, "held"))[0];
          for (int i = 0; i < held.length; i++) {
            assertThat(held[i]).isSameAs(made[0][i]);
          }
          assertThat(Arrays.toString(held)).contains(shown);
        });
  }

  private static void values(List<Kind> all) {
    all.add(
        stays(
            "String, StringBuilder, StringJoiner, boxes, BigInteger",
            () -> new Object[] {"a", new StringBuilder("b"), 1, new java.math.BigInteger("12")},
            "[a, b, 1, 12]"));
    all.add(
        stays(
            "Date, Calendar, java.time",
            () ->
                new Object[] {
                  new Date(0), new GregorianCalendar(), Instant.EPOCH, Duration.ofSeconds(1)
                },
            "PT1S"));
    all.add(
        stays(
            "Pattern, UUID, Locale, Charset, Currency",
            () ->
                new Object[] {
                  Pattern.compile("a+"),
                  new UUID(1, 2),
                  Locale.ROOT,
                  StandardCharsets.UTF_8,
                  Currency.getInstance("EUR")
                },
            "a+"));
    all.add(
        carried(
            "Random and SplittableRandom",
            () -> new Random(5),
            (Random random) -> assertThat(random.nextInt()).isEqualTo(new Random(5).nextInt())));
    all.add(
        carried(
            "ByteBuffer, slices and direct ones",
            () -> {
              ByteBuffer whole = ByteBuffer.allocate(8).put(2, (byte) 9);
              ByteBuffer direct = ByteBuffer.allocateDirect(8).put(1, (byte) 7).position(3);
              return new Object[] {whole, whole.slice(2, 4), direct, direct.duplicate()};
            },
            (Object[] buffers) -> {
              ((ByteBuffer) buffers[0]).put(3, (byte) 5);
              assertThat(((ByteBuffer) buffers[1]).get(0)).isEqualTo((byte) 9);
              assertThat(((ByteBuffer) buffers[1]).get(1)).isEqualTo((byte) 5);
              assertThat(((ByteBuffer) buffers[2]).position()).isEqualTo(3);
              assertThat(((ByteBuffer) buffers[3]).get(1)).isEqualTo((byte) 7);
            }));
    all.add(
        carried(
            "Properties",
            () -> {
              Properties properties = new Properties();
              properties.put("text", "value");
              properties.put(key(1), key(2));
              return properties;
            },
            (Properties properties) -> {
              assertThat(properties.getProperty("text")).isEqualTo("value");
              assertThat(properties.get(newKey(1))).isEqualTo(newKey(2));
            }));
  }

  private static void locks(List<Kind> all) {
    all.add(
        carried(
            "locks, conditions, semaphores, latches, barriers",
            () -> {
              ReentrantLock lock = new ReentrantLock(true);
              CountDownLatch latch = new CountDownLatch(3);
              latch.countDown();
              return new Object[] {
                lock,
                lock.newCondition(),
                new ReentrantReadWriteLock(),
                new StampedLock(),
                new Semaphore(4),
                latch,
                new CyclicBarrier(2),
                new Phaser(1),
                new Exchanger<>()
              };
            },
            (Object[] some) -> {
              ReentrantLock lock = (ReentrantLock) some[0];
              assertThat(lock.isFair() && lock.tryLock()).isTrue();
              ((Condition) some[1]).signal();
              lock.unlock();
              assertThat(((Semaphore) some[4]).availablePermits()).isEqualTo(4);
              assertThat(((CountDownLatch) some[5]).getCount()).isEqualTo(2);
            }));
    all.add(
        carried(
            "CyclicBarrier with an action of the program",
            () -> {
              Object key = key(1);
              return new Object[] {new CyclicBarrier(1, (Runnable) runnable(key)), key};
            },
            (Object[] state) -> {
              try {
                ((CyclicBarrier) state[0]).await();
              } catch (InterruptedException | BrokenBarrierException e) {
                throw new AssertionError(e);
              }
              assertThat(TwoVersions.get(state[1], "id")).isEqualTo(42);
            }));
  }

  private static Object runnable(Object key) {
    return code("marking", key);
  }

  private static void tasks(List<Kind> all) {
    all.add(
        carried(
            "executor with tasks in its queue",
            () -> {
              ThreadPoolExecutor executor =
                  new ThreadPoolExecutor(0, 1, 1, TimeUnit.HOURS, new LinkedBlockingQueue<>());
              // Put into the queue, not handed in: no thread takes it before the update.
              executor.getQueue().add(new FutureTask<>((Callable<String>) code("queued")));
              return executor;
            },
            (ThreadPoolExecutor executor) -> {
              FutureTask<String> task = (FutureTask<String>) executor.getQueue().remove();
              task.run();
              assertThat(done(task)).isEqualTo("ran v2");
              executor.shutdownNow();
            }));
    all.add(
        carried(
            "scheduled executor with a task to come",
            () -> {
              Thread[] worker = new Thread[1];
              ScheduledThreadPoolExecutor executor =
                  new ScheduledThreadPoolExecutor(1, task -> worker[0] = new Thread(task));
              ScheduledFuture<String> future =
                  executor.schedule((Callable<String>) code("queued"), 1, TimeUnit.HOURS);
              await().until(() -> worker[0].getState() == Thread.State.TIMED_WAITING);
              return new Object[] {executor, future};
            },
            (Object[] state) -> {
              ScheduledThreadPoolExecutor executor = (ScheduledThreadPoolExecutor) state[0];
              assertThat(executor.getQueue()).containsExactly((Runnable) state[1]);
              assertThat(((ScheduledFuture<?>) state[1]).getDelay(TimeUnit.MINUTES))
                  .isBetween(1L, 60L);
              executor.shutdownNow();
            }));
    all.add(
        carried(
            "Timer with a task to come",
            () -> {
              Timer timer = new Timer(true);
              Object task = Make.object(KindWorld.VERSIONS.oldClass("p.Code$Task"));
              TwoVersions.set(task, "what", key(1));
              timer.schedule((TimerTask) task, 3_600_000);
              return new Object[] {timer, task};
            },
            (Object[] state) -> {
              assertThat(TwoVersions.get(state[1], "what")).isEqualTo(newKey(1));
              assertThat(((TimerTask) state[1]).cancel()).isTrue();
              assertThat(((Timer) state[0]).purge()).isOne();
              ((Timer) state[0]).cancel();
            }));
    all.add(
        refused(
            "thread of a changed class",
            () -> Make.object(KindWorld.VERSIONS.oldClass("p.Code$Work")),
            "a thread or loader of a changed class is held in state: class=p.Code$Work"));
  }

  /** Has the JVM spell the stack traces out, which an update does as well, and undo does not. */
  private static Throwable spelt(Throwable failure) {
    failure.printStackTrace(new java.io.PrintWriter(java.io.Writer.nullWriter()));
    return failure;
  }

  private static void throwables(List<Kind> all) {
    all.add(
        carried(
            "exception of the program, with stack trace, cause and suppressed",
            () -> {
              Throwable failure =
                  (Throwable)
                      Make.object(KindWorld.VERSIONS.oldClass("p.Code$Failure"), "text", key(1));
              failure.initCause(new IllegalStateException("cause"));
              failure.addSuppressed(
                  (Throwable)
                      Make.object(KindWorld.VERSIONS.oldClass("p.Code$Failure"), "two", key(2)));
              return spelt(failure);
            },
            (Throwable failure) -> {
              assertThat(KindWorld.isNew(failure)).isTrue();
              assertThat(failure)
                  .hasMessage("text")
                  .hasCauseInstanceOf(IllegalStateException.class);
              assertThat(failure.getStackTrace()).isNotEmpty();
              assertThat(KindWorld.isNew(failure.getSuppressed()[0])).isTrue();
              assertThat(TwoVersions.get(failure, "what")).isEqualTo(newKey(1));
            }));
    all.add(
        carried(
            "exception of the platform caused by one of the program",
            () ->
                spelt(
                    new ExecutionException(
                        (Throwable)
                            Make.object(
                                KindWorld.VERSIONS.oldClass("p.Code$Failure"), "text", key(1)))),
            (Throwable failure) -> {
              assertThat(KindWorld.isNew(failure.getCause())).isTrue();
              assertThat(failure.getStackTrace()).isNotEmpty();
            }));
  }
}
