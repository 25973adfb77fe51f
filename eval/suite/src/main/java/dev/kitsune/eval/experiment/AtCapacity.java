package dev.kitsune.eval.experiment;

import dev.kitsune.eval.load.Segment;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.eval.subject.Load;
import dev.kitsune.eval.subject.Subject;
import dev.kitsune.stream.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An update at 50% and at 80% of what the server can do, with the time until it keeps pace again
 * beside that of a new version that is started cold, without Kitsune (Rubah, OOPSLA 2014, figures 5
 * and 6: throughput over time; the share of the capacity is what they leave open).
 */
public final class AtCapacity {

  /** Makes the program with a load of a given rate. */
  @FunctionalInterface
  public interface Rated {

    /** Returns the subject. */
    Subject at(double perSecond);
  }

  private static final List<Double> SHARES = List.of(0.5, 0.8);
  private static final double GROWTH = 1.5;
  private static final double KEPT_UP = 0.97;

  /** Answers that may be on their way when a second ends. */
  private static final int SLACK = 2;

  private static final long TRIAL_NANOS = TimeUnit.MILLISECONDS.toNanos(2000);
  private static final int MOST_TRIALS = 24;

  private final Rated subjects;
  private final double firstRate;
  private final Timing timing;
  private final Path folder;
  private final Consumer<String> progress;

  /**
   * Sets up the experiment.
   *
   * @param firstRate at which the search begins
   */
  public AtCapacity(
      Rated subjects, double firstRate, Timing timing, Path folder, Consumer<String> progress) {
    this.subjects = subjects;
    this.firstRate = firstRate;
    this.timing = timing;
    this.folder = folder;
    this.progress = progress;
  }

  /** Finds the capacity, and takes the step at each share of it. */
  public List<CapacityRow> run(Servers servers, Step step)
      throws IOException, InterruptedException {
    double capacity;
    try (ServerUnderTest server = servers.kitsune(step.from())) {
      capacity = capacity(server);
    }
    List<CapacityRow> rows = new ArrayList<>();
    for (double share : SHARES) {
      Subject subject = subjects.at(capacity * share);
      progress.accept(
          subject.program() + " at " + Math.round(share * 100) + "% of " + Math.round(capacity));
      Double cold;
      try (ServerUnderTest server = servers.plain(step.to())) {
        cold = coldRecovery(subject, server);
      }
      try (ServerUnderTest server = servers.kitsune(step.from())) {
        List<String> names = List.of(step.from().version(), step.to().version());
        int number = (int) Math.round(share * 100);
        List<StepRow> done =
            new StepsUnderLoad(subject, timing, folder, progress)
                .run(number, server, names, row -> {});
        rows.add(new CapacityRow(subject.program(), capacity, share, cold, done.get(0)));
      }
    }
    return rows;
  }

  /** Raises the rate until the server falls behind; the last that it kept up with counts. */
  private double capacity(ServerUnderTest server) throws IOException, InterruptedException {
    double kept = firstRate;
    double rate = firstRate;
    boolean hasFailed = false;
    for (int trial = 0; trial < MOST_TRIALS; trial++) {
      try (Load load = subjects.at(rate).open(server.address())) {
        load.populate();
        load.start();
        TimeUnit.NANOSECONDS.sleep(TRIAL_NANOS);
        Segment segment = load.stop();
        // The first second is that of opening and compiling.
        long[] answered = segment.load().answeredPerSecond();
        double last = answered.length > 1 ? answered[1] : 0;
        progress.accept("capacity: " + Math.round(last) + " of " + Math.round(rate) + " a second");
        boolean isBehind = last < KEPT_UP * rate - SLACK;
        if (isBehind && hasFailed) {
          return kept;
        }
        // Once more: the first time its code is cold, and another time others may have been busy.
        hasFailed = isBehind;
      }
      if (!hasFailed) {
        kept = rate;
        rate *= GROWTH;
      }
    }
    return kept;
  }

  /** Requests only, with nothing created before, since that would warm the server up. */
  private @Nullable Double coldRecovery(Subject subject, ServerUnderTest server)
      throws IOException, InterruptedException {
    try (Load load = subject.open(server.address())) {
      load.start();
      TimeUnit.NANOSECONDS.sleep(timing.first().toNanos() + timing.window().toNanos());
      Segment segment = load.stop();
      return Pace.recoverySeconds(segment, segment.startNanos());
    }
  }
}
