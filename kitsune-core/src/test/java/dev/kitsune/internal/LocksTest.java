package dev.kitsune.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;

class LocksTest {

  @Test
  void heldByCurrentThread_lockOfAnotherThread_isNotHeld() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    ReentrantReadWriteLock both = new ReentrantReadWriteLock();
    Locks.register(lock);
    Locks.register(both);
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread other =
        new Thread(() -> {
          lock.lock();
          both.readLock().lock();
          locked.countDown();
          try {
            done.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          } finally {
            both.readLock().unlock();
            lock.unlock();
          }
        });
    other.start();
    locked.await();

    assertThat(Locks.heldByCurrentThread()).isEmpty();
    both.readLock().lock();
    assertThat(Locks.heldByCurrentThread()).singleElement().asString().endsWith(".readLock");

    both.readLock().unlock();
    done.countDown();
    other.join();
  }

  @Test
  void heldByCurrentThread_readAndWriteLock_areNamedApart() {
    ReentrantReadWriteLock both = new ReentrantReadWriteLock();
    Locks.register(both);
    both.writeLock().lock();
    both.readLock().lock();

    assertThat(Locks.heldByCurrentThread())
        .hasSize(2)
        .anyMatch(name -> name.endsWith(".writeLock"))
        .anyMatch(name -> name.endsWith(".readLock"));

    both.readLock().unlock();
    both.writeLock().unlock();
  }

  @Test
  void register_twice_isOneAndOthersAreIgnored() {
    ReentrantLock lock = new ReentrantLock();
    Locks.register(lock);
    Locks.register(lock);
    Locks.register("not a lock");
    lock.lock();

    assertThat(Locks.heldByCurrentThread()).hasSize(1);

    lock.unlock();
  }

  @Test
  void register_locksThatWereDropped_areForgotten() {
    for (int i = 0; i < 10_000; i++) {
      Locks.register(new ReentrantLock());
    }

    await()
        .until(() -> {
          System.gc();
          Locks.register(new ReentrantLock());
          return Locks.size() < 1_000;
        });
  }
}
