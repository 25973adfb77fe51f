package dev.kitsune.update;

import dev.kitsune.internal.EndingSite;
import dev.kitsune.internal.GateControl;
import dev.kitsune.internal.Gates;
import dev.kitsune.internal.Hooks;
import dev.kitsune.internal.Offspring;
import dev.kitsune.internal.PointWait;
import dev.kitsune.internal.Runtime;
import dev.kitsune.internal.UpdateUnwind;
import dev.kitsune.load.LoadedVersion;
import dev.kitsune.transform.Counts;
import dev.kitsune.transform.StaticFinals;
import dev.kitsune.transform.VersionPair;
import dev.kitsune.unit.BadVersionException;
import dev.kitsune.update.ProgramThread.Stage;
import dev.kitsune.update.UpdateReport.Outcome;
import dev.kitsune.update.UpdateReport.Phase;
import dev.kitsune.update.UpdateReport.ThreadReport;
import dev.kitsune.verify.LoaderWatch;
import dev.kitsune.xf.run.StepRules;
import dev.kitsune.xf.run.Steps;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One update, from request to outcome. Used once, on one thread; {@link #arrive} and what follows
 * it are called by the program's threads.
 *
 * <pre>
 *   PREPARE ---> QUIESCE ---> TRANSFORM ---> RESTART ---> COMMIT
 *      |            |             |             |
 *      +------------+-------------+-------------+--> rolled back: the old version runs on
 * </pre>
 */
final class UpdateTransaction {

  private static final Logger LOG = LoggerFactory.getLogger(UpdateTransaction.class);

  /** How long threads that were told to go on, or to end, are waited for; then they are named. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final int RESERVE_BYTES = 1 << 20;

  private final ProgramRuntime runtime;
  private final UpdateRequest request;
  private final int sequence;
  private final LoadedVersion from;
  private final ThreadTable table;
  private final Quiescence quiescence;
  private final Instant requested = Instant.now();
  private final long requestedNanos = System.nanoTime();
  private final Map<Phase, Long> phaseNanos = new EnumMap<>(Phase.class);
  private final List<String> notes = new ArrayList<>();
  private final List<ThreadReport> threads = new ArrayList<>();
  private final long heapBytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  private Phase phase = Phase.PREPARE;
  private long phaseStart = requestedNanos;
  private UpdateEvent.@Nullable Phase phaseEvent;
  private List<ProgramThread> parkedBefore = List.of();
  private int gates;
  private long askedNanos;
  private long quiescedNanos;
  private long resumedNanos;
  private @Nullable LoadedVersion to;
  private @Nullable StateMigration migration;
  private @Nullable Verification verification;
  private StepRules rules = StepRules.NONE;
  private volatile @Nullable Restart restart;
  private volatile @Nullable TransformDeadline transforming;
  private volatile @Nullable String calledOff;
  private final Offspring offspring = new Offspring();
  private volatile boolean committed;
  private boolean newCodeRan;
  private final Descriptors descriptors = new Descriptors();
  private @Nullable ProcessState before;

  /** Given up when memory has run out, since a roll-back needs some. */
  private byte @Nullable [] reserve = new byte[RESERVE_BYTES];

  UpdateTransaction(
      ProgramRuntime runtime, LoadedVersion from, UpdateRequest request, int sequence) {
    this.runtime = runtime;
    this.from = from;
    this.request = request;
    this.sequence = sequence;
    this.table = runtime.table();
    this.quiescence = new Quiescence(table);
  }

  /** Runs the update to its end; every failure before commit ends in a roll-back. */
  UpdateReport run() {
    UpdateEvent.Whole event = new UpdateEvent.Whole();
    event.begin();
    UpdateException failure = null;
    try {
      begin(Phase.PREPARE);
      LoadedVersion next = prepare();
      begin(Phase.QUIESCE);
      List<ProgramThread> parked = quiesce(next);
      beginVerification(next, parked);
      StateMigration state = migration;
      if (state != null) {
        Restart control = new Restart(table, next, runtime.context(), offspring);
        begin(Phase.TRANSFORM);
        transform(state, control, parked);
        Verification checks = verification;
        if (checks != null) {
          checks.transformed(state);
        }
        begin(Phase.RESTART);
        restart(state, control);
        if (checks != null) {
          checks.restarted(control);
        }
        begin(Phase.COMMIT);
        checkNotCalledOff();
        commit(state, control, next);
      }
    } catch (UpdateException e) {
      failure = e;
    } catch (RuntimeException | Error e) {
      reserve = null;
      LOG.error("update.failed phase={}", phase, e);
      failure = unexpected(e);
    }
    Outcome outcome = committed ? Outcome.COMMITTED : rollBack();
    runtime.passSignals();
    endPhase();
    UpdateReport report = report(outcome, failure);
    record(event, report);
    return report;
  }

  /** Remembers what a roll-back must lead back to, before any code of the new version runs. */
  private void beginVerification(LoadedVersion next, List<ProgramThread> parked) {
    if (request.verifying() != Verifying.OFF) {
      verification = new Verification(from, next, parked, quiescence.closedGates());
    }
  }

  private UpdateException unexpected(Throwable e) {
    String message = "unexpected " + e + "; the old version runs on, its log has the stack trace";
    return switch (phase) {
      case PREPARE, QUIESCE -> new UpdateException.Prepare(message, e);
      case TRANSFORM -> new UpdateException.Transform(message, e);
      case RESTART, COMMIT -> new UpdateException.Restart(message, e);
    };
  }

  private void begin(Phase next) {
    endPhase();
    phase = next;
    phaseStart = System.nanoTime();
    UpdateEvent.Phase event = new UpdateEvent.Phase();
    event.phase = next.name();
    event.from = from.jar().version();
    event.to = request.jar().version();
    event.begin();
    phaseEvent = event;
    try {
      request.progress().accept(next.name().toLowerCase(java.util.Locale.ROOT));
    } catch (RuntimeException e) {
      LOG.warn("update.progress-not-told phase={} cause={}", next, e.toString());
    }
  }

  private void endPhase() {
    UpdateEvent.Phase event = phaseEvent;
    if (event != null) {
      phaseNanos.put(phase, System.nanoTime() - phaseStart);
      event.commit();
      phaseEvent = null;
    }
  }

  private LoadedVersion prepare() throws UpdateException.Prepare {
    try {
      LoadedVersion next = from.next(request.jar(), runtime.platform());
      to = next;
      rules = Steps.load(from, next, runtime.platform());
      checkStaticFinals(Steps.pair(from, next, rules));
      runtime.warmUp();
      if (!request.dryRun()) {
        StateMigration state = new StateMigration(from, next, rules);
        state.prepare();
        migration = state;
      }
      return next;
    } catch (BadVersionException e) {
      throw new UpdateException.Prepare(String.valueOf(e.getMessage()), e);
    }
  }

  /** Refuses before the pause what the transformation would refuse in it. */
  private void checkStaticFinals(VersionPair pair) throws UpdateException.Prepare {
    for (Class<?> type : from.initializedClasses()) {
      if (pair.isOld(type)) {
        List<String> undecided = StaticFinals.undecided(pair, type);
        if (!undecided.isEmpty()) {
          throw new UpdateException.Prepare(undecided.get(0), null);
        }
      }
    }
  }

  private List<ProgramThread> quiesce(LoadedVersion next) throws UpdateException.Quiesce {
    askedNanos = System.nanoTime();
    Hooks.request(true);
    try {
      quiescence.reach(request.deadlines().quiescence());
    } catch (UpdateException.Quiesce e) {
      table.in(Stage.RUNNING).forEach(late -> notes.add(Stacks.whole(late.thread)));
      throw e;
    }
    holdSignals();
    List<ProgramThread> parked = table.in(Stage.PARKED);
    Set<String> loaders = from.loaderNamesNotIn(next);
    List<Class<?>> gone =
        from.initializedClasses().stream().filter(type -> !next.owns(type)).toList();
    Optional<String> held = StackCheck.monitors(
            parked, from.loaderNames(), name -> leftBehind(next, name), gone);
    Set<Thread> known = new HashSet<>();
    parked.forEach(thread -> known.add(thread.thread));
    Optional<String> reason =
        held.isPresent() ? held : ForeignWork.find(known, loaders, this::goes);
    if (reason.isPresent()) {
      throw new UpdateException.Quiesce(reason.get());
    }
    quiescedNanos = System.nanoTime();
    parkedBefore = parked;
    descriptors.allStand();
    before = new ProcessState(from.initializedClasses().stream().filter(next::owns).toList());
    gates = quiescence.closedGates().size();
    return parked;
  }

  /** Logs what was before, when nobody waits for it any more. */
  private void logQuiesced() {
    if (quiescedNanos != 0) {
      LOG.info(
          "update.quiesced threads={} gates={} millis={}",
          parkedBefore.size(),
          gates,
          millis(quiescedNanos - requestedNanos));
    }
  }

  private void holdSignals() throws UpdateException.Quiesce {
    Duration atMost = request.deadlines().quiescence();
    try {
      if (runtime.holdSignals(atMost)) {
        return;
      }
    } catch (InterruptedException e) {
      throw new UpdateException.Quiesce("the update's own thread was interrupted; request again");
    }
    String reason = calledOff;
    throw new UpdateException.Quiesce(
        reason != null
            ? reason
            : "a signal's handler did not end: deadline="
                + atMost.toMillis()
                + " ms; let it only note the signal, for the main loop");
  }

  /** Whether a class is of the old version only. */
  private boolean goes(Class<?> type) {
    LoadedVersion next = to;
    return from.owns(type) && (next == null || !next.owns(type));
  }

  private boolean leftBehind(LoadedVersion next, String className) {
    Class<?> type = from.find(className);
    return type != null && !next.owns(type);
  }

  private void transform(StateMigration state, Restart control, List<ProgramThread> parked)
      throws UpdateException {
    newCodeRan = true;
    // Initialisers that look classes or resources up by name mean their own version's.
    runtime.context().current(state.to());
    List<EndingSite> sites = new ArrayList<>(from.endingSites());
    sites.addAll(state.to().endingSitesNotIn(from));
    Duration allowed = request.deadlines().transformation();
    long start = System.nanoTime();
    try {
      new Initialisation(state, offspring, runtime.context()).run(allowed);
    } finally {
      checkNotCalledOff();
    }
    TransformDeadline deadline = new TransformDeadline(start, allowed, sites);
    transforming = deadline;
    try (deadline) {
      control.plan(parked, rules);
      state.checkpoint(deadline::check);
      state.transform(parked, control.planned(), quiescence.closedGates());
      for (StepRules.AddedThread added : rules.added()) {
        Entry entry = new Entry(added.className(), added.methodName(), added.descriptor());
        control.thread(added.name(), entry, added.state());
      }
    } catch (Throwable e) {
      // First of all reasons, since those that follow from it say less.
      checkNotCalledOff();
      if (deadline.hasFired()) {
        throw new UpdateException.Transform(deadline.message(), e);
      }
      throw e;
    } finally {
      transforming = null;
    }
  }

  private void restart(StateMigration state, Restart control) throws UpdateException {
    Entry before = runtime.mainEntry();
    StepRules.EntryName name = rules.entry(before.className(), before.methodName());
    Entry main =
        name == null ? before : new Entry(name.className(), name.methodName(), before.descriptor());
    boolean mainGoesOn = control.planned().stream().anyMatch(t -> t.entry.equals(main));
    if (!mainGoesOn) {
      // The old main had returned, so nobody would ask for the statics.
      state.installStatics();
    }
    restart = control;
    checkNotCalledOff();
    control.run(main, request.deadlines().restart());
    if (!state.isInstalled()) {
      throw new UpdateException.Restart(
          "the new version reached its update point without its state: call"
              + " Kitsune.automigrate() in main before the point",
          null);
    }
    String missing = runtime.registrations().missing(this::goes);
    if (missing != null) {
      throw new UpdateException.Restart(missing, null);
    }
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    if (handler != null && goes(handler.getClass())) {
      throw new UpdateException.Restart(
          "the default uncaught-exception handler is of a class unit that changes, and the new"
              + " version sets none: class="
              + handler.getClass().getName()
              + "; set it in main also when updating",
          null);
    }
  }

  /** From its first statement on there is no way back: what fails is noted, and the rest done. */
  private void commit(StateMigration state, Restart control, LoadedVersion next) {
    committed = true;
    runtime.committed(next);
    from.retire(next);
    control
        .bindings()
        .forEach((gate, delegate) ->
            attempt("gate " + gate.name() + " was not bound", () -> gate.delegate(delegate)));
    attempt("registrations", () -> notes.addAll(runtime.registrations().commit(this::goes)));
    Hooks.request(false);
    attempt("a new thread did not start", control::commit);
    quiescence.release(true);
    attempt("a gate did not open", quiescence::openGates);
    runtime.passSignals();
    long gatesOpen = System.nanoTime();
    resumedNanos = Math.max(gatesOpen, control.awaitResumed(GRACE));
    logQuiesced();
    offspring.close();
    attempt("cleaners were not moved", state::moveCleaners);
    control.takeAfterCommit().forEach(action -> attempt("an action after commit failed", action));
    attempt("threads of the old version", () -> notes.addAll(awaitUnwound()));
    attempt("notes", () -> notes.addAll(state.notes()));
    attempt("the old objects were not let go", state::finish);
  }

  /** Does one of the steps that must all be done. */
  private boolean attempt(String failure, Runnable step) {
    try {
      step.run();
      return true;
    } catch (Throwable e) {
      LOG.error("update.step-failed step={}", failure, e);
      notes.add(failure + ": " + e);
      return false;
    }
  }

  private List<String> awaitUnwound() {
    List<String> left = new ArrayList<>();
    long end = System.nanoTime() + GRACE.toNanos();
    synchronized (table) {
      while (true) {
        List<ProgramThread> unwinding = table.in(Stage.PARKED);
        long wait = (end - System.nanoTime()) / 1_000_000;
        if (unwinding.isEmpty() || wait <= 0) {
          unwinding.forEach(thread ->
              left.add(
                  "left over: thread "
                      + thread.name
                      + " of the old version, "
                      + Stacks.whereabouts(thread.thread)));
          return left;
        }
        try {
          table.wait(wait);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return left;
        }
      }
    }
  }

  private Outcome rollBack() {
    boolean undone = endNewVersion();
    runtime.context().current(from);
    StateMigration state = migration;
    if (state != null) {
      undone &= attempt("the state was not put back", state::undo);
      attempt("notes", () -> notes.addAll(state.notes()));
    }
    ProcessState process = migration == null ? null : before; // else no new code has run
    if (process != null) {
      undone &= attempt("the process was not put back", () -> notes.addAll(process.putBack()));
    }
    if (migration != null) {
      attempt("descriptors", () -> notes.addAll(descriptors.openedSince()));
    }
    runtime.registrations().rollBack();
    Verification checks = verification;
    if (checks != null) {
      attempt("the state was not compared", () -> notes.addAll(checks.rolledBack()));
    }
    noteThreads();
    Hooks.request(false);
    quiescence.release(false);
    undone &= attempt("a gate did not open", quiescence::openGates);
    resumedNanos = System.nanoTime();
    logQuiesced();
    return undone ? Outcome.ROLLED_BACK : Outcome.FAILED;
  }

  private boolean endNewVersion() {
    LoadedVersion next = to;
    if (next == null || !newCodeRan) {
      return true; // none of its code has run
    }
    Set<Thread> spared = new HashSet<>();
    table.in(Stage.PARKED, Stage.RUNNING).forEach(thread -> spared.add(thread.thread));
    spared.add(Thread.currentThread());
    Ending ending = new Ending(from, next, offspring, spared);
    Restart control = restart;
    boolean ended =
        attempt(
            "the new version's threads were not ended",
            () ->
                notes.addAll(
                    control == null
                        ? ending.end(List.of(), GRACE)
                        : control.rollBack(ending, GRACE)));
    restart = null;
    return ended;
  }

  private void noteThreads() {
    if (askedNanos == 0) {
      return; // none was asked to stop, so none is late
    }
    for (ProgramThread thread : table.in(Stage.PARKED)) {
      threads.add(threadReport(thread, "resumed"));
    }
    for (ProgramThread thread : table.in(Stage.RUNNING)) {
      threads.add(new ThreadReport(thread.name, thread.point, null, "late"));
    }
  }

  private ThreadReport threadReport(ProgramThread thread, String fate) {
    return new ThreadReport(
        thread.name, thread.point, millis(thread.arrivedNanos - askedNanos), fate);
  }

  /** A program thread stands at a point while this update is under way. */
  void arrive(@Nullable ProgramThread self, String label, @Nullable PointWait wait) {
    if (self == null && table.isAbandoned(Thread.currentThread())) {
      throw UpdateUnwind.unwind();
    }
    if (self == null) {
      quiescence.callOff(
          "thread "
              + Thread.currentThread().getName()
              + " stands at update point \""
              + label
              + "\" and is no program thread; start it with Kitsune.thread");
      return;
    }
    for (GateControl gate : Gates.all()) {
      if (gate.owner() == Thread.currentThread()) {
        quiescence.callOff(
            "thread "
                + self.name
                + " stands at update point \""
                + label
                + "\" inside a turn of gate "
                + gate.name()
                + "; leave the gate before the point");
        return;
      }
    }
    Restart control = restart;
    if (control != null && control.isMigrating(self)) {
      control.arrive(self, label, wait);
    } else {
      quiescence.arrive(self, label, wait);
    }
  }

  /**
   * Program code calls for the end of the process.
   *
   * @param call what it called
   * @return whether it is the new version's, before commit: then it is ended, and the update fails
   */
  boolean endsProcess(Class<?> caller, String call) {
    if (committed) {
      return false;
    }
    boolean isNew = isOfNewVersion(caller);
    Thread self = Thread.currentThread();
    callOff(
        (isNew ? "the new version" : "the program")
            + " called "
            + call
            + ": thread="
            + self.getName()
            + ", class="
            + caller.getName()
            + (isNew
                ? "; it may not end the process before it has reached its update points"
                : "; the process ends"));
    return isNew;
  }

  /** Whether the calling thread or class is the new version's, which is not committed. */
  boolean isOfNewVersion(Class<?> caller) {
    LoadedVersion next = to;
    return !committed
        && (migrating(table.of(Thread.currentThread())) != null
            || offspring.isCurrent()
            || next != null && next.owns(caller) && !from.owns(caller));
  }

  private void callOff(String reason) {
    if (calledOff == null) {
      calledOff = reason;
    }
    quiescence.callOff(reason);
    TransformDeadline walk = transforming;
    if (walk != null) {
      walk.callOff(reason);
    }
    Restart control = restart;
    if (control != null) {
      control.callOff(reason);
    }
  }

  private void checkNotCalledOff() throws UpdateException {
    String reason = calledOff;
    if (reason != null) {
      throw switch (phase) {
        case PREPARE, QUIESCE -> new UpdateException.Quiesce(reason);
        case TRANSFORM -> new UpdateException.Transform(reason, null);
        case RESTART, COMMIT -> new UpdateException.Restart(reason, null);
      };
    }
  }

  /** Returns the control migration if the thread is part of it, else null. */
  @Nullable Restart migrating(@Nullable ProgramThread self) {
    Restart control = restart;
    return control != null && control.isMigrating(self) ? control : null;
  }

  /** See {@link Runtime#automigrate}. */
  void automigrate(@Nullable ProgramThread self) {
    StateMigration state = migration;
    if (state != null && migrating(self) != null) {
      state.installStatics();
    }
  }

  /** See {@link Runtime#local}. */
  Optional<Runtime.Local> local(
      @Nullable ProgramThread self, String className, String methodName, String name) {
    StateMigration state = migration;
    if (self == null || state == null || migrating(self) == null) {
      return Optional.empty();
    }
    ProgramThread old = self.predecessor;
    return old == null ? Optional.empty() : state.local(old, className, methodName, name);
  }

  /** Returns a watch on the loaders that went with the old version, or null if none is asked. */
  @Nullable LoaderWatch watch() {
    Verification checks = verification;
    return checks == null ? null : checks.watch();
  }

  private UpdateReport report(Outcome outcome, @Nullable UpdateException failure) {
    StateMigration state = migration;
    Counts counts = state == null ? StateMigration.NOTHING : state.counts();
    LoadedVersion next = to;
    Restart control = restart;
    Verification checks = verification;
    if (outcome == Outcome.COMMITTED && control != null) {
      List<String> removed = control.removed();
      parkedBefore.forEach(thread ->
          threads.add(
              threadReport(thread, removed.contains(thread.name) ? "removed" : "restarted")));
      control
          .addedNames()
          .forEach(name -> threads.add(new ThreadReport(name, null, null, "added")));
    }
    long firstStop = quiescence.firstStopNanos();
    boolean stopped = firstStop != Long.MAX_VALUE;
    return new UpdateReport(
        from.jar().program(),
        ProcessHandle.current().pid(),
        sequence,
        from.jar().version(),
        request.jar().version(),
        requested.toString(),
        outcome,
        request.dryRun(),
        failure == null ? null : failure.phase(),
        failure == null ? null : failure.getMessage(),
        new UpdateReport.Phases(
            stopped && quiescedNanos > firstStop ? millis(quiescedNanos - firstStop) : 0,
            phase(Phase.PREPARE),
            phase(Phase.TRANSFORM),
            phase(Phase.RESTART),
            phase(Phase.COMMIT)),
        stopped ? millis(resumedNanos - firstStop) : 0,
        quiescedNanos == 0 ? 0 : millis(quiescedNanos - requestedNanos),
        new UpdateReport.Objects(
            counts.visited(), counts.copied(), counts.repaired(), counts.skipped(), counts.bytes()),
        next == null ? List.of() : next.unitsKept(),
        next == null ? List.of() : next.unitsReloaded(),
        threads,
        state == null ? 0 : state.rulesApplied(),
        notes,
        heapBytes,
        java.lang.Runtime.version().toString(),
        collectors(),
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        checks == null ? null : checks.report());
  }

  private static String collectors() {
    return String.join(
        ", ",
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .toList());
  }

  private double phase(Phase of) {
    return millis(phaseNanos.getOrDefault(of, 0L));
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 1000.0) / 1000.0;
  }

  private void record(UpdateEvent.Whole event, UpdateReport report) {
    event.from = report.from();
    event.to = report.to();
    event.outcome = report.outcome().name();
    event.cause = report.cause();
    event.pauseMillis = report.pauseMs();
    event.visited = report.objects().visited();
    event.copied = report.objects().copied();
    event.unitsReloaded = report.unitsReloaded().size();
    event.unitsKept = report.unitsKept().size();
    event.commit();
    LOG.info(
        "update.{} from={} to={} pauseMillis={} visited={} copied={} reloaded={} kept={}{}",
        report.outcome().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
        report.from(),
        report.to(),
        report.pauseMs(),
        report.objects().visited(),
        report.objects().copied(),
        report.unitsReloaded().size(),
        report.unitsKept().size(),
        report.cause() == null ? "" : " cause=" + report.cause());
  }
}
