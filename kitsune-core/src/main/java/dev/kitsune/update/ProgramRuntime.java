package dev.kitsune.update;

import dev.kitsune.internal.EndingSite;
import dev.kitsune.internal.GateControl;
import dev.kitsune.internal.Hooks;
import dev.kitsune.internal.PointWait;
import dev.kitsune.internal.ProgramClassLoader;
import dev.kitsune.internal.Runtime;
import dev.kitsune.internal.Signals;
import dev.kitsune.internal.UpdateUnwind;
import dev.kitsune.load.LoadedVersion;
import dev.kitsune.load.ProgramLoader;
import dev.kitsune.unit.BadVersionException;
import dev.kitsune.unit.VersionJar;
import dev.kitsune.update.ProgramThread.Stage;
import dev.kitsune.verify.LoaderPath;
import dev.kitsune.verify.LoaderWatch;
import dev.kitsune.xf.step.StepNames;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.NotCompliantMBeanException;
import javax.management.ObjectInstance;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts one program in this process and takes it from version to version. There is one in a process
 * at a time; {@link #close} is for tests.
 */
public final class ProgramRuntime implements Runtime, ControlService, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProgramRuntime.class);

  /** How long the end of the process waits for an update that it called off. */
  private static final Duration EXIT_PATIENCE = Duration.ofSeconds(10);

  /**
   * How a program is hosted.
   *
   * @param platform the loader of all that outlives versions
   * @param reports where update reports go, or null for nowhere
   * @param socket the control socket's path, for {@link Status}; or null
   * @param onReady told the addresses that the program gives to {@code Kitsune.ready}
   */
  public record Options(
      ClassLoader platform,
      @Nullable Path reports,
      @Nullable Path socket,
      Consumer<List<String>> onReady) {

    /** Options for a program that runs inside a test. */
    public static Options inProcess() {
      return new Options(ProgramRuntime.class.getClassLoader(), null, null, addresses -> {});
    }
  }

  private final Options options;
  private final List<String> arguments;
  private final ProgramLoader context;
  private final ThreadTable table = new ThreadTable();
  private final ReportStore reports;
  private final ReentrantLock updateLock = new ReentrantLock();
  private final AtomicInteger sequence = new AtomicInteger();
  private final Instant started = Instant.now();
  private final ReentrantReadWriteLock raising = new ReentrantReadWriteLock();
  private final Registrations registrations = new Registrations();
  private final Map<String, Entry> signals = new ConcurrentHashMap<>();
  private boolean warm; // guarded by updateLock
  private volatile List<String> addresses = List.of();
  private volatile LoadedVersion current;
  private volatile Entries entries;
  private volatile @Nullable UpdateTransaction update;

  private ProgramRuntime(LoadedVersion first, List<String> arguments, Options options) {
    this.options = options;
    this.arguments = List.copyOf(arguments);
    this.context = new ProgramLoader(options.platform());
    this.context.current(first);
    this.current = first;
    this.entries = Entries.of(first);
    this.reports = new ReportStore(options.reports());
  }

  private ProgramThread mainThread() throws BadVersionException {
    Entry entry = mainEntry();
    MethodHandle handle = entry.in(current);
    if (handle == null) {
      throw new BadVersionException(
          "no static void main(String[]) in the main class: class="
              + entry.className()
              + "; correct Main-Class in the jar's manifest");
    }
    return new ProgramThread(
        "main", entry, handle, arguments.toArray(String[]::new), context, table);
  }

  /**
   * Loads a program's first version and runs its main method on a thread of its own.
   *
   * @throws BadVersionException if the version cannot be loaded
   * @throws IllegalStateException if this process hosts a program already, or the JVM lacks an
   *     {@code --add-opens} flag that the runtime needs
   */
  public static ProgramRuntime start(VersionJar first, List<String> arguments, Options options)
      throws BadVersionException {
    if (Hooks.runtime() != null) {
      throw new IllegalStateException(
          "this process hosts a program already; start another process");
    }
    LoadedVersion version = LoadedVersion.first(first, options.platform());
    ProgramRuntime runtime = new ProgramRuntime(version, arguments, options);
    ProgramThread main = runtime.mainThread();
    Hooks.install(runtime);
    LOG.info(
        "program.started program={} version={} units={}",
        first.program(),
        first.version(),
        version.unitsReloaded().size());
    runtime.table.start(main, Stage.RUNNING);
    return runtime;
  }

  // What the control socket asks.

  @Override
  public UpdateReport update(
      List<Path> jars,
      Deadlines deadlines,
      boolean dryRun,
      Verifying verifying,
      Consumer<String> progress)
      throws UpdateException.Refused {
    List<VersionJar> path = new ArrayList<>();
    try {
      for (Path jar : jars) {
        path.add(VersionJar.read(jar));
      }
    } catch (BadVersionException e) {
      throw new UpdateException.Refused(true, String.valueOf(e.getMessage()));
    }
    return updateThrough(path, deadlines, dryRun, verifying, progress);
  }

  /** As with {@link Deadlines}, of which only the one for quiescence is not the default. */
  public UpdateReport update(
      VersionJar next, Duration deadline, boolean dryRun, Consumer<String> progress)
      throws UpdateException.Refused {
    return update(next, Deadlines.DEFAULT.quiescence(deadline), dryRun, progress);
  }

  /** As with a path, with a jar that was read before, and without verifying. */
  public UpdateReport update(
      VersionJar next, Deadlines deadlines, boolean dryRun, Consumer<String> progress)
      throws UpdateException.Refused {
    return update(next, deadlines, dryRun, Verifying.OFF, progress);
  }

  /** As with a path, with a jar that was read before. */
  public UpdateReport update(
      VersionJar next,
      Deadlines deadlines,
      boolean dryRun,
      Verifying verifying,
      Consumer<String> progress)
      throws UpdateException.Refused {
    return updateThrough(List.of(next), deadlines, dryRun, verifying, progress);
  }

  /** Takes the program over several steps in one pause, by jars that were read before. */
  public UpdateReport updateThrough(
      List<VersionJar> path,
      Deadlines deadlines,
      boolean dryRun,
      Verifying verifying,
      Consumer<String> progress)
      throws UpdateException.Refused {
    if (!updateLock.tryLock()) {
      throw new UpdateException.Refused(
          false, "an update is running already; wait for its report and request again");
    }
    try {
      VersionJar at = current.jar();
      for (VersionJar next : path) {
        checkStep(at, next);
        at = next;
      }
      List<VersionJar> through = path.subList(0, path.size() - 1);
      UpdateRequest request =
          new UpdateRequest(at, through, deadlines, dryRun, verifying, progress);
      Finished finished = run(request);
      UpdateReport report = finished.report();
      if (finished.watch() != null) {
        report = withLoaders(report, finished.watch(), verifying);
      }
      reports.write(report);
      return report;
    } finally {
      updateLock.unlock();
    }
  }

  /**
   * An update that is over.
   *
   * @param watch on the loaders of the version that went, or null
   */
  private record Finished(UpdateReport report, @Nullable LoaderWatch watch) {}

  /** In a method of its own, so that nothing of the old version is on the stack afterwards. */
  private Finished run(UpdateRequest request) {
    UpdateTransaction transaction =
        new UpdateTransaction(this, current, request, sequence.incrementAndGet());
    update = transaction;
    try {
      UpdateReport report = transaction.run();
      boolean committed = report.outcome() == UpdateReport.Outcome.COMMITTED;
      return new Finished(report, committed ? transaction.watch() : null);
    } finally {
      update = null;
    }
  }

  private UpdateReport withLoaders(UpdateReport report, LoaderWatch watch, Verifying verifying) {
    UpdateReport.Verification verification = report.verification();
    List<String> alive = watch.awaitCollection();
    if (verification == null || alive.isEmpty()) {
      return report;
    }
    String path =
        LoaderPath.find(
            reports.dumpFile(report),
            LoadedVersion.LOADER_CLASS,
            LoadedVersion.RETIRED,
            verifying == Verifying.KEEPING_DUMP);
    if (path == null) {
      return report.with(verification.withLoaders(0, softly(watch.awaitCollection())));
    }
    LOG.warn("update.loaders-alive names={} heldBy={}", alive, path);
    return report.with(verification.withLoaders(alive.size(), List.of(path)));
  }

  /** What is only softly held is let go when memory gets short. */
  private static List<String> softly(List<String> alive) {
    return alive.isEmpty() ? List.of() : List.of("soft references only: loaders=" + alive);
  }

  private static void checkStep(VersionJar running, VersionJar next)
      throws UpdateException.Refused {
    if (!running.program().equals(next.program())) {
      throw new UpdateException.Refused(
          true,
          "the jar is of another program: running="
              + running.program()
              + ", jar="
              + next.program()
              + "; give a version of "
              + running.program());
    }
    boolean forward = running.version().equals(next.previous());
    boolean back =
        next.version().equals(running.previous())
            && (running.reversible() || !running.step(StepNames.BACK + next.version()).isEmpty());
    if (!forward && !back) {
      throw new UpdateException.Refused(
          true,
          "no step leads there: running="
              + running.version()
              + ", requested="
              + next.version()
              + ", which follows "
              + next.previous()
              + "; see kitsune streams "
              + running.program()
              + " and take the steps in order");
    }
  }

  @Override
  public Status status() {
    List<String> threads = new ArrayList<>();
    for (ProgramThread thread :
        table.in(Stage.RUNNING, Stage.PARKED, Stage.RESTARTING, Stage.HELD)) {
      threads.add(
          thread.name
              + " "
              + thread.stage.name().toLowerCase(Locale.ROOT)
              + ", "
              + Stacks.whereabouts(thread.thread));
    }
    VersionJar jar = current.jar();
    return new Status(
        jar.program(),
        jar.version(),
        ProcessHandle.current().pid(),
        addresses,
        started.toString(),
        String.valueOf(options.socket()),
        threads,
        sequence.get(),
        update != null);
  }

  // What the program asks, through the public API.

  @Override
  public void arrive(String label, @Nullable PointWait wait) {
    UpdateTransaction transaction = update;
    if (transaction != null) {
      transaction.arrive(self(), label, wait);
    }
  }

  @Override
  public boolean isUpdating() {
    return migrating() != null;
  }

  @Override
  public boolean isUpdatingFrom(String label) {
    ProgramThread self = self();
    ProgramThread old = self == null ? null : self.predecessor;
    return migrating() != null && old != null && label.equals(old.point);
  }

  @Override
  public void automigrate() {
    UpdateTransaction transaction = update;
    if (transaction != null) {
      transaction.automigrate(self());
    }
  }

  @Override
  public Optional<Local> local(Class<?> callingClass, String callingMethod, String name) {
    UpdateTransaction transaction = update;
    return transaction == null
        ? Optional.empty()
        : transaction.local(self(), callingClass.getName(), callingMethod, name);
  }

  @Override
  public Thread thread(String name, Serializable entry, @Nullable Object state) {
    Entry target = Entry.of(entry);
    Restart control = migrating();
    if (control != null) {
      return control.thread(name, target, state);
    }
    Entries known = entries;
    LoadedVersion version = known.version();
    MethodHandle found = known.handles().get(target);
    MethodHandle handle = found == null ? target.in(version) : found;
    if (handle == null) {
      throw new IllegalArgumentException(
          "a thread's entry is a static method of the program: found="
              + target
              + "; name one of version "
              + version.jar().version());
    }
    known.handles().put(target, handle);
    ProgramThread thread = new ProgramThread(name, target, handle, state, context, table);
    synchronized (table) {
      if (table.running(name) != null) {
        throw new IllegalArgumentException(
            "a program thread has this name already: name=" + name + "; names are unique");
      }
      table.start(thread, Stage.RUNNING);
    }
    return thread.thread;
  }

  @Override
  public void afterCommit(Runnable action) {
    Restart control = migrating();
    if (control == null) {
      action.run();
    } else {
      control.afterCommit(action);
    }
  }

  @Override
  public void opened(AutoCloseable closeable) {
    Restart control = migrating();
    if (control != null) {
      control.opened(closeable);
    }
  }

  @Override
  public void ready(SocketAddress... at) {
    List<String> text = new ArrayList<>();
    for (SocketAddress address : at) {
      text.add(
          address instanceof java.net.InetSocketAddress inet
              ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
              : address.toString());
    }
    addresses = List.copyOf(text);
    options.onReady().accept(addresses);
  }

  @Override
  public void onSignal(String signal, Serializable entry) {
    Entry target = Entry.of(entry);
    Restart control = migrating();
    if (control != null) {
      control.afterCommit(() -> bind(signal, target));
    } else {
      bind(signal, target);
    }
  }

  private void bind(String signal, Entry target) {
    if (signals.put(signal, target) == null) {
      // The handler knows the signal's name only, so that the JDK's table holds no version alive.
      Signals.handle(signal, () -> raise(signal));
    }
  }

  private void raise(String signal) {
    raising.readLock().lock();
    try {
      handle(signal);
    } finally {
      raising.readLock().unlock();
    }
  }

  private void handle(String signal) {
    Entry target = signals.get(signal);
    MethodHandle handle = target == null ? null : target.in(current);
    if (handle == null) {
      LOG.warn(
          "signal.ignored signal={} entry={} version={}", signal, target, current.jar().version());
      return;
    }
    try {
      handle.invoke();
    } catch (Throwable e) {
      LOG.error("signal.failed signal={} entry={}", signal, target, e);
    }
  }

  /**
   * Keeps signals from now on until {@link #passSignals}: what a handler wrote into the old version
   * after its state was read would be lost.
   *
   * @return false if a handler that runs did not end in time
   */
  boolean holdSignals(Duration atMost) throws InterruptedException {
    return raising.writeLock().tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Lets the version that runs now handle the signals that came meanwhile. */
  void passSignals() {
    if (raising.isWriteLockedByCurrentThread()) {
      raising.writeLock().unlock();
    }
  }

  @Override
  public boolean deferBinding(GateControl gate, @Nullable Object delegate) {
    Restart control = migrating();
    if (control == null) {
      return false;
    }
    control.bind(gate, delegate);
    return true;
  }

  @Override
  public void checkMayWait(GateControl gate) {
    if (migrating() != null) {
      throw new IllegalStateException(
          "gate "
              + gate.name()
              + " is closed until this version is committed, and its control"
              + " migration would wait for itself; do this in Kitsune.afterCommit");
    }
  }

  @Override
  public void endsProcess(Class<?> caller, String call) {
    Thread self = Thread.currentThread();
    UpdateTransaction transaction = update;
    boolean isGone = EndingSite.isDoomed(self);
    if (!isGone && transaction != null) {
      isGone = transaction.endsProcess(caller, call);
    }
    if (isGone) {
      LOG.warn("exit.refused call={} thread={} class={}", call, self.getName(), caller.getName());
      Ending.expectUnwinding(self);
      throw UpdateUnwind.unwind();
    }
    if (transaction != null) {
      awaitUpdate();
    }
  }

  @Override
  public void addShutdownHook(Class<?> caller, Thread hook) {
    registrations.addHook(hook, isBeforeCommit(caller));
  }

  @Override
  public boolean removeShutdownHook(Thread hook) {
    return registrations.removeHook(hook);
  }

  @Override
  public ObjectInstance registerMBean(
      Class<?> caller, MBeanServer server, Object bean, ObjectName name)
      throws InstanceAlreadyExistsException,
          MBeanRegistrationException,
          NotCompliantMBeanException {
    return registrations.register(server, bean, name, isBeforeCommit(caller));
  }

  @Override
  public void unregisterMBean(Class<?> caller, MBeanServer server, ObjectName name)
      throws InstanceNotFoundException, MBeanRegistrationException {
    registrations.unregister(server, name, isBeforeCommit(caller));
  }

  private boolean isBeforeCommit(Class<?> caller) {
    UpdateTransaction transaction = update;
    return transaction != null && transaction.isOfNewVersion(caller);
  }

  /** Waits until an update that was called off is rolled back, but not for ever. */
  private void awaitUpdate() {
    try {
      if (updateLock.tryLock(EXIT_PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        updateLock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void initialized(Class<?> programClass) {
    if (programClass.getClassLoader() instanceof ProgramClassLoader loader) {
      loader.initialized(programClass);
    }
  }

  @Override
  public Class<?> forName(String name, Class<?> caller) throws ClassNotFoundException {
    LoadedVersion version = context.version();
    Class<?> found = version.find(name);
    if (found == null) {
      return Class.forName(name, true, caller.getClassLoader());
    }
    return Class.forName(name, true, found.getClassLoader());
  }

  @Override
  public ClassLoader programLoader() {
    return context;
  }

  // What an update asks.

  ThreadTable table() {
    return table;
  }

  ProgramLoader context() {
    return context;
  }

  Registrations registrations() {
    return registrations;
  }

  ClassLoader platform() {
    return options.platform();
  }

  Entry mainEntry() {
    return Entry.main(current.jar().mainClass());
  }

  void committed(LoadedVersion next) {
    current = next;
    entries = Entries.of(next);
  }

  /** Where a version's threads began: a look-up by reflection is slow beside a short thread. */
  private record Entries(LoadedVersion version, ConcurrentMap<Entry, MethodHandle> handles) {

    static Entries of(LoadedVersion version) {
      return new Entries(version, new ConcurrentHashMap<>());
    }
  }

  /** Loads and compiles before a first pause what would be loaded and interpreted in it. */
  void warmUp() {
    if (!warm) {
      warm = true;
      StackCheck.monitors(table.in(Stage.RUNNING), current.loaderNames(), name -> true, List.of());
      ThreadLocals.of(Thread.currentThread());
      ForeignWork.find(Set.of(), Set.of("none"), type -> false);
      WarmUp.run(options.platform());
    }
  }

  private @Nullable ProgramThread self() {
    return table.of(Thread.currentThread());
  }

  private @Nullable Restart migrating() {
    UpdateTransaction transaction = update;
    return transaction == null ? null : transaction.migrating(self());
  }

  // For whoever started the program.

  /** Returns the version that runs. */
  public LoadedVersion version() {
    return current;
  }

  /**
   * Waits until no program thread is left.
   *
   * @return what ended the main thread, or null
   */
  public @Nullable Throwable awaitEnd() throws InterruptedException {
    synchronized (table) {
      while (!table.in(Stage.RUNNING, Stage.PARKED, Stage.RESTARTING, Stage.HELD).isEmpty()) {
        table.wait();
      }
      return table.failureOf(mainEntry());
    }
  }

  /** Takes this runtime out of the process; its threads must have ended. */
  @Override
  public void close() {
    Hooks.request(false);
    Hooks.install(null);
  }
}
