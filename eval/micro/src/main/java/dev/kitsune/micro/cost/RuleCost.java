package dev.kitsune.micro.cost;

import dev.kitsune.transform.Transformation;
import dev.kitsune.xf.run.StepRules;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Rules on every object of an array, against the hand-written loop and against the default copy: by
 * turns in one JVM, and the first time in fresh JVMs. Both sides are checked.
 */
@Command(
    name = "rule-cost",
    mixinStandardHelpOptions = true,
    description = "Cost of a step's rules against a hand-written loop and the default copy.")
public final class RuleCost implements Callable<Integer> {

  @Option(names = "--size", defaultValue = "1000000", description = "objects")
  private int size;

  @Option(names = "--threads", defaultValue = "1", description = "of the transformation")
  private int threads;

  @Option(names = "--rounds", defaultValue = "21", description = "measured, after --warm others")
  private int rounds;

  @Option(names = "--warm", defaultValue = "8")
  private int warm;

  @Option(names = "--cold", defaultValue = "0", description = "fresh JVMs for each side")
  private int cold;

  @Option(names = "--seed", defaultValue = "20120101")
  private long seed;

  @Option(names = "--once", hidden = true, description = "one side, one time")
  private @Nullable String once;

  /** Runs the measurement. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new RuleCost()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (once != null) {
      String[] side = once.split(":", 2);
      System.out.println(side(RuleShape.valueOf(side[0]), side[1].equals("hand")).once());
      return 0;
    }
    System.out.printf(
        Locale.ROOT,
        "java %s, %s, %d objects, %d thread(s)%n%-9s %5s %10s %10s %22s %22s%n",
        Runtime.version(),
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        size,
        threads,
        "rule",
        "",
        "hand ms",
        "kitsune ms",
        "to hand [95%]",
        "to default [95%]");
    print("warm", byTurns());
    if (cold > 0) {
      print("cold", inFreshJvms());
    }
    return 0;
  }

  /** One of two ways to transform. */
  private interface Side {
    double once() throws Exception;
  }

  private Side side(RuleShape shape, boolean byHand) {
    if (byHand) {
      return () -> byHand(shape);
    }
    RuledVersions versions = new RuledVersions(shape.newer(), shape.xf());
    return () -> byRules(shape, versions);
  }

  private double[][] byTurns() throws Exception {
    List<Side> sides = new ArrayList<>();
    for (RuleShape shape : RuleShape.values()) {
      sides.add(side(shape, true));
      sides.add(side(shape, false));
    }
    double[][] millis = new double[sides.size()][rounds];
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = -warm; round < rounds; round++) {
      int first = random.nextInt(sides.size());
      for (int i = 0; i < sides.size(); i++) {
        int side = (first + i) % sides.size();
        double taken = sides.get(side).once();
        if (round >= 0) {
          millis[side][round] = taken;
        }
      }
    }
    return millis;
  }

  private double[][] inFreshJvms() throws IOException, InterruptedException {
    RuleShape[] shapes = RuleShape.values();
    double[][] millis = new double[shapes.length * 2][cold];
    for (int i = 0; i < cold; i++) {
      for (int side = 0; side < millis.length; side++) {
        String name = shapes[side / 2].name() + (side % 2 == 0 ? ":hand" : ":kitsune");
        millis[side][i] = inFreshJvm(name);
      }
    }
    return millis;
  }

  private double inFreshJvm(String side) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(RuleCost.class.getName());
    command.addAll(List.of("--size", String.valueOf(size)));
    command.addAll(List.of("--threads", String.valueOf(threads), "--once", side));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("a fresh JVM failed: command=" + command);
    }
    return Double.parseDouble(printed);
  }

  private double byHand(RuleShape shape) {
    OldPart[] parts = new OldPart[size];
    for (int i = 0; i < size; i++) {
      parts[i] = new OldPart(i);
    }
    System.gc(); // what is measured begins with an empty young generation, on both sides
    long start = System.nanoTime();
    Object[] after = shape.byHand(parts);
    long end = System.nanoTime();
    shape.check(after);
    return (end - start) / 1e6;
  }

  private double byRules(RuleShape shape, RuledVersions versions)
      throws ReflectiveOperationException {
    @Nullable Object[] parts = versions.build(size);
    StepRules rules = versions.rules();
    Transformation transformation = versions.prepared(rules, threads);
    transformation.root("root", parts);
    System.gc();
    long start = System.nanoTime();
    transformation.run();
    transformation.apply();
    long end = System.nanoTime();
    @Nullable Object[] after =
        (@Nullable Object[]) Objects.requireNonNull(transformation.fresh(parts));
    for (int i = 0; i < size; i += Math.max(1, size / 1000)) {
      if (versions.number(after[i], shape.field()) != shape.value(i)) {
        throw new IllegalStateException("the outcome is wrong: rule=" + shape + ", part=" + i);
      }
    }
    transformation.finish();
    rules.end();
    return (end - start) / 1e6;
  }

  private void print(String kind, double[][] millis) {
    for (RuleShape shape : RuleShape.values()) {
      double[] hand = millis[shape.ordinal() * 2];
      double[] kitsune = millis[shape.ordinal() * 2 + 1];
      System.out.printf(
          Locale.ROOT,
          "%-9s %5s %10.1f %10.1f %22s %22s%n",
          shape.name().toLowerCase(Locale.ROOT),
          kind,
          Ratios.median(hand),
          Ratios.median(kitsune),
          Ratios.ofMedians(hand, kitsune, seed).strip(),
          Ratios.ofMedians(millis[1], kitsune, seed).strip());
    }
  }
}
