package dev.kitsune.eval;

import dev.kitsune.eval.experiment.Size;
import dev.kitsune.eval.ftp.FtpPlan;
import dev.kitsune.eval.ftp.FtpSubject;
import dev.kitsune.eval.http.HttpPlan;
import dev.kitsune.eval.http.HttpSubject;
import dev.kitsune.eval.kv.KvPlan;
import dev.kitsune.eval.kv.KvSubject;
import dev.kitsune.eval.server.Children;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.eval.subject.Subject;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Version;
import java.util.ArrayList;
import java.util.List;

/** The programs that the suite has a load for. */
final class Programs {

  /** Their names, in the order in which they are measured. */
  static final List<String> NAMES =
      List.of(KvSubject.PROGRAM, FtpSubject.PROGRAM, HttpSubject.PROGRAM);

  private static final int TIMEOUT_MILLIS = 10_000;

  private Programs() {}

  /** Returns a program with the load of a size. */
  static Subject subject(String program, Size size, long seed) {
    return switch (program) {
      case KvSubject.PROGRAM -> new KvSubject(size.kvPlan(seed));
      case FtpSubject.PROGRAM -> new FtpSubject(size.ftpPlan(seed));
      case HttpSubject.PROGRAM -> new HttpSubject(size.httpPlan(seed));
      default -> throw new IllegalArgumentException("no load for this program: " + program);
    };
  }

  /** Returns a program with the load of a size, but for its rate. */
  static Subject subject(String program, Size size, long seed, double perSecond) {
    return switch (program) {
      case KvSubject.PROGRAM -> new KvSubject(size.kvPlan(seed).at(perSecond));
      case FtpSubject.PROGRAM -> new FtpSubject(size.ftpPlan(seed).at(perSecond));
      case HttpSubject.PROGRAM -> new HttpSubject(size.httpPlan(seed).at(perSecond));
      default -> throw new IllegalArgumentException("no load for this program: " + program);
    };
  }

  /** Returns a rate that a program keeps up with on any machine. */
  static double lowRate(String program) {
    return program.equals(KvSubject.PROGRAM) ? 1000 : 20;
  }

  /** Returns a program with a load that leaves a small machine free for others. */
  static Subject gentle(String program, long seed) {
    return switch (program) {
      case KvSubject.PROGRAM ->
          new KvSubject(new KvPlan(10_000, 4, 500, 1000, TIMEOUT_MILLIS, seed));
      case FtpSubject.PROGRAM ->
          new FtpSubject(new FtpPlan(5, 1, 1 << 17, 1 << 23, 2, 10, 500, TIMEOUT_MILLIS, seed));
      case HttpSubject.PROGRAM ->
          new HttpSubject(new HttpPlan(1, 5, 32_000, 2, 20, 200, TIMEOUT_MILLIS, seed));
      default -> throw new IllegalArgumentException("no load for this program: " + program);
    };
  }

  /** Starts servers of a program with its sample configuration. */
  static Servers servers(Environment environment, Children children, String program)
      throws CatalogueException {
    return new Servers(
        environment.installation(), children, program, environment.out().resolve("servers"));
  }

  /** Starts servers of a program, prepared for its load. */
  static Servers servers(Environment environment, Children children, Subject subject)
      throws CatalogueException {
    return new Servers(
        environment.installation(),
        children,
        subject.program(),
        environment.out().resolve("servers"),
        subject::prepare);
  }

  /** Returns the versions of a stream; of one that has no step yet, with the synthetic one. */
  static List<Version> versions(Environment environment, Servers servers) {
    List<Version> versions = new ArrayList<>(servers.stream().versions());
    if (versions.size() == 1) {
      try {
        Version synthetic = environment.installation().synthetic(servers.stream().program(), 1);
        servers.add(synthetic);
        versions.add(synthetic);
      } catch (CatalogueException notBuilt) {
        // Then there is no step to take.
      }
    }
    return versions;
  }
}
