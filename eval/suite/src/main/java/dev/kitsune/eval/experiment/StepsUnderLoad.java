package dev.kitsune.eval.experiment;

import dev.kitsune.eval.load.Segment;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.UpdateResult;
import dev.kitsune.eval.server.Vitals;
import dev.kitsune.eval.subject.Correctness;
import dev.kitsune.eval.subject.Load;
import dev.kitsune.eval.subject.Said;
import dev.kitsune.eval.subject.Subject;
import dev.kitsune.update.UpdateReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes one server process through the steps of its stream, each in the middle of a load, and
 * checks after each that nothing was lost (Kitsune, TOPLAS 2014, tables V to VII: update times;
 * Rubah, OOPSLA 2014, figure 6: the pause as clients see it). All connections are opened once,
 * before the first update. After each step the load rests while every key is read and compared.
 */
public final class StepsUnderLoad {

  private static final int COLLECTIONS = 10;
  private static final long COLLECTION_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final Subject subject;
  private final Timing timing;
  private final Path folder;
  private final Consumer<String> progress;

  /**
   * Sets up the experiment.
   *
   * @param folder for the raw histogram logs
   * @param progress told what goes on
   */
  public StepsUnderLoad(Subject subject, Timing timing, Path folder, Consumer<String> progress) {
    this.subject = subject;
    this.timing = timing;
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Goes through the steps, and stops at the first that does not commit.
   *
   * @param server empty, at the first of the versions
   * @param versions in order
   * @param each told each row as soon as it is there
   */
  public List<StepRow> run(
      int fork, ServerUnderTest server, List<String> versions, Consumer<StepRow> each)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<StepRow> rows = new ArrayList<>();
    try (Load load = subject.open(server.address())) {
      load.populate();
      for (int i = 1; i < versions.size(); i++) {
        Duration warmUp = i == 1 ? timing.first() : timing.warmUp();
        StepRow row = step(fork, server, versions.get(i - 1), versions.get(i), warmUp, load);
        rows.add(row);
        each.accept(row);
        if (!row.outcome().equals(UpdateReport.Outcome.COMMITTED.name())) {
          break;
        }
      }
    }
    return rows;
  }

  private StepRow step(
      int fork, ServerUnderTest server, String from, String to, Duration warmUp, Load load)
      throws IOException, InterruptedException {
    progress.accept(from + " -> " + to + ": load, update, load");
    server.vitals(true);
    server.resetPeaks();
    Said before = load.said();
    load.start();
    sleep(warmUp.toNanos());
    long counted = System.nanoTime();
    sleep(timing.window().toNanos());
    UpdateResult update = server.update(to);
    sleep(timing.window().toNanos());
    Segment segment = load.stop();
    Vitals peaks = server.isAlive() ? server.vitals(false) : null;
    progress.accept(from + " -> " + to + ": checking everything");
    load.verify();
    Said after = load.said();
    Correctness found = load.takeFindings();
    Vitals rest = server.isAlive() ? atRest(server, update) : null;

    StepRow.Checks checks =
        new StepRow.Checks(
            before.version(),
            after.version(),
            pid(before, server),
            pid(after, server),
            load.expectedEntries(),
            before.entries(),
            after.entries());
    StepRow.Correct correct = StepRow.Correct.of(found, oldLoaderAlive(rest, update));
    UpdateReport report = update.report();
    return new StepRow(
        subject.program(),
        fork,
        from,
        to,
        update.outcome(),
        update.isCommitted() ? null : update.cause(),
        report == null ? null : report.heapBytes(),
        report == null ? null : report.gc(),
        report == null ? null : report.jdk(),
        report == null ? null : report.flags(),
        rest == null ? -1 : rest.threads(),
        null,
        load.workload(),
        report == null ? null : report.pauseMs(),
        report == null ? null : report.timeToQuiescenceMs(),
        report == null ? null : report.phases(),
        report == null ? null : report.objects(),
        report == null ? null : report.unitsKept(),
        report == null ? null : report.unitsReloaded(),
        ClientView.of(segment, counted, update.requestedNanos(), update.finishedNanos()),
        new StepRow.Memory(
            peaks == null ? -1 : peaks.peakHeapBytes(),
            peaks == null ? -1 : peaks.peakRssBytes(),
            rest == null ? -1 : rest.heapBytes()),
        correct,
        checks,
        load.ledgers(),
        raw(fork, from, to, segment),
        failures(update, to, server.pid(), checks, correct),
        segment.timeline().around(update.requestedNanos(), timing.shown(), timing.shown()));
  }

  /** What a protocol does not tell, the process itself does. */
  private static long pid(Said said, ServerUnderTest server) {
    Long told = said.pid();
    return told != null ? told : server.isAlive() ? server.pid() : -1;
  }

  private List<String> raw(int fork, String from, String to, Segment segment) throws IOException {
    String name = subject.program() + "-" + from + "-" + to + "-fork" + fork;
    segment.load().writeTo(folder.resolve(name + "-load.hlog"));
    segment.probe().writeTo(folder.resolve(name + "-probe.hlog"));
    return List.of(name + "-load.hlog", name + "-probe.hlog");
  }

  /**
   * Looks into the server after a collection; again, for a while, as long as there are more loaders
   * of program classes than the version has units, since an old thread may still be on its way out.
   */
  private static Vitals atRest(ServerUnderTest server, UpdateResult update)
      throws IOException, InterruptedException {
    Vitals vitals = server.vitals(true);
    for (int i = 0; i < COLLECTIONS && Boolean.TRUE.equals(oldLoaderAlive(vitals, update)); i++) {
      sleep(COLLECTION_REST_NANOS);
      vitals = server.vitals(true);
    }
    return vitals;
  }

  /** A version has one loader for each unit; more are alive only if old ones are. */
  private static @Nullable Boolean oldLoaderAlive(@Nullable Vitals vitals, UpdateResult update) {
    UpdateReport report = update.report();
    if (vitals == null || report == null || !update.isCommitted() || vitals.unitLoaders() == 0) {
      return null;
    }
    return vitals.unitLoaders() > report.unitsKept().size() + report.unitsReloaded().size();
  }

  private static List<String> failures(
      UpdateResult update, String to, long pid, StepRow.Checks checks, StepRow.Correct correct) {
    List<String> failures = new ArrayList<>();
    if (!update.isCommitted()) {
      failures.add("update did not commit: " + update.cause());
    }
    if (!correct.isClean()) {
      failures.add("correctness: " + correct);
    }
    if (!checks.versionAfter().equals(to)) {
      failures.add("version: expected=" + to + ", found=" + checks.versionAfter());
    }
    if (checks.pidBefore() != checks.pidAfter() || checks.pidAfter() != pid) {
      failures.add("process: expected pid=" + pid + ", found=" + checks.pidAfter());
    }
    if (checks.keysBefore() != checks.keysExpected()
        || checks.keysAfter() != checks.keysExpected()) {
      failures.add(
          "entries: expected="
              + checks.keysExpected()
              + ", before="
              + checks.keysBefore()
              + ", after="
              + checks.keysAfter());
    }
    return failures;
  }

  private static void sleep(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanos);
  }
}
