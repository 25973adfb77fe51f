package dev.kitsune.eval.experiment;

import dev.kitsune.eval.kv.Control;
import dev.kitsune.eval.kv.Correctness;
import dev.kitsune.eval.kv.KvLoad;
import dev.kitsune.eval.kv.KvPlan;
import dev.kitsune.eval.kv.Segment;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.UpdateResult;
import dev.kitsune.eval.server.Vitals;
import dev.kitsune.update.UpdateReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private final KvPlan plan;
  private final Timing timing;
  private final Path folder;
  private final Consumer<String> progress;

  /**
   * Sets up the experiment.
   *
   * @param folder for the raw histogram logs
   * @param progress told what goes on
   */
  public StepsUnderLoad(KvPlan plan, Timing timing, Path folder, Consumer<String> progress) {
    this.plan = plan;
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
      String subject,
      int fork,
      ServerUnderTest server,
      List<String> versions,
      Consumer<StepRow> each)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<StepRow> rows = new ArrayList<>();
    try (Control control = new Control(server.address(), plan.timeoutMillis());
        KvLoad load = new KvLoad(plan, server.address())) {
      progress.accept("data set: " + plan.strings() + " keys");
      load.populate();
      for (int i = 1; i < versions.size(); i++) {
        StepRow row =
            step(subject, fork, server, versions.get(i - 1), versions.get(i), control, load);
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
      String subject,
      int fork,
      ServerUnderTest server,
      String from,
      String to,
      Control control,
      KvLoad load)
      throws IOException, InterruptedException {
    progress.accept(from + " -> " + to + ": load, update, load");
    server.vitals(true);
    server.resetPeaks();
    Seen before = Seen.through(control);
    load.start();
    sleep(timing.warmUp().toNanos());
    long counted = System.nanoTime();
    sleep(timing.window().toNanos());
    UpdateResult update = server.update(to);
    sleep(timing.window().toNanos());
    Segment segment = load.stop();
    Vitals peaks = server.isAlive() ? server.vitals(false) : null;
    progress.accept(from + " -> " + to + ": reading every key back");
    load.verify();
    Seen after = Seen.through(control);
    Correctness found = load.takeFindings();
    Vitals rest = server.isAlive() ? atRest(server, update) : null;

    StepRow.Checks checks =
        new StepRow.Checks(
            before.version,
            after.version,
            before.pid,
            after.pid,
            load.expectedKeys(),
            before.keys,
            after.keys);
    StepRow.Correct correct =
        StepRow.Correct.of(found, control.hasFailed(), oldLoaderAlive(rest, update));
    UpdateReport report = update.report();
    return new StepRow(
        subject,
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
        Workload.of(plan, load.expectedKeys()),
        report == null ? null : report.pauseMs(),
        report == null ? null : report.timeToQuiescenceMs(),
        report == null ? null : report.phases(),
        report == null ? null : report.objects(),
        report == null ? null : report.unitsKept(),
        report == null ? null : report.unitsReloaded(),
        ClientView.of(
            segment, plan.perSecond(), counted, update.requestedNanos(), update.finishedNanos()),
        new StepRow.Memory(
            peaks == null ? -1 : peaks.peakHeapBytes(),
            peaks == null ? -1 : peaks.peakRssBytes(),
            rest == null ? -1 : rest.heapBytes()),
        correct,
        checks,
        load.ledgers(),
        raw(fork, from, to, segment),
        failures(update, to, server.pid(), checks, correct));
  }

  private List<String> raw(int fork, String from, String to, Segment segment) throws IOException {
    String name = "kv-server-" + from + "-" + to + "-fork" + fork;
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
      failures.add("redis_version: expected=" + to + ", found=" + checks.versionAfter());
    }
    if (checks.pidBefore() != checks.pidAfter() || checks.pidAfter() != pid) {
      failures.add("process: expected pid=" + pid + ", found=" + checks.pidAfter());
    }
    if (checks.keysBefore() != checks.keysExpected()
        || checks.keysAfter() != checks.keysExpected()) {
      failures.add(
          "DBSIZE: expected="
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

  /** What the control connection sees at a moment. */
  private record Seen(String version, long pid, long keys) {

    static Seen through(Control control) {
      return control
          .tryInfo()
          .map(info -> new Seen(info.version(), info.pid(), info.keys()))
          .orElse(new Seen("no answer", -1, -1));
    }
  }
}
