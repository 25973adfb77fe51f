package dev.kitsune.micro.cost;

import dev.kitsune.transform.Transformation;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Transformation against the hand-written loop, by turns in one JVM: the walk and the writes, with
 * what an update does before its pause done before. And the first time in a fresh JVM, by turns in
 * JVMs of their own. Both sides are checked.
 */
@Command(
    name = "transform-cost",
    mixinStandardHelpOptions = true,
    description = "Cost of a transformation against a hand-written loop over the same data.")
public final class TransformCost implements Callable<Integer> {

  @Option(names = "--shapes", split = ",", defaultValue = "MAP,LIST,ARRAY,SKIPLIST")
  private List<Shape> shapes = List.of();

  @Option(names = "--sizes", split = ",", defaultValue = "1000000", description = "also 10000000")
  private List<Integer> sizes = List.of();

  @Option(names = "--threads", split = ",", defaultValue = "1,2")
  private List<Integer> threads = List.of();

  @Option(names = "--rounds", defaultValue = "15", description = "measured, after --warm others")
  private int rounds = 15;

  @Option(names = "--warm", defaultValue = "8")
  private int warm = 8;

  @Option(names = "--cold", defaultValue = "0", description = "fresh JVMs for each side")
  private int cold;

  @Option(
      names = "--cpu",
      description = "the calling thread's processor time: for --threads 1 on a busy machine")
  private boolean cpu;

  @Option(names = "--seed", defaultValue = "20120101")
  private long seed = 20120101;

  @Option(names = "--once", hidden = true, description = "one side, one time: 0 is by hand")
  private int once = -1;

  private final SampleVersions versions = new SampleVersions();

  /** Runs the measurement. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new TransformCost()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (once >= 0) {
      System.out.println(measure(shapes.get(0), sizes.get(0), once));
      return 0;
    }
    System.out.printf(
        Locale.ROOT,
        "java %s, %d processors, %s%n%-9s %9s %7s %5s %10s %10s %24s%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        "shape",
        "objects",
        "threads",
        "",
        "hand ms",
        "kitsune ms",
        "ratio [95%]");
    for (int size : sizes) {
      for (Shape shape : shapes) {
        warm(shape, size);
        if (cold > 0) {
          cold(shape, size);
        }
      }
    }
    return 0;
  }

  private void warm(Shape shape, int size) {
    List<Integer> sides = new ArrayList<>(List.of(0));
    sides.addAll(threads);
    double[][] millis = new double[sides.size()][rounds];
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = -warm; round < rounds; round++) {
      int first = random.nextInt(sides.size());
      for (int i = 0; i < sides.size(); i++) {
        int side = (first + i) % sides.size();
        double taken = measure(shape, size, sides.get(side));
        if (round >= 0) {
          millis[side][round] = taken;
        }
      }
    }
    for (int side = 1; side < sides.size(); side++) {
      print(shape, size, sides.get(side), "warm", millis[0], millis[side]);
    }
  }

  private void cold(Shape shape, int size) throws IOException, InterruptedException {
    for (int by : threads) {
      double[] hand = new double[cold];
      double[] kitsune = new double[cold];
      for (int i = 0; i < cold; i++) {
        boolean handFirst = i % 2 == 0;
        for (boolean isHand : handFirst ? List.of(true, false) : List.of(false, true)) {
          (isHand ? hand : kitsune)[i] = inFreshJvm(shape, size, isHand ? 0 : by);
        }
      }
      print(shape, size, by, "cold", hand, kitsune);
    }
  }

  private double inFreshJvm(Shape shape, int size, int side)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TransformCost.class.getName());
    command.addAll(List.of("--shapes", shape.name(), "--sizes", String.valueOf(size)));
    command.addAll(List.of("--once", String.valueOf(side)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("a fresh JVM failed: command=" + command);
    }
    return Double.parseDouble(printed);
  }

  /**
   * Returns the milliseconds that one transformation takes.
   *
   * @param side the number of threads, or 0 for by hand
   */
  private double measure(Shape shape, int size, int side) {
    Object container =
        side == 0 ? shape.build(size, OldItem::new, OldItem::chain) : versions.build(shape, size);
    System.gc(); // what is measured begins with an empty young generation, on both sides
    if (side == 0) {
      long start = now();
      Object after = shape.byHand(container);
      long end = now();
      check(shape.anyItem(after) instanceof NewItem);
      return (end - start) / 1e6;
    }
    Transformation transformation = versions.prepared(side);
    transformation.root("root", container);
    long start = now();
    transformation.run();
    transformation.apply();
    long end = now();
    Object after = Objects.requireNonNull(transformation.fresh(container));
    check(versions.isNew(shape.anyItem(after)));
    check(transformation.counts().copied() == size);
    transformation.finish();
    return (end - start) / 1e6;
  }

  private long now() {
    return cpu ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() : System.nanoTime();
  }

  private static void check(boolean right) {
    if (!right) {
      throw new IllegalStateException("the outcome is wrong");
    }
  }

  private void print(Shape shape, int size, int by, String kind, double[] hand, double[] kitsune) {
    System.out.printf(
        Locale.ROOT,
        "%-9s %9d %7d %5s %10.1f %10.1f %s%n",
        shape.word(),
        size,
        by,
        kind,
        Ratios.median(hand),
        Ratios.median(kitsune),
        Ratios.ofMedians(hand, kitsune, seed));
  }
}
