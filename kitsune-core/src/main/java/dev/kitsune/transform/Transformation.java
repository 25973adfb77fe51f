package dev.kitsune.transform;

import dev.kitsune.Gate;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/*
 * Stages
 *
 *   collecting --run--> walked --apply--> applied --finish--> over
 *                          \________undo________/------------^
 *
 * run() makes all new objects and fills them; of what both versions share it writes nothing but the
 * forwarding fields. apply() does the listed writes, then puts containers in order whose keys
 * changed, which calls the new version's hashCode and compareTo on objects that are all filled and
 * all repaired. undo() is right after a failure in any of them.
 */
/**
 * The transformation of one update, by defaults and by the step's rules: what is reachable from the
 * roots is carried from the old version to the new one, and undone on request.
 *
 * <p>Used by one thread while the program stands. Describe the roots, then {@link #run}, {@link
 * #apply} and {@link #finish}; {@link #undo} takes everything back at any time before that.
 */
public final class Transformation {

  /** How many threads a transformation has if nobody says: {@code -Dkitsune.transform.threads}. */
  public static final String THREADS = "kitsune.transform.threads";

  /** More threads than that do not fit into the number of a visit. */
  public static final int MOST_THREADS = 8;

  private record Root(String path, @Nullable Object value) {}

  private record Forward(Object old, @Nullable Object fresh) {}

  private record Slots(String path, Gate.Roots roots) {}

  private final VersionPair pair;
  private final boolean prunes;
  private final int threads;
  private final List<Forward> forwards = new ArrayList<>();
  private final List<Root> roots = new ArrayList<>();
  private final List<Slots> slots = new ArrayList<>();
  private final List<Rules.Captured> locals = new ArrayList<>();
  private final Map<Field, @Nullable Object> written = new LinkedHashMap<>();
  private final List<Statics> statics = new ArrayList<>();
  private final Map<Class<?>, Statics> prepared = new HashMap<>();
  private final List<Class<?>> kept = new ArrayList<>();
  private final List<Class<?>> gone = new ArrayList<>();
  private final List<Statics.Carried> carried = new ArrayList<>();
  private final List<Slots> replaced = new ArrayList<>();
  private final IdentityHashMap<Object, Object> undoSlots = new IdentityHashMap<>();
  private Runnable checkpoint = () -> {};
  private @Nullable Plans plans;
  private @Nullable Walk walk;
  private @Nullable Counts counts;
  private long applied;
  private List<String> notes = List.of();

  /**
   * @throws IllegalStateException if the JDK's packages are not open; the message names the flags
   */
  public Transformation(VersionPair pair) {
    this(pair, true);
  }

  /**
   * Makes a transformation by so many threads, the calling one included.
   *
   * @param threads at least one, at most {@value #MOST_THREADS}
   */
  public Transformation(VersionPair pair, int threads) {
    this(pair, true, threads);
  }

  /**
   * Makes a transformation that can be told to follow everything.
   *
   * @param prunes whether it skips what cannot lead to an old object by its declaration
   */
  Transformation(VersionPair pair, boolean prunes) {
    this(pair, prunes, defaultThreads());
  }

  private Transformation(VersionPair pair, boolean prunes, int threads) {
    Platform.checkOpened();
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "expected 1 to " + MOST_THREADS + " threads: threads=" + threads);
    }
    this.threads = threads;
    this.pair = pair;
    this.prunes = prunes;
  }

  /**
   * Sets what is called every few thousand objects; it throws {@link TransformException#stopped} to
   * stop the walk.
   */
  public void checkpoint(Runnable stops) {
    checkpoint = stops;
  }

  private static int defaultThreads() {
    int processors = Runtime.getRuntime().availableProcessors(); // the program stands meanwhile
    return Math.max(1, Math.min(MOST_THREADS, Integer.getInteger(THREADS, processors)));
  }

  /**
   * Does ahead of {@link #run}, while the program runs, what depends on classes only: which fields
   * lead to old objects, and the code that copies. No code of the new version runs.
   *
   * @param initialised classes of the old version, kept ones included
   * @param forwarded classes of objects that {@link #forward} will be told
   */
  public void prepare(Collection<Class<?>> initialised, Collection<Class<?>> forwarded) {
    Set<Class<?>> bound = new HashSet<>(forwarded);
    Set<Object> keptObjects = Collections.newSetFromMap(new IdentityHashMap<>());
    initialised.stream()
        .filter(type -> !pair.isOld(type))
        .forEach(type -> addStatics(type, keptObjects));
    for (Class<?> type : initialised) {
      Class<?> fresh = pair.isOld(type) ? pair.newClass(type) : null;
      if (fresh != null) {
        Statics paired = new Statics(pair, type, fresh);
        paired.addPossiblyBoundClasses(keptObjects, bound);
        prepared.put(type, paired);
      }
    }
    Plans made = new Plans(pair, bound, prunes);
    made.prepare();
    plans = made;
  }

  /** Says what takes the place of an object that the transformation shall not look into. */
  public void forward(Object old, @Nullable Object fresh) {
    forwards.add(new Forward(old, fresh));
  }

  /** Adds a root. */
  public void root(String path, @Nullable Object old) {
    roots.add(new Root(path, old));
  }

  /** Adds a noted local of a parked thread, as a root and for the rules. */
  public void local(String path, Rules.Captured captured) {
    locals.add(captured);
    root(path, captured.value());
  }

  /** Adds roots that platform objects hold: shown now, and replaced by {@link #apply}. */
  public void slots(String path, Gate.Roots held) {
    slots.add(new Slots(path, held));
  }

  /** Adds an initialised class of a changed unit; its counterpart's own initialiser has run. */
  public void statics(Class<?> old, Class<?> fresh) {
    Statics known = prepared.remove(old);
    statics.add(known == null ? new Statics(pair, old, fresh) : known);
  }

  /** Adds an initialised class of a kept unit: its statics are roots, and repaired in place. */
  public void keptStatics(Class<?> keptClass) {
    kept.add(keptClass);
  }

  /** Adds an initialised old class without a counterpart; it may have no state. */
  public void goneStatics(Class<?> old) {
    gone.add(old);
    if (Facts.statics(pair, old).stream().anyMatch(f -> !pair.rules().movedTo(f).isEmpty())) {
      statics.add(new Statics(pair, old, null));
    }
  }

  /**
   * Walks from all roots, makes the new objects and lists what is to be written.
   *
   * @throws TransformException if the state cannot be carried over; call {@link #undo} then
   */
  public void run() {
    if (walk != null) {
      throw new IllegalStateException("expected one run of a transformation");
    }
    for (Class<?> old : gone) {
      String lost = Statics.lost(pair, old);
      if (lost != null) {
        throw new TransformException(lost, "", null);
      }
    }
    Set<Class<?>> bound = new HashSet<>();
    forwards.forEach(f -> bound.add(f.old().getClass()));
    Set<Object> keptObjects = Collections.newSetFromMap(new IdentityHashMap<>());
    kept.forEach(type -> addStatics(type, keptObjects));
    statics.forEach(s -> s.addBoundClasses(keptObjects, bound));
    Plans made = plans;
    // A static that got another object since: what was decided may not hold for its class.
    Set<Class<?>> unforeseen = made == null ? Set.of() : made.unforeseen(bound);
    Plans fit = made != null && unforeseen.isEmpty() ? made : new Plans(pair, bound, prunes);
    if (!unforeseen.isEmpty()) {
      fit.note(
          "planned again in the pause, since objects of these classes have known counterparts: "
              + unforeseen.stream().map(Names::stable).sorted().toList());
    }
    plans = fit;
    try {
      walkAll(fit, threads);
    } catch (Crew.Failed e) {
      // Which of several failures the threads meet first is chance; one thread finds the same.
      Walk failed = walked();
      failed.clearMarks(true);
      failed.clear();
      statics.forEach(Statics::restart);
      carried.clear();
      walkAll(fit, 1);
    }
  }

  private void walkAll(Plans with, int by) {
    Walk newWalk = new Walk(pair, with, by);
    newWalk.checkpoint(checkpoint);
    walk = newWalk;
    try {
      newWalk.startRoot("the step's rules");
      pair.rules().before(moving(newWalk));
      reachAll(newWalk, with);
    } catch (TransformException | Crew.Failed e) {
      throw e;
    } catch (Rules.Failure e) {
      throw newWalk.failed(String.valueOf(e.getMessage()), null, null);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw newWalk.failed("the state could not be transformed", null, e);
    }
  }

  private void reachAll(Walk to, Plans with) {
    for (Forward forward : forwards) {
      to.startRoot("counterpart of a " + Names.simple(forward.old().getClass()));
      to.bind(forward.old(), forward.fresh());
    }
    statics.forEach(s -> s.bind(to, with));
    statics.forEach(s -> s.reach(to, with, carried));
    kept.forEach(type -> reachKept(to, with, type));
    for (Root root : roots) {
      to.startRoot(root.path());
      if (root.value() != null) {
        to.reach(root.value());
        to.drain();
      }
    }
    for (Slots held : slots) {
      to.startRoot(held.path());
      List<Object> values = new ArrayList<>();
      held.roots()
          .replaceAll(value -> {
            if (value != null) {
              values.add(value);
            }
            return value;
          });
      values.forEach(to::reach);
      to.drain();
    }
    to.runBodies();
    if (pair.rules().hasValues()) {
      statics.forEach(Statics::install); // so that code sees them; the new version is not yet told
      to.startRoot("the step's rules");
      pair.rules().values(locals);
      to.runBodies();
    }
    to.settleWeak();
    to.runBodies();
  }

  private Rules.Moving moving(Walk to) {
    return new Rules.Moving() {
      @Override
      public @Nullable Object move(@Nullable Object value) {
        if (value == null) {
          return null;
        }
        Object fresh = to.reach(value);
        to.drain();
        return fresh;
      }

      @Override
      public boolean isOld(Object value) {
        Class<?> type = value.getClass();
        return pair.isOld(type.isHidden() ? type.getNestHost() : type);
      }

      @Override
      public boolean isInitialized(Class<?> old) {
        return gone.contains(old) || statics.stream().anyMatch(each -> each.isOf(old));
      }
    };
  }

  private static void addStatics(Class<?> type, Set<Object> to) {
    for (Field field : type.getDeclaredFields()) {
      Object value = Statics.isKeptRoot(field) ? Facts.value(field) : null;
      if (value != null) {
        to.add(value);
      }
    }
  }

  private static void reachKept(Walk to, Plans with, Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (Statics.isKeptRoot(field) && !with.isPruned(field)) {
        Slot slot = new Slot.Static(field, !Modifier.isFinal(field.getModifiers()));
        if (with.edge(field) == Pruning.Edge.SHELL) {
          slot.asShell();
        }
        to.startRoot(slot.label(-1));
        Object value = slot.get(null, -1);
        Object fresh = value == null ? null : to.reach(slot, value);
        if (fresh != value) {
          to.write(slot, value, fresh);
        }
        to.drain();
      }
    }
  }

  /**
   * Does all writes to what both versions share, and puts containers in order.
   *
   * @throws TransformException if a container cannot hold its new contents; call {@link #undo} then
   */
  public void apply() {
    Walk walked = walked();
    try {
      walked.apply();
      new Rebuilds(walked, Objects.requireNonNull(plans), carried).run();
      applySlots(walked);
      if (pair.rules().hasValues()) {
        pair.rules().after();
        statics.forEach(Statics::recapture);
        pair.rules().written().forEach(field -> written.put(field, Facts.value(field)));
      }
    } catch (TransformException e) {
      throw e;
    } catch (Rules.Failure e) {
      throw new TransformException(String.valueOf(e.getMessage()), "", e);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw new TransformException("the new state could not be written, cause=" + e, "", e);
    }
  }

  private void applySlots(Walk walked) {
    for (Slots held : slots) {
      replaced.add(held);
      held.roots()
          .replaceAll(value -> {
            Object fresh = value == null ? null : walked.fresh(value);
            if (fresh != null && fresh != value) {
              undoSlots.put(fresh, value);
            }
            return fresh;
          });
    }
  }

  /** Puts the new values into the new version's statics. */
  public void installStatics() {
    statics.forEach(Statics::install);
    written.forEach((field, value) -> new Slot.Static(field, true).set(null, -1, value));
  }

  /**
   * Returns what took the place of an object, often itself.
   *
   * @throws IllegalArgumentException for an old object that was not reached
   */
  public @Nullable Object fresh(@Nullable Object old) {
    return old == null ? null : walked().fresh(old);
  }

  /** Shows every root as the new version finds it; after {@link #apply}. */
  public void showFresh(BiConsumer<String, @Nullable Object> to) {
    statics.forEach(s -> s.showInstalls(to));
    roots.forEach(root -> to.accept(root.path(), fresh(root.value())));
    for (Slots held : slots) {
      held.roots()
          .replaceAll(value -> {
            to.accept(held.path(), value);
            return value;
          });
    }
  }

  /** Whether the walk met the object. */
  public boolean isReached(Object old) {
    return walked().isReached(old);
  }

  /** Takes everything back, in reverse order. Does nothing where nothing was done. */
  public void undo() {
    Walk walked = walk;
    if (walked == null) {
      return;
    }
    counts = walked.counts();
    applied = walked.applied() + pair.rules().applied();
    for (int i = replaced.size() - 1; i >= 0; i--) {
      replaced
          .get(i)
          .roots()
          .replaceAll(value -> value == null ? null : undoSlots.getOrDefault(value, value));
    }
    replaced.clear();
    walked.undo();
    walked.clearMarks(true);
    release(walked);
  }

  /** Ends the transformation after commit: marks are taken off, and all references let go. */
  public void finish() {
    Walk walked = walked();
    counts = walked.counts();
    applied = walked.applied() + pair.rules().applied();
    walked.clearMarks(false);
    release(walked);
  }

  private void release(Walk walked) {
    notes = notes();
    walked.clear();
    walk = null;
    plans = null; // it refers to classes of the old version
    undoSlots.clear();
    forwards.clear();
    roots.clear();
    locals.clear();
    written.clear();
    slots.clear();
    statics.clear();
    prepared.clear();
    carried.clear();
    kept.clear();
    gone.clear();
  }

  /** Returns what was met until now. */
  public Counts counts() {
    Counts known = counts;
    return known != null ? known : walked().counts();
  }

  /** Returns how often rules were applied until now. */
  public long rulesApplied() {
    Walk walked = walk;
    return walked == null ? applied : walked.applied() + pair.rules().applied();
  }

  /** Returns what whoever wrote the new version may want to know, such as fields that took zero. */
  public List<String> notes() {
    return plans == null ? notes : List.copyOf(plans.notes());
  }

  private Walk walked() {
    Walk walked = walk;
    if (walked == null) {
      throw new IllegalStateException("expected a transformation that ran and is not over");
    }
    return walked;
  }
}
