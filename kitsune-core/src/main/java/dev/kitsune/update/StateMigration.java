package dev.kitsune.update;

import dev.kitsune.internal.Cleaners;
import dev.kitsune.internal.GateControl;
import dev.kitsune.internal.NotedFrames;
import dev.kitsune.internal.Runtime;
import dev.kitsune.internal.TaskQueue;
import dev.kitsune.internal.WakeableThread;
import dev.kitsune.load.LoadedVersion;
import dev.kitsune.transform.Counts;
import dev.kitsune.transform.Rules;
import dev.kitsune.transform.TransformException;
import dev.kitsune.transform.Transformation;
import dev.kitsune.transform.VersionPair;
import dev.kitsune.xf.run.StepRules;
import dev.kitsune.xf.run.Steps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Data migration of one update: gathers the roots (statics, locals, threads' state and
 * thread-locals, what gates hold), has them transformed, and hands the results to the new version.
 */
final class StateMigration {

  /** What {@link Transformation#forward} is told of: the old version's threads. */
  private static final List<Class<?>> FORWARDED = List.of(Thread.class, WakeableThread.class);

  static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, Map.of());

  private final LoadedVersion from;
  private final LoadedVersion to;
  private final StepRules rules;
  private final VersionPair pair;
  private final Transformation transformation;
  private final Map<ProgramThread, HeldState> held = new LinkedHashMap<>();
  private final List<StateChain.Cleaning> cleaners = new ArrayList<>();
  private volatile @Nullable String initialising;
  private boolean begun;
  private boolean installed;

  StateMigration(LoadedVersion from, LoadedVersion to, StepRules rules) {
    this.from = from;
    this.to = to;
    this.rules = rules;
    this.pair = Steps.pair(from, to, rules);
    this.transformation = new Transformation(pair);
  }

  /** Does what needs no thread to stand still; see {@link Transformation#prepare}. */
  void prepare() {
    transformation.prepare(from.initializedClasses(), FORWARDED);
  }

  /** Returns the two versions as the transformation sees them. */
  VersionPair pair() {
    return pair;
  }

  /**
   * Runs the initialisers of the new version's classes whose old counterparts were initialised.
   *
   * @throws UpdateException.Transform if one throws
   */
  void initialise() throws UpdateException.Transform {
    for (Class<?> old : from.initializedClasses()) {
      Class<?> fresh = pair.isOld(old) ? pair.newClass(old) : null;
      if (fresh == null) {
        continue;
      }
      initialising = fresh.getName();
      try {
        Class.forName(fresh.getName(), true, fresh.getClassLoader());
      } catch (ClassNotFoundException | LinkageError e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        throw new UpdateException.Transform(
            "the static initialiser of the new version failed: class="
                + fresh.getName()
                + ", "
                + cause
                + "; an initialiser may not depend on main nor reach outside its class",
            e);
      }
    }
  }

  /** Returns the class whose initialiser ran last, or null if none did. */
  @Nullable String initialising() {
    return initialising;
  }

  /** Sets what the walk calls every few thousand objects; it may throw to stop it. */
  void checkpoint(Runnable stops) {
    transformation.checkpoint(stops);
  }

  /**
   * Walks from all roots and fills the new objects, then makes the writes to what both versions
   * share.
   *
   * @param threads what the parked threads hold of the old version's state
   * @param planned the new version's threads, not started
   * @param gates the closed gates
   * @param cleanings what the old version's objects are cleaned by
   * @param added threads that an earlier step adds
   * @throws UpdateException.Transform with the path to what could not be transformed; nothing
   *     shared is written then
   */
  void transform(
      List<HeldState> threads,
      List<ProgramThread> planned,
      List<GateControl> gates,
      List<StateChain.Cleaning> cleanings,
      List<StepRules.AddedThread> added)
      throws UpdateException.Transform {
    try {
      for (ProgramThread next : planned) {
        ProgramThread old = next.predecessor;
        if (old != null) {
          transformation.forward(old.thread, next.thread);
        }
      }
      for (Class<?> type : from.initializedClasses()) {
        addStatics(type);
      }
      threads.forEach(this::addThread);
      added.forEach(
          thread -> transformation.root("thread " + thread.name() + ": state", thread.state()));
      threads.stream()
          .map(HeldState::state)
          .filter(TaskQueue.class::isInstance)
          .map(TaskQueue.class::cast)
          .distinct()
          .forEach(queue ->
              transformation.slots(
                  "executor " + queue.name() + ": queued task", queue::replaceTasks));
      gates.forEach(this::addGate);
      cleanings.forEach(this::addCleaner);
      begun = true;
      transformation.run();
      transformation.apply();
    } catch (TransformException e) {
      throw new UpdateException.Transform(String.valueOf(e.getMessage()), e);
    }
    for (ProgramThread next : planned) {
      ProgramThread old = next.predecessor;
      HeldState before = old == null ? null : held.get(old);
      if (before != null) {
        next.state = transformation.fresh(before.state());
        List<ThreadLocals.Binding> bindings = fresh(before.threadLocals());
        next.before(() -> bindings.forEach(each -> each.key().set(each.value())));
      }
    }
  }

  private void addStatics(Class<?> type) throws TransformException {
    if (!pair.isOld(type)) {
      transformation.keptStatics(type);
      return;
    }
    Class<?> fresh = pair.newClass(type);
    if (fresh == null) {
      transformation.goneStatics(type);
    } else {
      transformation.statics(type, fresh);
    }
  }

  private void addThread(HeldState before) {
    ProgramThread thread = before.thread();
    held.put(thread, before);
    transformation.root("thread " + thread.name + ": state", before.state());
    for (NotedFrames.Snapshot frame : before.frames()) {
      frame
          .locals()
          .forEach((name, value) ->
              transformation.local(
                  "thread "
                      + thread.name
                      + ": local "
                      + frame.className()
                      + "."
                      + frame.methodName()
                      + "#"
                      + name,
                  new Rules.Captured(
                      thread.name, frame.className(), frame.methodName(), name, value)));
    }
    for (ThreadLocals.Binding binding : before.threadLocals()) {
      String path = "thread " + thread.name + ": thread-local";
      transformation.root(path, binding.key());
      transformation.root(path, binding.value());
    }
  }

  /** Returns what a thread holds, as the new version has it. */
  HeldState moved(HeldState before) {
    return new HeldState(
        before.thread(),
        transformation.fresh(before.state()),
        new MovedFrames(this, rules, before).frames(),
        fresh(before.threadLocals()));
  }

  /** Returns a thread that an earlier step adds, as the new version has it; unnamed if dropped. */
  StepRules.AddedThread moved(StepRules.AddedThread added) {
    StepRules.EntryName entry = rules.entry(added.className(), added.methodName());
    return new StepRules.AddedThread(
        added.name(),
        entry == null ? "" : entry.className(),
        entry == null ? "" : entry.methodName(),
        added.descriptor(),
        transformation.fresh(added.state()));
  }

  /** Returns the new version's value for one of the old one's. */
  @Nullable Object fresh(@Nullable Object value) {
    return transformation.fresh(value);
  }

  private void addCleaner(StateChain.Cleaning cleaning) {
    if (cleaning.object() != null) {
      // Not the object: only a reference of the program's keeps it alive.
      transformation.root(
          "cleaner of a " + cleaning.object().getClass().getName(), cleaning.action());
      cleaners.add(cleaning);
    }
  }

  /** Returns a registration as the new version has it, without an object if that is garbage. */
  StateChain.Cleaning moved(StateChain.Cleaning cleaning) {
    Object old = cleaning.object();
    boolean isGarbage = old == null || pair.isOld(old.getClass()) && !transformation.isReached(old);
    return new StateChain.Cleaning(
        cleaning.registration(),
        isGarbage ? null : transformation.fresh(old),
        isGarbage ? null : transformation.fresh(cleaning.action()));
  }

  /** Moves registrations with cleaners to what took the place of their objects; at commit. */
  void moveCleaners() {
    for (StateChain.Cleaning cleaning : cleaners) {
      StateChain.Cleaning now = moved(cleaning);
      Cleaners.Registration registration = cleaning.registration();
      Object fresh = now.object();
      if (fresh != null
          && (fresh != registration.object() || now.action() != registration.action())
          && now.action() instanceof Runnable run) {
        registration.move(fresh, run);
      }
    }
    cleaners.clear();
  }

  private void addGate(GateControl gate) {
    transformation.slots(
        "gate " + gate.name() + ": delegate",
        operator -> {
          Object bound = gate.delegate();
          if (bound != null) {
            gate.delegate(operator.apply(bound));
          }
        });
    transformation.slots("gate " + gate.name() + ": root", gate::replaceRoots);
  }

  @SuppressWarnings("unchecked") // A thread-local is forwarded to a thread-local.
  private List<ThreadLocals.Binding> fresh(List<ThreadLocals.Binding> old) {
    List<ThreadLocals.Binding> fresh = new ArrayList<>();
    for (ThreadLocals.Binding binding : old) {
      Object key = transformation.fresh(binding.key());
      if (key != null) {
        fresh.add(
            new ThreadLocals.Binding(
                (ThreadLocal<Object>) key, transformation.fresh(binding.value())));
      }
    }
    return fresh;
  }

  /** Shows every root as the new version finds it. */
  void showFresh(BiConsumer<String, @Nullable Object> to) {
    transformation.showFresh(to);
  }

  /** Puts the transformed statics into the new version, once. */
  synchronized void installStatics() {
    if (!installed) {
      installed = true;
      transformation.installStatics();
    }
  }

  /** Returns whether the new version took its statics over. */
  synchronized boolean isInstalled() {
    return installed;
  }

  /** Returns the transformed value of a noted local of the parked thread, innermost frame first. */
  Optional<Runtime.Local> local(
      ProgramThread parked, String className, String methodName, String name) {
    StepRules.Value ruled = rules.local(parked.name, className, methodName, name);
    if (ruled != null) {
      return Optional.of(new Runtime.Local(ruled.value()));
    }
    StepRules.LocalName old = rules.localSource(className, methodName, name);
    HeldState before = held.get(parked);
    for (NotedFrames.Snapshot frame : before == null ? parked.frames : before.frames()) {
      if (old != null
          && frame.className().equals(old.className())
          && frame.methodName().equals(old.methodName())
          && frame.locals().containsKey(old.name())) {
        Object value = frame.locals().get(old.name());
        return Optional.of(new Runtime.Local(transformation.fresh(value)));
      }
    }
    return Optional.empty();
  }

  /** Undoes the shared writes and takes back every mark; nothing if the walk had not begun. */
  void undo() {
    if (begun) {
      transformation.undo();
    }
    rules.end();
  }

  /** Forgets the old objects; after commit. */
  void finish() {
    transformation.finish();
    rules.end();
  }

  /** Returns the counts for the report. */
  Counts counts() {
    return begun ? transformation.counts() : NOTHING;
  }

  /** Returns how often rules of the step were applied. */
  long rulesApplied() {
    return transformation.rulesApplied();
  }

  /** Returns what the transformation noticed: fields that took zero, types not followed. */
  List<String> notes() {
    return transformation.notes();
  }

  /** Returns the version that the state goes to. */
  LoadedVersion to() {
    return to;
  }
}
