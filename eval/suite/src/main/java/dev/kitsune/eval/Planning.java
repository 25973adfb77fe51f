package dev.kitsune.eval;

import dev.kitsune.eval.experiment.Size;
import dev.kitsune.eval.server.Children;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.eval.subject.Subject;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Step;
import dev.kitsune.stream.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which parts of a run a program has, those left out that an interrupted run has done. */
final class Planning {

  private final Environment environment;
  private final Size size;
  private final Set<Experiment> experiments;
  private final Children children;
  private final EarlierRows rows;
  private final Measurements measurements;
  private final List<String> notMeasured;

  /**
   * @param notMeasured what cannot be measured here, in words, is added to it
   */
  Planning(
      Environment environment,
      Size size,
      Set<Experiment> experiments,
      Children children,
      EarlierRows rows,
      Measurements measurements,
      List<String> notMeasured) {
    this.environment = environment;
    this.size = size;
    this.experiments = experiments;
    this.children = children;
    this.rows = rows;
    this.measurements = measurements;
    this.notMeasured = notMeasured;
  }

  /** Returns how many steps a program has. */
  int steps(String program) throws CatalogueException {
    Servers servers = Programs.servers(environment, children, program);
    return Programs.versions(environment, servers).size() - 1;
  }

  /**
   * Returns the parts of one program that are not done yet.
   *
   * @param fork from 1; what needs no repetition is in the first
   */
  List<Part> plan(String program, int fork) throws CatalogueException {
    List<Part> parts = new ArrayList<>();
    Subject subject = Programs.subject(program, size, environment.seed() + fork);
    Servers servers = Programs.servers(environment, children, subject);
    List<Version> versions = Programs.versions(environment, servers);
    int steps = versions.size() - 1;
    if (experiments.contains(Experiment.STEPS)) {
      if (!rows.hasSteps(program, fork, steps)) {
        parts.add(
            new Part(
                program + ", steps of fork " + fork,
                size.secondsOfSteps(steps),
                () -> measurements.steps(subject, servers, versions, fork)));
      }
    }
    if (experiments.contains(Experiment.VERIFIED) && fork == 1) {
      if (!rows.hasVerified(program, steps)) {
        parts.add(
            new Part(
                program + ", verified",
                size.secondsOfVerified(steps),
                () -> measurements.verified(subject, servers, versions)));
      }
    }
    if (experiments.contains(Experiment.RESTARTS)) {
      for (int i = size.restartsAtEveryStep() ? 1 : steps; i >= 1 && i <= steps; i++) {
        Step step = new Step(versions.get(i - 1), versions.get(i));
        if (!rows.hasRestart(program, fork, step)) {
          parts.add(
              new Part(
                  program + ", restart " + step.to().version(),
                  size.secondsOfRestart(),
                  () -> measurements.restart(subject, servers, step, fork)));
        }
      }
    }
    if (fork == 1 && steps > 0) {
      planOnce(subject, servers, versions, parts);
    }
    return parts;
  }

  /** What is measured at one version, or one step, only. */
  private void planOnce(
      Subject subject, Servers servers, List<Version> versions, List<Part> parts) {
    Step first = new Step(versions.get(0), versions.get(1));
    if (experiments.contains(Experiment.QUIESCENCE) && !rows.hasQuiescence(subject.program())) {
      parts.add(
          new Part(
              subject.program() + ", quiescence",
              size.secondsOfQuiescence(),
              () -> measurements.quiescence(subject, servers, first)));
    }
    if (experiments.contains(Experiment.STEADY) && !rows.hasSteady(subject.program())) {
      parts.add(
          new Part(
              subject.program() + ", steady",
              size.secondsOfSteady(),
              () -> measurements.steady(subject, servers, first.from())));
    }
    if (experiments.contains(Experiment.CAPACITY) && !rows.hasCapacity(subject.program())) {
      parts.add(
          new Part(
              subject.program() + ", capacity",
              size.secondsOfCapacity(),
              () -> measurements.capacity(subject, servers, first)));
    }
    if (experiments.contains(Experiment.HOTSWAP)
        && rows.hotSwapsOf(subject.program()) < versions.size() - 1) {
      parts.add(
          new Part(
              subject.program() + ", hotswap",
              0.7 * (versions.size() - 1),
              () -> measurements.hotSwap(versions)));
    }
    if (experiments.contains(Experiment.PEERS) && !rows.hasPeers(subject.program())) {
      if (Peers.isInstalled(subject.program())) {
        parts.add(
            new Part(
                subject.program() + ", peers",
                size.secondsOfSteady(),
                () -> measurements.peers(subject, servers, versions.get(versions.size() - 1))));
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
          parts.add(
              new Part(
                  crowd.count() + " " + crowd.what(),
                  size.secondsOfConnections(),
                  () -> measurements.connections(crowd, versions)));
        }
      }
    }
  }
}
