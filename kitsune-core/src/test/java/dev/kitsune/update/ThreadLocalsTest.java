package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which thread-locals of a parked thread go over to the thread that goes on for it. */
@Timeout(120)
class ThreadLocalsTest {

  /** A thread-local with a class of its own. */
  private static final class Named extends ThreadLocal<String> {}

  private static final ThreadLocal<Object> PLAIN = new ThreadLocal<>();
  private static final ThreadLocal<Object> NULL = new ThreadLocal<>();
  private static final ThreadLocal<String> SUPPLIED = ThreadLocal.withInitial(() -> "supplied");
  private static final ThreadLocal<Object> INHERITED = new InheritableThreadLocal<>();
  private static final ThreadLocal<Object> UNBOUND = new ThreadLocal<>();
  private static final ThreadLocal<Object> REMOVED = new ThreadLocal<>();
  private static final ThreadLocal<Object> LIST = new ThreadLocal<>();
  private static final ThreadLocal<Object> VIEW = new ThreadLocal<>();
  private static final Named NAMED = new Named();

  @Test
  void of_aParkedThread_isWhatTheProgramBound() throws Exception {
    List<Integer> list = List.of(1, 2, 3);
    List<Integer> view = Arrays.asList(4, 5);

    Map<Object, Object> found =
        bindings(() -> {
          PLAIN.set("plain");
          NULL.set(null);
          assertThat(SUPPLIED.get()).isEqualTo("supplied");
          INHERITED.set("inherited");
          REMOVED.set("removed");
          REMOVED.remove();
          LIST.set(list);
          VIEW.set(view);
          NAMED.set("named");
        });

    assertThat(found)
        .containsEntry(PLAIN, "plain")
        .containsEntry(NULL, null)
        .containsEntry(SUPPLIED, "supplied")
        .containsEntry(INHERITED, "inherited")
        .containsEntry(LIST, list)
        .containsEntry(VIEW, view)
        .containsEntry(NAMED, "named")
        .doesNotContainKeys(UNBOUND, REMOVED);
  }

  @Test
  void of_aParkedThread_leavesOutWhatTheJdkKeepsForIt() throws Exception {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    Map<Object, Object> found =
        bindings(() -> {
          PLAIN.set("plain");
          // Holds of a read lock are counted in a thread-local of the JDK's own class.
          lock.readLock().lock();
          lock.readLock().lock();
          lock.readLock().unlock();
          lock.readLock().unlock();
          // Writing from the heap leaves a direct buffer behind that is freed with its thread.
          write("bytes");
        });

    assertThat(found).containsOnly(Map.entry(PLAIN, "plain"));
  }

  private static void write(String text) throws Exception {
    Pipe pipe = Pipe.open();
    try (WritableByteChannel sink = pipe.sink();
        var source = Channels.newInputStream(pipe.source())) {
      sink.write(ByteBuffer.wrap(text.getBytes()));
      assertThat(source.read()).isEqualTo(text.charAt(0));
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  /** Reads the thread-locals of a thread that did the action and then waits. */
  private static Map<Object, Object> bindings(Action action) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    Throwable[] failure = new Throwable[1];
    Thread thread =
        new Thread(() -> {
          try {
            action.run();
          } catch (Throwable e) {
            failure[0] = e;
          }
          done.countDown();
          try {
            assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    thread.start();
    try {
      assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(failure[0]).isNull();
      Map<Object, Object> found = new HashMap<>();
      ThreadLocals.of(thread).forEach(each -> found.put(each.key(), each.value()));
      return found;
    } finally {
      read.countDown();
      thread.join();
    }
  }

  @Test
  void update_threadLocalsOfAThread_areBoundInItsSuccessor() throws Exception {
    String source =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.testing.Probe;
        import java.util.*;
        public class Main {
          static class Job { String name; Job(String name) { this.name = name; } }
          static final ThreadLocal<Job> JOB = new ThreadLocal<>();
          static final ThreadLocal<List<Job>> JOBS = ThreadLocal.withInitial(ArrayList::new);
          static final InheritableThreadLocal<Job> INHERITED = new InheritableThreadLocal<>();
          static final ThreadLocal<Object> FIXED = new ThreadLocal<>();
          public static void main(String[] args) {
            if (!Kitsune.isUpdating()) Kitsune.thread("worker", Main::work, "s");
            Kitsune.automigrate();
            while (!Probe.stopping()) Kitsune.update("main");
          }
          static void work(String state) {
            if (!Kitsune.isUpdating()) {
              JOB.set(new Job("j"));
              JOBS.get().add(JOB.get());
              INHERITED.set(JOB.get());
              FIXED.set(List.of(JOB.get(), "text"));
            }
            boolean said = false;
            while (!Probe.stopping()) {
              Kitsune.update("work");
              if (!said) {
                said = true;
                Object fixed = FIXED.get();
                Probe.say("%d name=" + (JOB.get() == null ? null : JOB.get().name)
                    + " same=" + JOBS.get().equals(Collections.singletonList(JOB.get()))
                    + " inherited=" + (INHERITED.get() != null && INHERITED.get() == JOB.get())
                    + " fixed=" + (fixed instanceof List<?> l && l.get(0) == JOB.get() && l.get(1).equals("text")));
              }
            }
          }
        }
        """;
    try (Program program = Program.start(source.formatted(1))) {
      assertThat(Probe.hear()).isEqualTo("1 name=j same=true inherited=true fixed=true");

      UpdateReport report = program.update(source.formatted(2));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(Probe.hear()).isEqualTo("2 name=j same=true inherited=true fixed=true");
    }
  }
}
