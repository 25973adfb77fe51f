package dev.kitsune.eval;

import dev.kitsune.eval.experiment.AtCapacity;
import dev.kitsune.eval.experiment.CapacityRow;
import dev.kitsune.eval.experiment.HotSwap;
import dev.kitsune.eval.experiment.ManyConnections;
import dev.kitsune.eval.experiment.Quiescence;
import dev.kitsune.eval.experiment.QuiescenceRow;
import dev.kitsune.eval.experiment.RestartUnderLoad;
import dev.kitsune.eval.experiment.Size;
import dev.kitsune.eval.experiment.StateSizeRow;
import dev.kitsune.eval.experiment.StepRow;
import dev.kitsune.eval.experiment.StepsUnderLoad;
import dev.kitsune.eval.experiment.VerifiedRow;
import dev.kitsune.eval.experiment.VerifiedSteps;
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
import java.util.List;

/** How each experiment is done on one program; what it finds goes to the rows. */
final class Measurements {

  /** Is told rows as soon as they are there. */
  interface Kept {

    /** One step under load. */
    void step(StepRow row);

    /** One step in the verifying mode. */
    void verified(VerifiedRow row);
  }

  private static final int CONNECTION_UPDATES = 6;

  private final Environment environment;
  private final Size size;
  private final Children children;
  private final EarlierRows rows;
  private final List<String> failures;
  private final Progress progress;
  private final Kept kept;

  /**
   * @param failures what goes wrong, in words, is added to them
   */
  Measurements(
      Environment environment,
      Size size,
      Children children,
      EarlierRows rows,
      List<String> failures,
      Progress progress,
      Kept kept) {
    this.environment = environment;
    this.size = size;
    this.children = children;
    this.rows = rows;
    this.failures = failures;
    this.progress = progress;
    this.kept = kept;
  }

  /** Compares a version with the real server. */
  void peers(Subject subject, Servers servers, Version version)
      throws IOException, InterruptedException {
    String program = subject.program();
    String name = program + " against " + Peers.name(program);
    rows.addPeers(
        program, compare(subject, name, () -> Peers.start(program, servers), servers, version));
  }

  /** Takes a step at shares of the capacity. */
  void capacity(Subject subject, Servers servers, Step step)
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

  /** Asks what redefinition would do at each step. */
  void hotSwap(List<Version> versions) throws IOException, InterruptedException {
    HotSwap hotSwap = new HotSwap(environment.installation(), children, environment.out());
    for (int i = 1; i < versions.size(); i++) {
      rows.add(hotSwap.run(new Step(versions.get(i - 1), versions.get(i))));
    }
  }

  /** Stops a version again and again. */
  void quiescence(Subject subject, Servers servers, Step step)
      throws IOException, InterruptedException {
    try (ServerUnderTest server = servers.kitsune(step.from())) {
      QuiescenceRow row =
          new Quiescence(subject, size.stops(), size.timing(), progress::say)
              .run(server, step.from().version(), step.to().version());
      rows.add(row);
      row.failures()
          .forEach(failure -> failures.add(subject.program() + ", quiescence: " + failure));
    }
  }

  /** Compares a version with itself without Kitsune. */
  void steady(Subject subject, Servers servers, Version version)
      throws IOException, InterruptedException {
    String name = subject.program() + ", kitsune against plain";
    rows.addSteady(
        subject.program(), compare(subject, name, () -> servers.plain(version), servers, version));
  }

  /** Compares by processor time, with the operations of the program. */
  private List<PairedRatio> compare(
      Subject subject, String name, Comparison.Side side, Servers servers, Version version)
      throws IOException, InterruptedException {
    ServerCpu cpu = new ServerCpu(subject::perform);
    Comparison comparison =
        new Comparison(cpu, size.steady(), subject.operations(), environment.seed(), progress::say);
    return comparison.run(
        name, () -> cpu.watch(servers.kitsune(version)), () -> cpu.watch(side.start()));
  }

  /** Goes back and forth with many connections. */
  void connections(Crowd crowd, List<Version> versions) throws IOException, InterruptedException {
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

  /** Takes every step under load. */
  void steps(Subject subject, Servers servers, List<Version> versions, int fork)
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
          .run(fork, server, names, kept::step);
    }
  }

  /** Takes every step in the verifying mode. */
  void verified(Subject subject, Servers servers, List<Version> versions)
      throws IOException, InterruptedException {
    rows.forgetVerified(subject.program());
    try (ServerUnderTest server = servers.kitsune(versions.get(0))) {
      new VerifiedSteps(subject, progress::say).run(server, names(versions), kept::verified);
    }
  }

  /** Restarts instead of a step. */
  void restart(Subject subject, Servers servers, Step step, int fork)
      throws IOException, InterruptedException {
    rows.add(new RestartUnderLoad(subject, size.timing(), progress::say).run(servers, fork, step));
  }

  private static List<String> names(List<Version> versions) {
    return versions.stream().map(Version::version).toList();
  }
}
