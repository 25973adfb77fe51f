package dev.kitsune.eval.steady;

import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.stats.Statistics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Compares two builds in pairs (Kitsune, OOPSLA 2012, table 1: steady state; and Mytkowicz et al.,
 * ASPLOS 2009, on what to fear). Each pair is two fresh processes. Both are warmed up; then slices
 * of each alternate in random order, one server idle while the other works. A pair's figure for a
 * side is the median of its slices.
 */
public final class Comparison {

  /** Starts a fresh server. */
  @FunctionalInterface
  public interface Side {

    /** Returns a server that takes connections. */
    ServerUnderTest start() throws IOException;
  }

  /** Measures one slice. */
  @FunctionalInterface
  public interface Meter {

    /** Returns answers a second. */
    double perSecond(InetSocketAddress server, String operation, int requests)
        throws IOException, InterruptedException;
  }

  /**
   * How much is measured.
   *
   * @param warmUp requests of each operation before anything counts
   * @param slice requests in one slice
   * @param slices of each side and operation in a pair
   */
  public record Effort(int pairs, int warmUp, int slice, int slices) {}

  private final Meter meter;
  private final Effort effort;
  private final List<String> operations;
  private final SplittableRandom random;
  private final long seed;
  private final Consumer<String> progress;

  /** Sets up a comparison; the order follows from the seed. */
  public Comparison(
      Meter meter, Effort effort, List<String> operations, long seed, Consumer<String> progress) {
    this.meter = meter;
    this.effort = effort;
    this.operations = operations;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.progress = progress;
  }

  /** Returns one ratio for each operation. */
  public List<PairedRatio> run(String name, Side subject, Side reference)
      throws IOException, InterruptedException {
    Map<String, List<Double>> subjects = new LinkedHashMap<>();
    Map<String, List<Double>> references = new LinkedHashMap<>();
    for (int pair = 1; pair <= effort.pairs(); pair++) {
      progress.accept(name + ": pair " + pair + " of " + effort.pairs());
      boolean subjectFirst = random.nextBoolean();
      try (ServerUnderTest first = (subjectFirst ? subject : reference).start();
          ServerUnderTest second = (subjectFirst ? reference : subject).start()) {
        InetSocketAddress subjectAddress = (subjectFirst ? first : second).address();
        InetSocketAddress referenceAddress = (subjectFirst ? second : first).address();
        warmUp(first.address());
        warmUp(second.address());
        for (String operation : operations) {
          double[][] slices = slices(operation, subjectAddress, referenceAddress);
          add(subjects, operation, Statistics.median(slices[0]));
          add(references, operation, Statistics.median(slices[1]));
        }
      }
    }
    List<PairedRatio> ratios = new ArrayList<>();
    for (String operation : operations) {
      ratios.add(
          new PairedRatio(
              operation,
              subjects.getOrDefault(operation, List.of()),
              references.getOrDefault(operation, List.of()),
              seed));
    }
    return ratios;
  }

  private void warmUp(InetSocketAddress server) throws IOException, InterruptedException {
    for (String operation : operations) {
      meter.perSecond(server, operation, effort.warmUp());
    }
  }

  private double[][] slices(
      String operation, InetSocketAddress subject, InetSocketAddress reference)
      throws IOException, InterruptedException {
    double[][] slices = new double[2][effort.slices()];
    for (int i = 0; i < effort.slices(); i++) {
      boolean subjectFirst = random.nextBoolean();
      for (boolean isSubject : new boolean[] {subjectFirst, !subjectFirst}) {
        slices[isSubject ? 0 : 1][i] =
            meter.perSecond(isSubject ? subject : reference, operation, effort.slice());
      }
    }
    return slices;
  }

  private static void add(Map<String, List<Double>> all, String operation, double value) {
    all.computeIfAbsent(operation, absent -> new ArrayList<>()).add(value);
  }
}
