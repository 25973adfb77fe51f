package dev.kitsune.eval.faults;

import dev.kitsune.control.ControlClient;
import dev.kitsune.control.ControlDirectory;
import dev.kitsune.control.ControlException;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.stream.Version;
import dev.kitsune.update.Deadlines;
import dev.kitsune.update.UpdateException;
import dev.kitsune.update.UpdateReport;
import dev.kitsune.update.Verifying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives one server, with one client, every faulty version after the other, and at last the right
 * one (Mvedsua, ASPLOS 2019, section 6.2: the faults that a DSU system must survive). Updates are
 * verified, so that each roll-back is compared object for object.
 */
public final class FaultMatrix {

  private static final Duration PLENTY = Duration.ofSeconds(60);
  private static final Deadlines GOOD = new Deadlines(PLENTY, PLENTY, PLENTY);
  private static final Duration SOON = Duration.ofMillis(500);
  private static final String RESTARTING = "RESTART";
  private static final String BUSY = "busy";

  private final Path folder;
  private final Consumer<String> progress;

  /**
   * Sets up the experiment.
   *
   * @param folder where faulty jars are made
   * @param progress told what goes on
   */
  public FaultMatrix(Path folder, Consumer<String> progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Runs all faults that fit the step.
   *
   * @param server at the first version
   * @param each told each row as soon as it is there
   * @throws IOException if the client cannot begin, or a jar cannot be made
   */
  public void run(ServerUnderTest server, String from, Version to, Consumer<FaultRow> each)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try (Pulse pulse = Pulse.of(to.program(), server.address())) {
      pulse.beat();
      for (Fault fault : Fault.values()) {
        Path jar = folder.resolve(to.program() + "-" + to.version() + "-" + fault.id() + ".jar");
        if (!FaultyJar.make(to, from, fault.id(), fault.edit(), jar)) {
          progress.accept(to.program() + ", " + fault.id() + ": the step has nothing of the kind");
          continue;
        }
        progress.accept(to.program() + ", " + fault.id());
        FaultRow row = fault(server, pulse, from, to, fault, jar);
        each.accept(row);
        if (!row.outcome().equals(UpdateReport.Outcome.ROLLED_BACK.name())) {
          return; // what runs now is not what the other faults are about
        }
      }
      each.accept(good(server, pulse, from, to, to.jar(), "none, at last"));
      late(server, pulse, to, each);
    }
  }

  /** Updates to a version with a thread that reaches no point, and then from that one. */
  private void late(ServerUnderTest server, Pulse pulse, Version base, Consumer<FaultRow> each)
      throws IOException {
    String from = base.version();
    Path busy = folder.resolve(base.program() + "-busy.jar");
    FaultyJar.make(base, from, BUSY, FaultyJar.Edit.BUSY_THREAD, busy);
    Path next = folder.resolve(base.program() + "-after-busy.jar");
    FaultyJar.make(base, from + "-" + BUSY, "after-" + BUSY, FaultyJar.Edit.NONE, next);
    progress.accept(base.program() + ", " + BUSY);
    FaultRow taken = good(server, pulse, from, base, busy, "none, but its new thread is busy");
    each.accept(taken);
    if (taken.failure().isEmpty()) {
      Tried tried = attempt(server, next, GOOD.quiescence(SOON));
      List<String> wrong = rolledBack(tried);
      if (!tried.cause.contains(BusyThread.NAME)) {
        wrong.add("the report does not name the thread: expected=" + BusyThread.NAME);
      }
      each.accept(row(server, pulse, from + "-" + BUSY, base, "deadline-missed", tried, wrong));
    }
  }

  private static FaultRow fault(
      ServerUnderTest server, Pulse pulse, String from, Version to, Fault fault, Path jar)
      throws InterruptedException {
    boolean twice = fault == Fault.SECOND_UPDATE;
    Tried tried = twice ? twice(server, jar, fault) : attempt(server, jar, fault.deadlines());
    return row(server, pulse, from, to, fault.id(), tried, rolledBack(tried));
  }

  private static List<String> rolledBack(Tried tried) {
    List<String> wrong = new ArrayList<>();
    if (!tried.outcome.equals(UpdateReport.Outcome.ROLLED_BACK.name())) {
      wrong.add("expected a roll-back, found " + tried.outcome + ": " + tried.cause);
    }
    return wrong;
  }

  private static FaultRow good(
      ServerUnderTest server, Pulse pulse, String from, Version to, Path jar, String name) {
    Tried tried = attempt(server, jar, GOOD);
    List<String> wrong = new ArrayList<>();
    if (!tried.outcome.equals(UpdateReport.Outcome.COMMITTED.name())) {
      wrong.add("the right version was not taken: " + tried.cause);
    }
    return row(server, pulse, from, to, name, tried, wrong);
  }

  /** Judges what came of a request, and whether server and client go on. */
  static FaultRow row(
      ServerUnderTest server,
      Pulse pulse,
      String from,
      Version to,
      String fault,
      Tried tried,
      List<String> wrong) {
    String connection = "alive";
    try {
      pulse.beat();
    } catch (IOException e) {
      connection = "dead";
      wrong.add("the client's connection: " + e.getMessage());
    }
    if (!server.isAlive()) {
      wrong.add("the server's process is gone");
    }
    UpdateReport report = tried.report;
    UpdateReport.Verification verified = report == null ? null : report.verification();
    Boolean restored = verified == null ? null : verified.restored();
    if (report != null && Boolean.FALSE.equals(restored)) {
      wrong.add("the state is not as it was: " + report.notes());
    }
    if (verified != null && verified.oldLoadersAlive() > 0) {
      wrong.add("loaders that should be gone are held: " + verified.heldBy());
    }
    return new FaultRow(
        to.program(),
        from,
        to.version(),
        fault,
        server.isAlive() ? tried.outcome : "DEAD",
        report == null || report.failedPhase() == null ? null : report.failedPhase().name(),
        tried.cause,
        connection,
        restored == null ? "-" : restored ? "equal" : "differs",
        tried.millis,
        String.join("; ", wrong));
  }

  /** What came of one request. */
  record Tried(String outcome, String cause, @Nullable UpdateReport report, double millis) {}

  private static Tried attempt(ServerUnderTest server, Path jar, Deadlines deadlines) {
    return attempt(server, jar, deadlines, phase -> {});
  }

  private static Tried attempt(
      ServerUnderTest server, Path jar, Deadlines deadlines, Consumer<String> phases) {
    long begin = System.nanoTime();
    try (ControlClient client = ControlDirectory.ofUser().connect(server.pid())) {
      UpdateReport report = client.update(jar, deadlines, false, Verifying.ON, phases);
      String cause = report.cause() == null ? "" : report.cause();
      return new Tried(report.outcome().name(), cause, report, since(begin));
    } catch (UpdateException.Refused e) {
      return new Tried("REFUSED", String.valueOf(e.getMessage()), null, since(begin));
    } catch (ControlException e) {
      return new Tried("NO ANSWER", String.valueOf(e.getMessage()), null, since(begin));
    }
  }

  /** Asks for a second update when the first one restarts; it must be refused at once. */
  private static Tried twice(ServerUnderTest server, Path jar, Fault fault)
      throws InterruptedException {
    CompletableFuture<Tried> second = new CompletableFuture<>();
    Tried first =
        attempt(
            server,
            jar,
            fault.deadlines(),
            phase -> {
              if (phase.toUpperCase(java.util.Locale.ROOT).contains(RESTARTING)
                  && !second.isDone()) {
                second.complete(attempt(server, jar, fault.deadlines()));
              }
            });
    second.complete(new Tried("NEVER ASKED", "the first did not come to its restart", null, 0));
    try {
      Tried other = second.get();
      return other.outcome.equals("REFUSED")
          ? new Tried(
              first.outcome,
              "second: " + other.cause + "; first: " + first.cause,
              first.report,
              first.millis)
          : new Tried("SECOND " + other.outcome, other.cause, first.report, first.millis);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }
}
