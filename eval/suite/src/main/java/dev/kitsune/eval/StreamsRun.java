package dev.kitsune.eval;

import dev.kitsune.eval.experiment.AtCapacity;
import dev.kitsune.eval.experiment.CapacityRow;
import dev.kitsune.eval.experiment.ManyConnections;
import dev.kitsune.eval.experiment.HotSwap;
import dev.kitsune.eval.experiment.Quiescence;
import dev.kitsune.eval.experiment.QuiescenceRow;
import dev.kitsune.eval.experiment.RestartUnderLoad;
import dev.kitsune.eval.experiment.Size;
import dev.kitsune.eval.experiment.StateSizeRow;
import dev.kitsune.eval.experiment.StepRow;
import dev.kitsune.eval.experiment.StepsUnderLoad;
import dev.kitsune.eval.experiment.Tables;
import dev.kitsune.eval.experiment.VerifiedRow;
import dev.kitsune.eval.experiment.VerifiedSteps;
import dev.kitsune.eval.report.ReportWriter;
import dev.kitsune.eval.report.Table;
import dev.kitsune.eval.server.Children;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.eval.steady.Comparison;
import dev.kitsune.eval.steady.PairedRatio;
import dev.kitsune.eval.steady.ServerCpu;
import dev.kitsune.eval.subject.Subject;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Step;
import dev.kitsune.stream.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code kitsune eval}: each program's stream, and beside it the alternative. The report
 * is written after every row, so that what was measured is kept if the run is interrupted.
 */
final class StreamsRun {

  /** What a run consists of, by the names that {@code --only} takes. */
  enum Experiment {
    STEPS,
    VERIFIED,
    RESTARTS,
    QUIESCENCE,
    STEADY,
    CONNECTIONS,
    CAPACITY,
    HOTSWAP,
    PEERS,
    MICRO;

    /** Returns what a size measures unless others are named. */
    static Set<Experiment> of(Size size) {
      return size == Size.QUICK
          ? EnumSet.of(STEPS, VERIFIED, RESTARTS, QUIESCENCE, HOTSWAP)
          : EnumSet.allOf(Experiment.class);
    }

    /** Returns the name on the command line. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int CONNECTION_UPDATES = 6;

  private final Environment environment;
  private final Size size;
  private final Set<Experiment> experiments;
  private final Console console;
  private final EarlierRows rows;
  private final List<String> failures = new ArrayList<>();
  private final List<String> notMeasured = new ArrayList<>(NOT_MEASURED);
  private final Progress progress;
  private int expected;
  private @Nullable Interruption interruption;

  /**
   * Sets up a run.
   *
   * @param rows what an interrupted run has measured already
   */
  StreamsRun(
      Environment environment,
      Size size,
      Set<Experiment> experiments,
      EarlierRows rows,
      Console console) {
    this.environment = environment;
    this.size = size;
    this.experiments = experiments;
    this.rows = rows;
    this.console = console;
    this.progress = new Progress(console);
  }

  /** Returns whether every update committed and every correctness counter is zero. */
  boolean run(List<String> programs) throws CatalogueException, IOException, InterruptedException {
    console.line("kitsune eval, " + size.name().toLowerCase(Locale.ROOT));
    environment.print(console);
    Interruption watch = Interruption.watch(environment.out());
    interruption = watch;
    try (Children children = Children.create()) {
      List<Part> parts = new ArrayList<>();
      for (String program : programs) {
        for (int fork = 1; fork <= size.forks(); fork++) {
          plan(children, program, fork, parts);
        }
      }
      if (experiments.contains(Experiment.MICRO) && rows.micro().isEmpty()) {
        MicroBenchmarks benchmarks = new MicroBenchmarks(environment, children);
        add(
            parts,
            "micro",
            MicroBenchmarks.seconds(size),
            () -> {
              progress.say("JMH");
              rows.addMicro(benchmarks.run(size));
            });
      }
      console.line(
          "estimate: " + progress.estimate() + (rows.isEmpty() ? "" : ", beside what is kept"));
      for (Part part : parts) {
        progress.begin(part.seconds());
        try {
          part.work().run();
        } catch (IOException | IllegalStateException e) {
          // The other parts still count; the run as a whole has failed.
          failures.add(part.name() + ": " + e.getMessage());
        }
        progress.end();
        if (watch.hasCome()) {
          return false;
        }
        write(false, false);
      }
    } finally {
      watch.forget();
    }
    boolean correct =
        failures.isEmpty()
            && rows.steps().size() == expected
            && rows.steps().stream().allMatch(StepRow::isCorrect);
    write(true, correct);
    print(correct);
    return correct;
  }

  /** A part of the run, with what is expected of it. */
  private record Part(String name, double seconds, Work work) {

    private interface Work {
      void run() throws IOException, InterruptedException;
    }
  }

  private void plan(Children children, String program, int fork, List<Part> parts)
      throws CatalogueException {
    Subject subject = Programs.subject(program, size, environment.seed() + fork);
    Servers servers = Programs.servers(environment, children, subject);
    List<Version> versions = Programs.versions(environment, servers);
    int steps = versions.size() - 1;
    if (experiments.contains(Experiment.STEPS)) {
      expected += steps;
      if (!rows.hasSteps(program, fork, steps)) {
        add(
            parts,
            program + ", steps of fork " + fork,
            size.secondsOfSteps(steps),
            () -> steps(subject, servers, versions, fork));
      }
    }
    if (experiments.contains(Experiment.VERIFIED) && fork == 1) {
      if (!rows.hasVerified(program, steps)) {
        add(
            parts,
            program + ", verified",
            size.secondsOfVerified(steps),
            () -> verified(subject, servers, versions));
      }
    }
    if (experiments.contains(Experiment.RESTARTS)) {
      for (int i = size.restartsAtEveryStep() ? 1 : steps; i >= 1 && i <= steps; i++) {
        Step step = new Step(versions.get(i - 1), versions.get(i));
        if (!rows.hasRestart(program, fork, step)) {
          add(
              parts,
              program + ", restart " + step.to().version(),
              size.secondsOfRestart(),
              () -> restart(subject, servers, step, fork));
        }
      }
    }
    if (fork == 1 && steps > 0) {
      planOnce(children, subject, servers, versions, parts);
    }
  }

  /** What is measured at one version, or one step, only. */
  private void planOnce(
      Children children,
      Subject subject,
      Servers servers,
      List<Version> versions,
      List<Part> parts) {
    Step first = new Step(versions.get(0), versions.get(1));
    if (experiments.contains(Experiment.QUIESCENCE) && !rows.hasQuiescence(subject.program())) {
      add(
          parts,
          subject.program() + ", quiescence",
          size.secondsOfQuiescence(),
          () -> quiescence(subject, servers, first));
    }
    if (experiments.contains(Experiment.STEADY) && !rows.hasSteady(subject.program())) {
      add(
          parts,
          subject.program() + ", steady",
          size.secondsOfSteady(),
          () -> steady(subject, servers, first.from()));
    }
    if (experiments.contains(Experiment.CAPACITY) && !rows.hasCapacity(subject.program())) {
      add(
          parts,
          subject.program() + ", capacity",
          size.secondsOfCapacity(),
          () -> capacity(subject, servers, first));
    }
    if (experiments.contains(Experiment.HOTSWAP)
        && rows.hotSwapsOf(subject.program()) < versions.size() - 1) {
      add(
          parts,
          subject.program() + ", hotswap",
          0.7 * (versions.size() - 1),
          () -> hotSwap(children, versions));
    }
    if (experiments.contains(Experiment.PEERS) && !rows.hasPeers(subject.program())) {
      if (Peers.isInstalled(subject.program())) {
        add(
            parts,
            subject.program() + ", peers",
            size.secondsOfSteady(),
            () -> peers(subject, servers, versions.get(versions.size() - 1)));
      } else {
        notMeasured.add(
            "peer of "
                + subject.program()
                + ": "
                + (Peers.name(subject.program()).isEmpty()
                    ? "vsftpd has a process for each session, and its users are the system's"
                    : Peers.name(subject.program()) + " is not installed"));
      }
    }
    if (experiments.contains(Experiment.CONNECTIONS)) {
      for (Crowd crowd : Crowd.of(subject.program(), size, environment.seed())) {
        if (!rows.hasStateSize(crowd.subject().program() + ", " + crowd.what(), crowd.count())) {
          add(
              parts,
              crowd.count() + " " + crowd.what(),
              size.secondsOfConnections(),
              () -> connections(children, crowd, versions));
        }
      }
    }
  }

  private void peers(Subject subject, Servers servers, Version version)
      throws IOException, InterruptedException {
    String program = subject.program();
    ServerCpu cpu = new ServerCpu(subject::perform);
    Comparison comparison =
        new Comparison(
            cpu, size.steady(), subject.operations(), environment.seed(), progress::say);
    rows.addPeers(
        program,
        comparison.run(
            program + " against " + Peers.name(program),
            () -> cpu.watch(servers.kitsune(version)),
            () -> cpu.watch(Peers.start(program, servers))));
  }

  private void capacity(Subject subject, Servers servers, Step step)
      throws IOException, InterruptedException {
    String program = subject.program();
    List<CapacityRow> found =
        new AtCapacity(
                rate -> Programs.subject(program, size, environment.seed(), rate),
                Programs.lowRate(program),
                size.timing(),
                environment.out(),
                progress::say)
            .run(servers, step);
    rows.addCapacity(program, found);
    for (CapacityRow row : found) {
      row.step()
          .failures()
          .forEach(failure -> failures.add(program + " at " + row.share() + ": " + failure));
    }
  }

  private void hotSwap(Children children, List<Version> versions)
      throws IOException, InterruptedException {
    HotSwap hotSwap = new HotSwap(environment.installation(), children, environment.out());
    for (int i = 1; i < versions.size(); i++) {
      rows.add(hotSwap.run(new Step(versions.get(i - 1), versions.get(i))));
    }
  }

  private void quiescence(Subject subject, Servers servers, Step step)
      throws IOException, InterruptedException {
    try (ServerUnderTest server = servers.kitsune(step.from())) {
      QuiescenceRow row =
          new Quiescence(subject, size.stops(), size.timing(), progress::say)
              .run(server, step.from().version(), step.to().version());
      rows.add(row);
      row.failures().forEach(failure -> failures.add(subject.program() + ", quiescence: " + failure));
    }
  }

  private void steady(Subject subject, Servers servers, Version version)
      throws IOException, InterruptedException {
    ServerCpu cpu = new ServerCpu(subject::perform);
    Comparison comparison =
        new Comparison(
            cpu, size.steady(), subject.operations(), environment.seed(), progress::say);
    rows.addSteady(
        subject.program(),
        comparison.run(
            subject.program() + ", kitsune against plain",
            () -> cpu.watch(servers.kitsune(version)),
            () -> cpu.watch(servers.plain(version))));
  }

  private void connections(Children children, Crowd crowd, List<Version> versions)
      throws IOException, InterruptedException {
    try {
      Servers servers = Programs.servers(environment, children, crowd.subject());
      Version one = versions.get(0);
      Version other = versions.get(1);
      servers.add(other);
      int updates = Step.between(other, one).isPresent() ? CONNECTION_UPDATES : 1;
      try (ServerUnderTest server = servers.kitsune(one)) {
        StateSizeRow row =
            new ManyConnections(
                    crowd.subject(),
                    new ManyConnections.Plan(
                        crowd.what(), crowd.count(), one.version(), other.version(), updates),
                    progress::say)
                .run(server);
        rows.add(row);
        if (!row.failure().isEmpty()) {
          failures.add(row.change() + ", " + row.entries() + ": " + row.failure());
        }
      }
    } catch (CatalogueException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void add(List<Part> parts, String name, double seconds, Part.Work work) {
    progress.expect(seconds);
    parts.add(new Part(name, seconds, work));
  }

  private void steps(Subject subject, Servers servers, List<Version> versions, int fork)
      throws IOException, InterruptedException {
    List<String> names = names(versions);
    progress.say(
        subject.program()
            + ", fork "
            + fork
            + " of "
            + size.forks()
            + ": "
            + String.join(" -> ", names));
    rows.forgetSteps(subject.program(), fork);
    try (ServerUnderTest server = servers.kitsune(versions.get(0))) {
      new StepsUnderLoad(subject, size.timing(), environment.out(), progress::say)
          .run(fork, server, names, this::keep);
    }
  }

  private void verified(Subject subject, Servers servers, List<Version> versions)
      throws IOException, InterruptedException {
    rows.forgetVerified(subject.program());
    try (ServerUnderTest server = servers.kitsune(versions.get(0))) {
      new VerifiedSteps(subject, progress::say).run(server, names(versions), this::keep);
    }
  }

  private void restart(Subject subject, Servers servers, Step step, int fork)
      throws IOException, InterruptedException {
    rows.add(new RestartUnderLoad(subject, size.timing(), progress::say).run(servers, fork, step));
  }

  private static List<String> names(List<Version> versions) {
    return versions.stream().map(Version::version).toList();
  }

  private void keep(StepRow row) {
    if (isInterrupted()) {
      return;
    }
    rows.add(row);
    progress.say(
        row.subject()
            + " "
            + row.from()
            + " -> "
            + row.to()
            + ": "
            + row.outcome()
            + (row.isCorrect() ? "" : ", FAILED"));
    try {
      write(false, false);
    } catch (IOException e) {
      console.error("cannot write the report: " + e.getMessage());
    }
  }

  /** What is measured while the servers are being ended would say that they failed. */
  private boolean isInterrupted() {
    Interruption watch = interruption;
    return watch != null && watch.hasCome();
  }

  private void keep(VerifiedRow row) {
    if (isInterrupted()) {
      return;
    }
    rows.add(row);
    if (!row.failure().isEmpty()) {
      failures.add(row.failure());
    }
  }

  private void write(boolean complete, boolean correct) throws IOException {
    ReportWriter report =
        environment
            .report("streams")
            .put("size", size.name())
            .put("leftOut", size.leftOut())
            .put("notMeasured", notMeasured)
            .put("correct", correct)
            .put("failures", failures)
            .put("updates", rows.steps())
            .put("verified", rows.verified())
            .put("restarts", rows.restarts())
            .put("quiescence", rows.quiescence())
            .put("steady", rows.steady())
            .put("stateSize", rows.stateSizes())
            .put("capacity", rows.capacity())
            .put("hotSwap", rows.hotSwaps())
            .put("peers", rows.peers())
            .put("micro", rows.micro());
    environment.write(report, complete);
  }

  private void print(boolean correct) {
    List<StepRow> steps = rows.steps();
    if (!steps.isEmpty()) {
      console.table(Tables.updates(steps));
      if (size.forks() > 1) {
        console.table(Tables.medians(steps));
      }
      console.table(Tables.latency(steps));
      console.table(Tables.correctness(steps));
    }
    table(rows.restarts(), Tables::restarts);
    table(rows.quiescence(), Tables::quiescence);
    rows.steady().forEach((program, ratios) -> ratios(program, "plain", ratios));
    rows.peers().forEach((program, ratios) -> ratios(program, Peers.name(program), ratios));
    table(rows.stateSizes(), Tables::stateSize);
    table(rows.capacity(), Tables::capacity);
    table(rows.hotSwaps(), Tables::hotSwap);
    table(rows.micro(), MicroBenchmarks::table);
    failures.forEach(failure -> console.line("FAILED: " + failure));
    console.line("");
    console.line("left out of this size:");
    size.leftOut().forEach(item -> console.line("  - " + item));
    console.line("report: " + environment.out().resolve("report.json"));
    console.line(
        correct
            ? "every update committed, every counter is zero"
            : "FAILED: see above; updates expected=" + expected + ", rows=" + steps.size());
  }

  private <T> void table(List<T> found, Function<List<T>, Table> table) {
    if (!found.isEmpty()) {
      console.table(table.apply(found));
    }
  }

  private void ratios(String program, String other, List<PairedRatio> ratios) {
    console.table(
        SteadyCommand.table(
            program + " under Kitsune against " + other + ", answers a second of processor time",
            "kitsune",
            other,
            ratios));
  }

  private static final List<String> NOT_MEASURED =
      List.of(
          "liveObjects: objects.visited is what the update itself counted",
          "correct.staleRefs: in the verified updates, which are not measured; see verified",
          "recoveryS in updates: against the schedule; against a cold-started version in capacity",
          "hand-over of the listening socket: the programs of these releases take none over, and the"
              + " JDK passes none on; the restart is the alternative that they have");
}
