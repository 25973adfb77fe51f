package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waits of a busy program: what goes in comes out, once and in order, whatever updates come. */
@Timeout(240)
class BlockingLoadTest {

  private static final int UPDATES = 12;
  private static final int END = -1;

  private static String version(int number, boolean fails) {
    return """
    package app;
    import dev.kitsune.*;
    import dev.kitsune.blocking.Blocking;
    import dev.kitsune.testing.Probe;
    import java.nio.ByteBuffer;
    import java.nio.channels.SocketChannel;
    import java.time.Duration;
    import java.util.concurrent.*;
    public class Main {
      static final int VERSION = %d;
      static ByteBuffer buffer = ByteBuffer.allocate(10_000);
      static int turn;
      static long turns;
      static long acquired;
      public static void main(String[] args) throws Exception {
        if (!Kitsune.isUpdating()) {
          Kitsune.thread("relay", Main::relay, null);
          Kitsune.thread("echo", Main::echo, null);
          Kitsune.thread("left", Main::takeTurns, 0);
          Kitsune.thread("right", Main::takeTurns, 1);
          Kitsune.thread("acquirer", Main::acquire, null);
        }
        Kitsune.automigrate();
        if (%b) throw new IllegalStateException("on purpose");
        while (!Probe.stopping()) Kitsune.sleep("main", Duration.ofMillis(20));
      }
      @NoteLocals static void relay(Object none) throws Exception {
        BlockingQueue<Integer> in = (BlockingQueue<Integer>) Probe.kept("in");
        BlockingQueue<Integer> out = (BlockingQueue<Integer>) Probe.kept("out");
        Integer element = Kitsune.local("element", 0);
        while (element >= 0) {
          if (!Kitsune.isUpdatingFrom("put")) element = Blocking.take("take", in);
          Blocking.put("put", out, element);
        }
      }
      static void echo(Object none) throws Exception {
        SocketChannel channel = (SocketChannel) Probe.kept("channel");
        while (true) {
          if (!Kitsune.isUpdatingFrom("write")) {
            buffer.clear();
            if (Blocking.read("read", channel, buffer) < 0) break;
            buffer.flip();
          }
          Blocking.write("write", channel, buffer);
        }
        channel.close();
      }
      static void takeTurns(Integer me) throws Exception {
        Object monitor = Probe.kept("monitor");
        synchronized (monitor) {
          while (!Probe.stopping()) {
            while (turn != me && !Probe.stopping()) Blocking.wait("turn", monitor);
            turn = 1 - me;
            turns++;
            Probe.keep("turns", turns);
            monitor.notify();
          }
        }
      }
      static void acquire(Object none) throws Exception {
        Semaphore semaphore = (Semaphore) Probe.kept("semaphore");
        while (!Probe.stopping()) {
          Blocking.acquire("acquire", semaphore, 1);
          acquired++;
          Probe.keep("acquired", acquired);
        }
      }
    }
    """
        .formatted(number, fails);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void update_underLoad_nothingIsLostOrTwice(long seed) throws Exception {
    BlockingQueue<Integer> in = new ArrayBlockingQueue<>(7);
    BlockingQueue<Integer> out = new ArrayBlockingQueue<>(3);
    Semaphore semaphore = new Semaphore(0);
    Probe.keep("in", in);
    Probe.keep("out", out);
    Probe.keep("semaphore", semaphore);
    Probe.keep("monitor", new Object());
    SocketChannel client = connect();
    CompletableFuture<Void> stop = new CompletableFuture<>();

    try (client;
        Program program = Program.start(version(1, false))) {
      CompletableFuture<Integer> sent = async(() -> produce(in, stop));
      CompletableFuture<Integer> received = async(() -> drain(out));
      CompletableFuture<Long> written = async(() -> write(client, stop));
      CompletableFuture<Long> read = async(() -> read(client));
      CompletableFuture<Integer> released = async(() -> release(semaphore, stop));
      try {
        int commits = updates(program, new Random(seed));

        stop.complete(null);
        assertThat(received.get()).isEqualTo(sent.get()).isPositive();
        assertThat(read.get()).isEqualTo(written.get()).isPositive();
        long permits = released.get();
        Awaitility.await().until(() -> Probe.kept("acquired").equals(permits));
        assertThat(semaphore.availablePermits()).isZero();
        assertThat(commits).isPositive();
      } finally {
        stop.complete(null);
        end(semaphore);
      }
    }
  }

  /** Updates at random, back to the old version and forward; returns how many committed. */
  private static int updates(Program program, Random random) throws Exception {
    int number = 2;
    for (int i = 0; i < UPDATES; i++) {
      long turns = turns();
      switch (random.nextInt(4)) {
        case 0 -> assertThat(program.dryRun(version(number, false)).cause()).isNull();
        case 1 -> assertThat(program.update(version(number, true)).cause()).contains("on purpose");
        default -> {
          UpdateReport report = program.update(version(number++, false));
          assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
        }
      }
      Awaitility.await("turns after update " + i).until(() -> turns() > turns);
    }
    return number - 2;
  }

  /** Lets the threads see that the program stops. */
  private static void end(Semaphore semaphore) {
    Probe.stop();
    semaphore.release();
    Object monitor = Probe.kept("monitor");
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  private static long turns() {
    Object turns = Probe.kept("turns");
    return turns == null ? 0 : (long) turns;
  }

  private interface Task<T> {
    T run() throws Exception;
  }

  private static <T> CompletableFuture<T> async(Task<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                result.complete(task.run());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "load")
        .start();
    return result;
  }

  private static SocketChannel connect() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.setOption(StandardSocketOptions.SO_RCVBUF, 16_384);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketChannel client = SocketChannel.open();
      client.setOption(StandardSocketOptions.SO_RCVBUF, 16_384);
      client.connect(server.getLocalAddress());
      SocketChannel accepted = server.accept();
      accepted.setOption(StandardSocketOptions.SO_SNDBUF, 8_192);
      Probe.keep("channel", accepted);
      return client;
    }
  }

  private static int produce(BlockingQueue<Integer> in, CompletableFuture<Void> stop)
      throws Exception {
    int next = 0;
    while (!stop.isDone()) {
      in.put(next++);
    }
    in.put(END);
    return next;
  }

  private static int drain(BlockingQueue<Integer> out) throws Exception {
    int expected = 0;
    while (true) {
      int element = out.take();
      if (element == END) {
        return expected;
      }
      assertThat(element).isEqualTo(expected++);
    }
  }

  private static long write(SocketChannel client, CompletableFuture<Void> stop) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(32_000);
    int next = 0;
    long total = 0;
    while (!stop.isDone()) {
      buffer.clear();
      while (buffer.hasRemaining()) {
        buffer.putInt(next++);
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        total += client.write(buffer);
      }
    }
    client.shutdownOutput();
    return total;
  }

  private static long read(SocketChannel client) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(20_000);
    int expected = 0;
    long total = 0;
    for (int count; (count = client.read(buffer)) >= 0; ) {
      total += count;
      buffer.flip();
      while (buffer.remaining() >= Integer.BYTES) {
        assertThat(buffer.getInt()).isEqualTo(expected++);
      }
      buffer.compact();
    }
    return total;
  }

  private static int release(Semaphore semaphore, CompletableFuture<Void> stop) {
    int released = 0;
    while (!stop.isDone()) {
      semaphore.release();
      released++;
      while (semaphore.availablePermits() > 3 && !stop.isDone()) {
        Thread.onSpinWait();
      }
    }
    return released;
  }
}
