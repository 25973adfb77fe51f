package dev.kitsune.update;

import dev.kitsune.internal.Cleaners;
import dev.kitsune.internal.GateControl;
import dev.kitsune.internal.NotedFrames;
import dev.kitsune.internal.Runtime;
import dev.kitsune.internal.TaskQueue;
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

  static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, Map.of());

  private final LoadedVersion from;
  private final LoadedVersion to;
  private final StepRules rules;
  private final VersionPair pair;
  private final Transformation transformation;
  private final Map<ProgramThread, List<ThreadLocals.Binding>> threadLocals = new LinkedHashMap<>();
  private final Map<Cleaners.Registration, Runnable> cleaners = new LinkedHashMap<>();
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
    transformation.prepare(from.initializedClasses(), List.of(Thread.class));
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
   * @param planned the new version's threads, not started
   * @param gates the closed gates
   * @throws UpdateException.Transform with the path to what could not be transformed; nothing
   *     shared is written then
   */
  void transform(List<ProgramThread> parked, List<ProgramThread> planned, List<GateControl> gates)
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
      parked.forEach(this::addThread);
      parked.stream()
          .map(thread -> thread.state)
          .filter(TaskQueue.class::isInstance)
          .map(TaskQueue.class::cast)
          .distinct()
          .forEach(queue ->
              transformation.slots(
                  "executor " + queue.name() + ": queued task", queue::replaceTasks));
      gates.forEach(this::addGate);
      Cleaners.all().forEach(this::addCleaner);
      begun = true;
      transformation.run();
      transformation.apply();
    } catch (TransformException e) {
      throw new UpdateException.Transform(String.valueOf(e.getMessage()), e);
    }
    for (ProgramThread next : planned) {
      ProgramThread old = next.predecessor;
      if (old != null) {
        next.state = transformation.fresh(old.state);
        List<ThreadLocals.Binding> bindings = fresh(threadLocals.getOrDefault(old, List.of()));
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

  private void addThread(ProgramThread thread) {
    transformation.root("thread " + thread.name + ": state", thread.state);
    for (NotedFrames.Snapshot frame : thread.frames) {
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
    List<ThreadLocals.Binding> bindings = ThreadLocals.of(thread.thread);
    threadLocals.put(thread, bindings);
    for (ThreadLocals.Binding binding : bindings) {
      String path = "thread " + thread.name + ": thread-local";
      transformation.root(path, binding.key());
      transformation.root(path, binding.value());
    }
  }

  private void addCleaner(Cleaners.Registration registration) {
    Object object = registration.object();
    Runnable action = registration.action();
    if (object != null && action != null) {
      // Not the object: only a reference of the program's keeps it alive.
      transformation.root("cleaner of a " + object.getClass().getName(), action);
      cleaners.put(registration, action);
    }
  }

  /** Moves registrations with cleaners to what took the place of their objects; at commit. */
  void moveCleaners() {
    cleaners.forEach((registration, action) -> {
      Object old = registration.object();
      if (old == null || pair.isOld(old.getClass()) && !transformation.isReached(old)) {
        return; // it is garbage, and its resource with it
      }
      Object fresh = transformation.fresh(old);
      Object freshAction = transformation.fresh(action);
      if ((fresh != old || freshAction != action)
          && fresh != null
          && freshAction instanceof Runnable run) {
        registration.move(fresh, run);
      }
    });
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
    for (NotedFrames.Snapshot frame : parked.frames) {
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
