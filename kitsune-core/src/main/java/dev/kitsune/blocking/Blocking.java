package dev.kitsune.blocking;

import static dev.kitsune.internal.PointWait.FOREVER;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.kitsune.internal.LockWait;
import dev.kitsune.internal.PointWait;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's blocking calls as update points. While no update is wanted each does what the JDK's own
 * does. An update wakes the thread, which parks as at {@link dev.kitsune.Kitsune#update} of the
 * same label, with nothing taken, acquired, received or lost.
 *
 * <ul>
 *   <li>After a roll-back or a dry run it goes on waiting for the rest of its time.
 *   <li>After a commit the new version's thread finds its way to the call of the same label, whose
 *       time counts from when the old version's call began. What the call has in its hands, the
 *       element of {@link #put}, the buffer of {@link #write}, must be state that the new version
 *       finds again, for instance a noted local.
 *   <li>A program's own interrupt is never taken for an update's: it ends the call as it ends the
 *       JDK's. One that comes while the thread is parked reaches the new version's thread.
 *   <li>A thread that the runtime did not start waits as without it.
 * </ul>
 *
 * <p>A channel must be waited for without blocking, since an interrupt would close it. So the first
 * such call puts the channel into non-blocking mode, where it stays: do all of its I/O through this
 * class. Streams of plain sockets cannot be woken: open sockets as channels.
 */
public final class Blocking {

  private Blocking() {}

  // Any call that can be interrupted.

  /** Makes a blocking call for which there is no method here. */
  public static <T extends @Nullable Object, X extends Exception> T call(
      String label, Interruptible<T, X> call) throws InterruptedException, X {
    return new PointWait(label, FOREVER).run(left -> call.call());
  }

  /** Makes a blocking call with a limit, of which it is told how much is left. */
  public static <T extends @Nullable Object, X extends Exception> T call(
      String label, Duration timeout, TimedInterruptible<T, X> call)
      throws InterruptedException, X {
    return within(label, timeout).run(call::call);
  }

  // Queues.

  /** As {@link BlockingQueue#take}. */
  public static <E> E take(String label, BlockingQueue<E> queue) throws InterruptedException {
    return new PointWait(label, FOREVER).run(left -> queue.take());
  }

  /** As {@link BlockingQueue#poll(long, java.util.concurrent.TimeUnit)}: null if time is up. */
  public static <E> @Nullable E poll(String label, BlockingQueue<E> queue, Duration timeout)
      throws InterruptedException {
    return within(label, timeout)
        .<@Nullable E, RuntimeException>run(left -> queue.poll(left, NANOSECONDS));
  }

  /** As {@link BlockingQueue#put}. */
  public static <E> void put(String label, BlockingQueue<E> queue, E element)
      throws InterruptedException {
    new PointWait(label, FOREVER)
        .run(left -> {
          queue.put(element);
          return true;
        });
  }

  /** As {@link BlockingQueue#offer(Object, long, java.util.concurrent.TimeUnit)}. */
  public static <E> boolean offer(String label, BlockingQueue<E> queue, E element, Duration timeout)
      throws InterruptedException {
    return within(label, timeout).run(left -> queue.offer(element, left, NANOSECONDS));
  }

  // Locks, monitors and what is built of them.

  /** As {@link Lock#lock}: not ended by an interrupt, which is kept. */
  public static void lock(String label, Lock lock) {
    new PointWait(label, FOREVER)
        .runUninterruptibly(left -> {
          lock.lockInterruptibly();
          return true;
        });
  }

  /** As {@link Lock#tryLock(long, java.util.concurrent.TimeUnit)}. */
  public static boolean tryLock(String label, Lock lock, Duration timeout)
      throws InterruptedException {
    return within(label, timeout).run(left -> lock.tryLock(left, NANOSECONDS));
  }

  /**
   * As {@link Condition#await}. The lock is free while the thread is parked, and held again on
   * return. A wait that an update broke off returns, as after a spurious wake-up, so it stands in a
   * loop as always; {@link #await(String, Condition, BooleanSupplier)} is that loop. The new
   * version locks by its own text before it makes this call.
   *
   * <p>The lock is one that the program's code made and keeps, a {@link
   * java.util.concurrent.locks.ReentrantLock} or {@link
   * java.util.concurrent.locks.ReentrantReadWriteLock}; for others an update is called off.
   */
  public static void await(String label, Condition condition) throws InterruptedException {
    LockWait.on(label, condition, FOREVER).await();
  }

  /** As {@link #await(String, Condition)}, with a limit; returns false if the time is up. */
  public static boolean await(String label, Condition condition, Duration timeout)
      throws InterruptedException {
    return LockWait.on(label, condition, NANOSECONDS.convert(timeout)).await();
  }

  /**
   * Waits until something is true, of which the condition is signalled.
   *
   * @param until looks at what the lock guards, and does not block
   */
  public static void await(String label, Condition condition, BooleanSupplier until)
      throws InterruptedException {
    LockWait.on(label, condition, FOREVER).await(until);
  }

  /**
   * As {@link #await(String, Condition, BooleanSupplier)}, with a limit, of which an update leaves
   * the rest; returns false if the time is up before.
   */
  public static boolean await(
      String label, Condition condition, Duration timeout, BooleanSupplier until)
      throws InterruptedException {
    return LockWait.on(label, condition, NANOSECONDS.convert(timeout)).await(until);
  }

  /**
   * As {@link Object#wait()}. The monitor is free while the thread is parked, and held again on
   * return. A wait that an update broke off returns, as after a spurious wake-up, so it stands in a
   * loop as always; {@link #wait(String, Object, BooleanSupplier)} is that loop. The new version
   * enters the monitor by its own text before it makes this call.
   */
  public static void wait(String label, Object monitor) throws InterruptedException {
    LockWait.on(label, monitor, FOREVER).await();
  }

  /** As {@link #wait(String, Object)}, with a limit; one of zero does not wait at all. */
  public static void wait(String label, Object monitor, Duration timeout)
      throws InterruptedException {
    LockWait.on(label, monitor, NANOSECONDS.convert(timeout)).await();
  }

  /**
   * Waits until something is true, of which the monitor is notified.
   *
   * @param until looks at what the monitor guards, and does not block
   */
  public static void wait(String label, Object monitor, BooleanSupplier until)
      throws InterruptedException {
    LockWait.on(label, monitor, FOREVER).await(until);
  }

  /**
   * As {@link #wait(String, Object, BooleanSupplier)}, with a limit, of which an update leaves the
   * rest; returns false if the time is up before.
   */
  public static boolean wait(String label, Object monitor, Duration timeout, BooleanSupplier until)
      throws InterruptedException {
    return LockWait.on(label, monitor, NANOSECONDS.convert(timeout)).await(until);
  }

  /** As {@link CountDownLatch#await()}. */
  public static void await(String label, CountDownLatch latch) throws InterruptedException {
    new PointWait(label, FOREVER)
        .run(left -> {
          latch.await();
          return true;
        });
  }

  /** As {@link CountDownLatch#await(long, java.util.concurrent.TimeUnit)}. */
  public static boolean await(String label, CountDownLatch latch, Duration timeout)
      throws InterruptedException {
    return within(label, timeout).run(left -> latch.await(left, NANOSECONDS));
  }

  /** As {@link Semaphore#acquire(int)}. */
  public static void acquire(String label, Semaphore semaphore, int permits)
      throws InterruptedException {
    new PointWait(label, FOREVER)
        .run(left -> {
          semaphore.acquire(permits);
          return true;
        });
  }

  /** As {@link Semaphore#tryAcquire(int, long, java.util.concurrent.TimeUnit)}. */
  public static boolean tryAcquire(String label, Semaphore semaphore, int permits, Duration timeout)
      throws InterruptedException {
    return within(label, timeout).run(left -> semaphore.tryAcquire(permits, left, NANOSECONDS));
  }

  // Threads and tasks.

  /**
   * As {@link Thread#join()}. Of a program thread the new version waits for the one that goes on
   * for it, which {@link dev.kitsune.Kitsune#thread} returns.
   */
  public static void join(String label, Thread thread) throws InterruptedException {
    new PointWait(label, FOREVER)
        .run(left -> {
          thread.join();
          return true;
        });
  }

  /** As {@link #join(String, Thread)}, with a limit; returns whether the thread has ended. */
  public static boolean join(String label, Thread thread, Duration timeout)
      throws InterruptedException {
    return within(label, timeout)
        .run(left -> {
          NANOSECONDS.timedJoin(thread, left);
          return !thread.isAlive();
        });
  }

  /** As {@link Future#get()}. */
  public static <T> T get(String label, Future<T> future)
      throws InterruptedException, ExecutionException {
    return new PointWait(label, FOREVER).<T, ExecutionException>run(left -> future.get());
  }

  /** As {@link Future#get(long, java.util.concurrent.TimeUnit)}. */
  public static <T> T get(String label, Future<T> future, Duration timeout)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!within(label, timeout).<Boolean, ExecutionException>run(left -> isDone(future, left))) {
      throw new TimeoutException();
    }
    return future.get();
  }

  private static boolean isDone(Future<?> future, long nanos)
      throws InterruptedException, ExecutionException {
    try {
      future.get(nanos, NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  // Channels.

  /**
   * Selects, as {@link Selector#select()}. A select that an update broke off returns what is ready
   * afterwards, also nothing, as after {@link Selector#wakeup}: so no wake-up of the program's own
   * is lost.
   */
  public static int select(String label, Selector selector) throws IOException {
    return ChannelWait.select(label, selector, FOREVER);
  }

  /** As {@link #select(String, Selector)}, with a limit; one of zero only looks. */
  public static int select(String label, Selector selector, Duration timeout) throws IOException {
    return ChannelWait.select(label, selector, NANOSECONDS.convert(timeout));
  }

  /** As {@link ServerSocketChannel#accept}; the new channel is in blocking mode. */
  public static SocketChannel accept(String label, ServerSocketChannel channel) throws IOException {
    return ChannelWait.accept(label, channel, FOREVER);
  }

  /**
   * As {@link #accept(String, ServerSocketChannel)}, with a limit.
   *
   * @throws SocketTimeoutException if the time is up
   */
  public static SocketChannel accept(String label, ServerSocketChannel channel, Duration timeout)
      throws IOException {
    return ChannelWait.accept(label, channel, NANOSECONDS.convert(timeout));
  }

  /**
   * Connects, as {@link SocketChannel#connect}. A connection under way goes on during an update:
   * the new version makes this call with the same channel.
   */
  public static void connect(String label, SocketChannel channel, SocketAddress address)
      throws IOException {
    ChannelWait.connect(label, channel, address, FOREVER);
  }

  /**
   * As {@link #connect(String, SocketChannel, SocketAddress)}, with a limit.
   *
   * @throws SocketTimeoutException if the time is up; the channel is closed then
   */
  public static void connect(
      String label, SocketChannel channel, SocketAddress address, Duration timeout)
      throws IOException {
    ChannelWait.connect(label, channel, address, NANOSECONDS.convert(timeout));
  }

  /**
   * Reads what there is, as {@link SocketChannel#read(ByteBuffer)}: at least one byte if the buffer
   * has room.
   *
   * @return the number of bytes, or -1 at the end of the stream
   */
  public static <C extends SelectableChannel & ReadableByteChannel> int read(
      String label, C channel, ByteBuffer buffer) throws IOException {
    return ChannelWait.read(label, channel, buffer, FOREVER);
  }

  /**
   * As {@link #read(String, SelectableChannel, ByteBuffer)}, with a limit.
   *
   * @throws SocketTimeoutException if the time is up
   */
  public static <C extends SelectableChannel & ReadableByteChannel> int read(
      String label, C channel, ByteBuffer buffer, Duration timeout) throws IOException {
    return ChannelWait.read(label, channel, buffer, NANOSECONDS.convert(timeout));
  }

  /**
   * Writes all of the buffer. If an update comes when a part is written, the buffer's position says
   * which; the new version makes this call with the same buffer.
   *
   * @return the number of bytes that this call wrote
   */
  public static <C extends SelectableChannel & WritableByteChannel> int write(
      String label, C channel, ByteBuffer buffer) throws IOException {
    return ChannelWait.write(label, channel, buffer, FOREVER);
  }

  /**
   * As {@link #write(String, SelectableChannel, ByteBuffer)}, with a limit for the whole.
   *
   * @throws SocketTimeoutException if the time is up; the buffer's position says what is written
   */
  public static <C extends SelectableChannel & WritableByteChannel> int write(
      String label, C channel, ByteBuffer buffer, Duration timeout) throws IOException {
    return ChannelWait.write(label, channel, buffer, NANOSECONDS.convert(timeout));
  }

  /** As {@link DatagramChannel#receive}. */
  public static SocketAddress receive(String label, DatagramChannel channel, ByteBuffer buffer)
      throws IOException {
    return ChannelWait.receive(label, channel, buffer, FOREVER);
  }

  /**
   * As {@link #receive(String, DatagramChannel, ByteBuffer)}, with a limit.
   *
   * @throws SocketTimeoutException if the time is up
   */
  public static SocketAddress receive(
      String label, DatagramChannel channel, ByteBuffer buffer, Duration timeout)
      throws IOException {
    return ChannelWait.receive(label, channel, buffer, NANOSECONDS.convert(timeout));
  }

  private static PointWait within(String label, Duration timeout) {
    return new PointWait(label, NANOSECONDS.convert(timeout));
  }
}
