package dev.kitsune.micro;

import dev.kitsune.Kitsune;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What an update point costs while no update is wanted: alone against an empty method, and as the
 * head of a loop with a little work against the same loop without it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class UpdatePointBenchmark {

  private static final int ROUNDS = 1000;

  /** Whether the runtime is there, as under {@code kitsune run}, or not, as under plain java. */
  @Param({"false", "true"})
  public boolean runtime;

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

  /** The cost of a benchmark that does nothing. */
  @Benchmark
  public void baselineEmpty() {}

  /** One update point. */
  @Benchmark
  public void updatePoint() {
    Kitsune.update("main_loop");
  }

  /** One question. */
  @Benchmark
  public boolean isUpdating() {
    return Kitsune.isUpdating();
  }

  /** A loop round without an update point. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public void baselineLoop(Blackhole hole) {
    for (int i = 0; i < ROUNDS; i++) {
      hole.consume(i);
    }
  }

  /** A loop round with one. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public void loopWithUpdatePoint(Blackhole hole) {
    for (int i = 0; i < ROUNDS; i++) {
      Kitsune.update("main_loop");
      hole.consume(i);
    }
  }
}
