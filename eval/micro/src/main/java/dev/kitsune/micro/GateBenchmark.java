package dev.kitsune.micro;

import dev.kitsune.Gate;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a turn through an open gate costs, uncontended, beside what it is made of (one atomic
 * instruction) and the lock that a program would otherwise have.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GateBenchmark {

  /** Whether the runtime is there. */
  @Param({"false", "true"})
  public boolean runtime;

  private final Gate gate = Gate.named("benchmark");
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();
  private int turns;

  /** Puts the runtime there. */
  @Setup
  public void install() {
    InstalledRuntime.set(runtime);
  }

  /** Takes it away. */
  @TearDown
  public void remove() {
    InstalledRuntime.set(false);
  }

  /** The work of a turn, without a gate. */
  @Benchmark
  public int baselineTurn() {
    return ++turns;
  }

  /** One turn. */
  @Benchmark
  public int gateTurn() {
    gate.enter();
    try {
      return ++turns;
    } finally {
      gate.exit();
    }
  }

  /** One turn within another. */
  @Benchmark
  public int gateTurnNested() {
    gate.enter();
    gate.enter();
    try {
      return ++turns;
    } finally {
      gate.exit();
      gate.exit();
    }
  }

  /** The atomic instruction that a turn cannot do without. */
  @Benchmark
  public int baselineCompareAndSet() {
    owner.compareAndSet(null, Thread.currentThread());
    int result = ++turns;
    owner.setRelease(null);
    return result;
  }

  /** The JDK's lock. */
  @Benchmark
  public int baselineReentrantLock() {
    lock.lock();
    try {
      return ++turns;
    } finally {
      lock.unlock();
    }
  }
}
