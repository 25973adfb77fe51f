package dev.kitsune.update;

import dev.kitsune.testing.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One kind of wait for {@link BlockingTest}: what a program waits for, and what ends the wait. The
 * objects in between are the platform's, kept in the {@link Probe}.
 *
 * @param code an expression or block of the program that waits and leaves its result in {@code r}
 * @param setUp makes the objects
 * @param event ends the wait
 * @param result what {@code r} is then
 * @param interruptible whether it throws {@link InterruptedException}
 */
public record Wait(
    String name, String code, Step setUp, Step event, String result, boolean interruptible) {

  /** Something that the test does, and that may fail. */
  public interface Step {
    void run() throws Exception;
  }

  private static final int LARGE = 4 << 20;

  @Override
  public String toString() {
    return name;
  }

  /** Which wait the calling thread is about. */
  private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

  /** Tells which wait the calling thread is about. */
  public static void is(String name) {
    CURRENT.set(name);
  }

  /** Returns one of the wait's objects. */
  @SuppressWarnings("unchecked")
  public static <T> T kept(String name) {
    return (T) Probe.kept(CURRENT.get() + "/" + name);
  }

  /** Keeps one of the wait's objects. */
  public static void keep(String name, Object value) {
    Probe.keep(CURRENT.get() + "/" + name, value);
  }

  /** Makes the objects, or lets the event happen. */
  void perform(Step step) throws Exception {
    is(name);
    step.run();
  }

  static List<Wait> all() {
    List<Wait> all = new ArrayList<>();
    String queue = "BlockingQueue<String> q = Wait.kept(\"queue\"); ";
    Step empty = () -> keep("queue", new LinkedBlockingQueue<String>());
    Step add = () -> Wait.<LinkedBlockingQueue<String>>kept("queue").put("x");
    all.add(new Wait("take", queue + "r = Blocking.take(\"w\", q);", empty, add, "x", true));
    all.add(new Wait("poll", queue + "r = Blocking.poll(\"w\", q, HOUR);", empty, add, "x", true));
    Step full = () -> keep("queue", new ArrayBlockingQueue<>(1, false, List.of("a")));
    Step remove = () -> Wait.<ArrayBlockingQueue<String>>kept("queue").take();
    all.add(
        new Wait(
            "put", queue + "Blocking.put(\"w\", q, \"b\"); r = q;", full, remove, "[b]", true));
    all.add(
        new Wait(
            "offer",
            queue + "r = Blocking.offer(\"w\", q, \"b\", HOUR) + \" \" + q;",
            full,
            remove,
            "true [b]",
            true));
    Step deque = () -> keep("deque", new LinkedBlockingDeque<String>());
    Step addLast = () -> Wait.<LinkedBlockingDeque<String>>kept("deque").put("x");
    String ofDeque = "LinkedBlockingDeque<String> d = Wait.kept(\"deque\"); ";
    all.add(
        new Wait(
            "call",
            ofDeque + "r = Blocking.call(\"w\", () -> d.takeFirst());",
            deque,
            addLast,
            "x",
            true));
    all.add(
        new Wait(
            "call with a limit",
            ofDeque
                + "r = Blocking.call(\"w\", HOUR, left -> d.pollFirst(left, TimeUnit.NANOSECONDS));",
            deque,
            addLast,
            "x",
            true));
    locks(all);
    monitors(all);
    synchronizers(all);
    channels(all);
    return all;
  }

  private static void locks(List<Wait> all) {
    Step locked =
        () -> {
          ReentrantLock lock = new ReentrantLock();
          CountDownLatch mayUnlock = new CountDownLatch(1);
          CountDownLatch isLocked = new CountDownLatch(1);
          Thread holder =
              new Thread(() -> {
                lock.lock();
                isLocked.countDown();
                try {
                  mayUnlock.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                } finally {
                  lock.unlock();
                }
              });
          holder.start();
          isLocked.await();
          keep("lock", lock);
          keep("mayUnlock", mayUnlock);
        };
    Step unlock = () -> Wait.<CountDownLatch>kept("mayUnlock").countDown();
    String held = " r = l.getHoldCount(); l.unlock();";
    String lock = "ReentrantLock l = Wait.kept(\"lock\"); ";
    all.add(new Wait("lock", lock + "Blocking.lock(\"w\", l);" + held, locked, unlock, "1", false));
    all.add(
        new Wait(
            "tryLock",
            lock + "if (!Blocking.tryLock(\"w\", l, HOUR)) throw new Error();" + held,
            locked,
            unlock,
            "1",
            true));
    // The program makes its lock, so that the runtime knows it, and locks it twice.
    String await =
        """
        ReentrantLock l = Wait.kept("lock");
        if (l == null) {
          l = new ReentrantLock();
          Wait.keep("condition", l.newCondition());
          Wait.keep("lock", l);
        }
        Condition c = Wait.kept("condition");
        AtomicBoolean flag = Wait.kept("flag");
        boolean ok = true;
        l.lock();
        try {
          l.lock();
          try {
            %s
            r = ok + " " + l.getHoldCount();
          } finally { l.unlock(); }
        } finally { l.unlock(); }
        """;
    Step flag = () -> keep("flag", new AtomicBoolean());
    Step signal =
        () -> {
          Lock made = kept("lock");
          made.lock();
          try {
            Wait.<AtomicBoolean>kept("flag").set(true);
            Wait.<Condition>kept("condition").signal();
          } finally {
            made.unlock();
          }
        };
    all.add(
        new Wait(
            "await",
            await.formatted("while (!flag.get()) Blocking.await(\"w\", c);"),
            flag,
            signal,
            "true 2",
            true));
    all.add(
        new Wait(
            "await with a limit",
            await.formatted("while (!flag.get()) ok &= Blocking.await(\"w\", c, HOUR);"),
            flag,
            signal,
            "true 2",
            true));
    all.add(
        new Wait(
            "await until",
            await.formatted("Blocking.await(\"w\", c, () -> flag.get());"),
            flag,
            signal,
            "true 2",
            true));
    all.add(
        new Wait(
            "await until with a limit",
            await.formatted("ok &= Blocking.await(\"w\", c, HOUR, () -> flag.get());"),
            flag,
            signal,
            "true 2",
            true));
    all.add(
        new Wait(
            "await of a write lock",
            await
                .formatted("while (!flag.get()) Blocking.await(\"w\", c);")
                .replace("ReentrantLock l", "ReentrantReadWriteLock.WriteLock l")
                .replace(
                    "l = new ReentrantLock();",
                    "var b = new ReentrantReadWriteLock();"
                        + " Wait.keep(\"both\", b); l = b.writeLock();"),
            flag,
            signal,
            "true 2",
            true));
  }

  private static void monitors(List<Wait> all) {
    String wait =
        """
        Object m = Wait.kept("monitor");
        AtomicBoolean flag = Wait.kept("flag");
        synchronized (m) {
          synchronized (m) {
            %s
            r = Thread.holdsLock(m);
          }
        }
        """;
    Step monitor =
        () -> {
          keep("monitor", new Object());
          keep("flag", new AtomicBoolean());
        };
    Step signal =
        () -> {
          Object made = kept("monitor");
          synchronized (made) {
            Wait.<AtomicBoolean>kept("flag").set(true);
            made.notify();
          }
        };
    all.add(
        new Wait(
            "wait",
            wait.formatted("while (!flag.get()) Blocking.wait(\"w\", m);"),
            monitor,
            signal,
            "true",
            true));
    all.add(
        new Wait(
            "wait until",
            wait.formatted("Blocking.wait(\"w\", m, () -> flag.get());"),
            monitor,
            signal,
            "true",
            true));
    all.add(
        new Wait(
            "wait until with a limit",
            wait.formatted("if (!Blocking.wait(\"w\", m, HOUR, () -> flag.get())) r = 0;"),
            monitor,
            signal,
            "true",
            true));
    all.add(
        new Wait(
            "wait with a limit",
            wait.formatted("while (!flag.get()) Blocking.wait(\"w\", m, HOUR);"),
            monitor,
            signal,
            "true",
            true));
  }

  private static void synchronizers(List<Wait> all) {
    Step latch = () -> keep("latch", new CountDownLatch(1));
    Step countDown = () -> Wait.<CountDownLatch>kept("latch").countDown();
    String ofLatch = "CountDownLatch l = Wait.kept(\"latch\"); ";
    all.add(
        new Wait(
            "latch",
            ofLatch + "Blocking.await(\"w\", l); r = l.getCount();",
            latch,
            countDown,
            "0",
            true));
    all.add(
        new Wait(
            "latch with a limit",
            ofLatch + "r = Blocking.await(\"w\", l, HOUR);",
            latch,
            countDown,
            "true",
            true));
    Step semaphore = () -> keep("semaphore", new Semaphore(1));
    Step release = () -> Wait.<Semaphore>kept("semaphore").release(2);
    String ofSemaphore = "Semaphore s = Wait.kept(\"semaphore\"); ";
    all.add(
        new Wait(
            "acquire",
            ofSemaphore + "Blocking.acquire(\"w\", s, 2); r = s.availablePermits();",
            semaphore,
            release,
            "1",
            true));
    all.add(
        new Wait(
            "tryAcquire",
            ofSemaphore
                + "r = Blocking.tryAcquire(\"w\", s, 2, HOUR) + \" \" + s.availablePermits();",
            semaphore,
            release,
            "true 1",
            true));
    Step thread =
        () -> {
          CountDownLatch end = new CountDownLatch(1);
          Thread ending =
              new Thread(() -> {
                try {
                  end.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
          ending.start();
          keep("thread", ending);
          keep("latch", end);
        };
    String ofThread = "Thread t = Wait.kept(\"thread\"); ";
    all.add(
        new Wait(
            "join",
            ofThread + "Blocking.join(\"w\", t); r = t.isAlive();",
            thread,
            countDown,
            "false",
            true));
    all.add(
        new Wait(
            "join with a limit",
            ofThread + "r = Blocking.join(\"w\", t, HOUR);",
            thread,
            countDown,
            "true",
            true));
    Step future = () -> keep("future", new CompletableFuture<String>());
    Step complete = () -> Wait.<CompletableFuture<String>>kept("future").complete("x");
    String ofFuture = "CompletableFuture<String> f = Wait.kept(\"future\"); ";
    all.add(new Wait("get", ofFuture + "r = Blocking.get(\"w\", f);", future, complete, "x", true));
    all.add(
        new Wait(
            "get with a limit",
            ofFuture + "r = Blocking.get(\"w\", f, HOUR);",
            future,
            complete,
            "x",
            true));
  }

  private static void channels(List<Wait> all) {
    Step pipe =
        () -> {
          Pipe made = Pipe.open();
          keep("source", made.source());
          keep("sink", made.sink());
        };
    Step selecting =
        () -> {
          pipe.run();
          Selector selector = Selector.open();
          Pipe.SourceChannel source = kept("source");
          source.configureBlocking(false);
          source.register(selector, SelectionKey.OP_READ);
          keep("selector", selector);
        };
    Step sink = () -> Wait.<Pipe.SinkChannel>kept("sink").write(ByteBuffer.wrap(new byte[3]));
    String select = "Selector s = Wait.kept(\"selector\"); int n; while ((n = %s) == 0) {} r = n;";
    all.add(
        new Wait(
            "select", select.formatted("Blocking.select(\"w\", s)"), selecting, sink, "1", false));
    all.add(
        new Wait(
            "select with a limit",
            select.formatted("Blocking.select(\"w\", s, HOUR)"),
            selecting,
            sink,
            "1",
            false));
    String read =
        """
        Pipe.SourceChannel c = Wait.kept("source");
        r = Blocking.read("w", c, ByteBuffer.allocate(9)%s) + " " + c.isOpen();
        """;
    all.add(new Wait("read", read.formatted(""), pipe, sink, "3 true", false));
    all.add(new Wait("read with a limit", read.formatted(", HOUR"), pipe, sink, "3 true", false));
    Step listening = () -> keep("server", ServerSocketChannel.open().bind(anyPort(), 1));
    Step connect =
        () ->
            keep(
                "client",
                SocketChannel.open(Wait.<ServerSocketChannel>kept("server").getLocalAddress()));
    String accept =
        """
        ServerSocketChannel c = Wait.kept("server");
        try (SocketChannel s = Blocking.accept("w", c%s)) {
          r = s.isConnected() + " " + s.isBlocking() + " " + c.isOpen();
        }
        """;
    String accepted = "true true true";
    all.add(new Wait("accept", accept.formatted(""), listening, connect, accepted, false));
    all.add(
        new Wait(
            "accept with a limit",
            accept.formatted(", HOUR"),
            listening,
            connect,
            accepted,
            false));
    // As many connections wait to be accepted as the system keeps, so that the next one waits.
    Step backlog =
        () -> {
          listening.run();
          ServerSocketChannel server = kept("server");
          List<SocketChannel> waiting = new ArrayList<>();
          for (int i = 0; i < 2; i++) {
            waiting.add(SocketChannel.open(server.getLocalAddress()));
          }
          keep("waiting", waiting);
          keep("client", SocketChannel.open());
        };
    Step acceptAll =
        () -> {
          ServerSocketChannel server = kept("server");
          for (int i = 0; i < 2; i++) {
            server.accept();
          }
        };
    all.add(
        new Wait(
            "connect",
            """
            SocketChannel c = Wait.kept("client");
            ServerSocketChannel s = Wait.kept("server");
            Blocking.connect("w", c, s.getLocalAddress());
            r = c.isConnected();
            """,
            backlog,
            acceptAll,
            "true",
            false));
    Step connected =
        () -> {
          listening.run();
          connect.run();
          ServerSocketChannel server = kept("server");
          SocketChannel peer = server.accept();
          Wait.<SocketChannel>kept("client").setOption(StandardSocketOptions.SO_SNDBUF, 4096);
          keep("peer", peer);
          ByteBuffer large = ByteBuffer.allocate(LARGE);
          for (int i = 0; i < LARGE / Integer.BYTES; i++) {
            large.putInt(i);
          }
          keep("buffer", large.flip());
        };
    Step readAll =
        () -> {
          SocketChannel peer = kept("peer");
          String name = CURRENT.get();
          Runnable reads =
              () -> {
                is(name);
                checkLarge(peer);
              };
          // It inherits nothing: whoever starts it may be of a version that is rolled back.
          Thread reader = new Thread(null, reads, "reader", 0, false);
          keep("reader", reader);
          reader.start();
        };
    String write =
        """
        SocketChannel c = Wait.kept("client");
        ByteBuffer b = Wait.kept("buffer");
        int before = b.remaining();
        r = (Blocking.write("w", c, b%s) == before) + " " + b.remaining();
        Wait.<Thread>kept("reader").join();
        r += " " + Wait.kept("read");
        """;
    String written = "true 0 whole";
    all.add(new Wait("write", write.formatted(""), connected, readAll, written, false));
    all.add(
        new Wait(
            "write with a limit", write.formatted(", HOUR"), connected, readAll, written, false));
    Step bound = () -> keep("datagrams", DatagramChannel.open().bind(anyPort()));
    Step send =
        () -> {
          DatagramChannel to = kept("datagrams");
          try (DatagramChannel from = DatagramChannel.open()) {
            from.send(ByteBuffer.wrap(new byte[5]), to.getLocalAddress());
          }
        };
    all.add(
        new Wait(
            "receive",
            """
            DatagramChannel c = Wait.kept("datagrams");
            ByteBuffer b = ByteBuffer.allocate(9);
            Blocking.receive("w", c, b);
            r = b.position();
            """,
            bound,
            send,
            "5",
            false));
  }

  private static void checkLarge(SocketChannel peer) {
    try {
      ByteBuffer large = ByteBuffer.allocate(LARGE);
      while (large.hasRemaining() && peer.read(large) >= 0) {}
      large.flip();
      int next = 0;
      while (large.remaining() >= Integer.BYTES && large.getInt() == next) {
        next++;
      }
      keep("read", next == LARGE / Integer.BYTES ? "whole" : "broken at " + next);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
