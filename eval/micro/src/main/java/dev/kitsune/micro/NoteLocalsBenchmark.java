package dev.kitsune.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs a loop round that the locals of its method are readable from outside: the same loop
 * as javac makes it, woven without noted locals, and woven with them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class NoteLocalsBenchmark {

  private static final int ROUNDS = 10_000;

  private final Loop plain = new PlainLoop();
  private final Loop woven = WovenLoader.loop(PlainLoop.class);
  private final Loop noted = WovenLoader.loop(NotedLoop.class);

  /** Puts the runtime there, and checks that all three do the same. */
  @Setup
  public void install() {
    InstalledRuntime.set(true);
    long expected = plain.run(ROUNDS);
    if (woven.run(ROUNDS) != expected || noted.run(ROUNDS) != expected) {
      throw new IllegalStateException("weaving changed what the loop computes");
    }
  }

  /** Takes it away. */
  @TearDown
  public void remove() {
    InstalledRuntime.set(false);
  }

  /** A round, not woven. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public long baselinePlain() {
    return plain.run(ROUNDS);
  }

  /** A round, woven. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public long woven() {
    return woven.run(ROUNDS);
  }

  /** A round, woven with noted locals. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public long wovenNotingLocals() {
    return noted.run(ROUNDS);
  }
}
