package dev.kitsune.transform;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The walk from the roots over all reachable state: what its {@link Worker workers} share. New
 * objects are made and filled at once; what both versions share is only read, but for marks, and
 * the writes that it needs are listed.
 *
 * <p>One worker walks alone until it meets a large container or many objects; see {@link Crew}.
 */
final class Walk {

  /** How many objects or elements are worth the help of other threads. */
  static final int LARGE = 50_000;

  /** After how many objects, a power of two less one, a worker asks whether it should stop. */
  static final int CHECKPOINT = 0xFFF;

  /** How many elements of a large array are looked at in one go. */
  static final int PART = 8192;

  /** A container that is to be put in order after the writes. */
  record Pending(Contents contents, Object container) {}

  /** A container that refers weakly. */
  record WeakPending(Contents.Weak contents, Object container, int at) {}

  /** Counterparts of objects without a forwarding field; of one that stays, itself. */
  final Seen others = new Seen();

  /** Containers whose elements were not looked at. */
  final Seen shells = new Seen();

  /** Held while an object is made anew: what does it belongs to one worker at a time. */
  final Object remaking = new Object();

  private final VersionPair pair;
  private final Plans plans;
  private final int threads;
  private Runnable checkpoint = () -> {};
  private long applied;
  private final Crew crew = new Crew();
  private final Object mark = new Forwarding.Mark();
  private final List<Worker> workers = new ArrayList<>();
  private final Worker main;
  private final List<Object> bound = new ArrayList<>();
  private final IdentityHashMap<Object, Accessor> carried = new IdentityHashMap<>();
  private final List<String> roots = new ArrayList<>();
  private final Map<Class<?>, Map<String, Object>> constants = new IdentityHashMap<>();
  private final Set<Integer> repairedInParts = new HashSet<>();

  /**
   * @param threads how many may walk, the calling one included
   */
  Walk(VersionPair pair, Plans plans, int threads) {
    this.pair = pair;
    this.plans = plans;
    this.threads = threads;
    this.main = new Worker(this, 0, mark);
    workers.add(main);
  }

  Plans plans() {
    return plans;
  }

  Crew crew() {
    return crew;
  }

  int threads() {
    return threads;
  }

  /** Sets what is called every few thousand objects, and may throw to stop the walk. */
  void checkpoint(Runnable stops) {
    checkpoint = stops;
  }

  /** Asks whether the walk should stop. */
  void check() {
    checkpoint.run();
  }

  /** Whether a container of so many elements is worth the help of other threads. */
  boolean isLarge(int elements) {
    return threads > 1 && elements >= LARGE;
  }

  /** Returns all workers. */
  List<Worker> workers() {
    while (workers.size() < threads) {
      workers.add(new Worker(this, workers.size(), mark));
    }
    return workers;
  }

  /** What is reached from now on is reached from this root. */
  void startRoot(String path) {
    roots.add(path);
    main.from(-roots.size());
  }

  /** Returns what takes the object's place; what it holds is reached by {@link #drain}. */
  @Nullable Object reach(Object value) {
    return main.reach(value);
  }

  /** As {@link #reach(Object)}, as the slot wants it. */
  @Nullable Object reach(Slot slot, Object value) {
    return main.reach(slot, value);
  }

  /** Lists a write to what both versions share. */
  void write(Slot slot, @Nullable Object old, @Nullable Object fresh) {
    main.write(slot, null, -1, old, fresh);
  }

  /** Works until all that was reached is filled or checked. */
  void drain() {
    main.drain();
  }

  /** Says that the counterpart of an object is known, before anything is reached. */
  void bind(Object old, @Nullable Object fresh) {
    main.changed = true;
    ClassPlan plan = plan(old.getClass());
    Object stored = Forwarding.mask(fresh);
    Object known;
    VarHandle forward = forwardOf(plan);
    if (forward != null) {
      known = forward.get(old);
      if (!Accessor.isCounterpart(known)) {
        forward.set(old, stored);
        bound.add(old);
        known = null;
      }
    } else {
      known = others.putIfAbsent(old, stored);
    }
    if (known != null && known != stored) {
      throw failed(
          "one old object has two counterparts: class="
              + old.getClass().getName()
              + "; hold it in one static final only",
          null,
          null);
    }
  }

  /** Fills a bound object's counterpart from it when the walk comes to it. */
  void carry(Object old, Accessor filler) {
    if (carried.put(old, filler) == null) {
      main.rule(plan(old.getClass()), old);
      main.later(old);
    }
  }

  /** Returns what fills a bound object's counterpart, or null. */
  @Nullable Accessor carrier(Object old) {
    return carried.isEmpty() ? null : carried.get(old);
  }

  // Only these kinds look into the field; the rest of the bound objects is in the map.
  private static @Nullable VarHandle forwardOf(ClassPlan plan) {
    return switch (plan.kind) {
      case KEEP, COPY, ENUM -> plan.forward;
      default -> null;
    };
  }

  private ClassPlan plan(Class<?> type) {
    return plans.met(type);
  }

  /** Returns the new version's constant of the same name. */
  Object constant(Enum<?> old, Worker asks) {
    Class<?> type = old.getDeclaringClass();
    Class<?> fresh = pair.newClass(type);
    if (fresh == null || !fresh.isEnum()) {
      throw failed(
          asks.current(),
          "enum "
              + type.getName()
              + " is none in the new version, but its constants are held in"
              + " state: constant="
              + old.name()
              + "; keep the enum",
          old,
          null);
    }
    String name = pair.rules().constant(type, old.name());
    if (name == null) {
      return Forwarding.NOTHING;
    }
    Object found;
    synchronized (constants) {
      found = constants.computeIfAbsent(fresh, Walk::constantsOf).get(name);
    }
    if (found == null) {
      throw failed(
          asks.current(),
          "an enum constant that is held in state is gone in the new version: constant="
              + type.getName()
              + "."
              + old.name()
              + "; keep the constant, or write a rule: "
              + Names.simple(type)
              + "."
              + old.name()
              + " -> ... or DROP "
              + Names.simple(type)
              + "."
              + old.name(),
          old,
          null);
    }
    return found;
  }

  private static Map<String, Object> constantsOf(Class<?> type) {
    Map<String, Object> byName = new TreeMap<>();
    for (Object constant : type.getEnumConstants()) {
      byName.put(((Enum<?>) constant).name(), constant);
    }
    return byName;
  }

  /** Runs the rules' code for all objects that are filled; it may reach more of them. */
  void runBodies() {
    boolean ran;
    do {
      drain();
      ran = false;
      for (Worker worker : workers) {
        for (Object old = worker.nextRuled(); old != null; old = worker.nextRuled()) {
          runBodies(old);
          ran = true;
        }
      }
    } while (ran);
  }

  private void runBodies(Object old) {
    Object fresh = fresh(old);
    if (fresh == null) {
      return;
    }
    for (Rules.Body body : plan(old.getClass()).bodies) {
      applied++;
      try {
        body.run(old, fresh);
      } catch (Throwable e) { // whatever user code throws ends the update, not the process
        throw bodyFailed(old, e);
      }
    }
  }

  private TransformException bodyFailed(Object old, Throwable e) {
    return e instanceof Rules.Failure failure
        ? failedAt(old, String.valueOf(failure.getMessage()), null)
        : e instanceof TransformException known ? known : failedAt(old, "a rule failed", e);
  }

  /** Returns how often rules were applied to objects. */
  long applied() {
    return applied + workers.stream().mapToLong(worker -> worker.dropped).sum();
  }

  /** Whether it is known what takes the place of an object. */
  boolean isReached(Object value) {
    return peek(plan(value.getClass()), value) != null;
  }

  /** Returns what takes the place of a reached object. */
  @Nullable Object fresh(Object value) {
    ClassPlan plan = plan(value.getClass());
    Object known = peek(plan, value);
    if (known != null) {
      return Forwarding.unmask(known);
    }
    return switch (plan.kind) {
      case COPY, COPY_ARRAY, ENUM, REFUSE ->
          throw new IllegalArgumentException(
              "expected an object that was reached by the transformation: class="
                  + value.getClass().getName()
                  + "; make it a root");
      case CLASS -> main.reachClass((Class<?>) value);
      case DROP -> null;
      default -> value;
    };
  }

  /** Returns the stored counterpart, or null if there is none or the object stays. */
  @Nullable Object peek(ClassPlan plan, Object value) {
    VarHandle forward = forwardOf(plan);
    Object known = forward != null ? forward.get(value) : others.get(value);
    return Accessor.isCounterpart(known) ? known : null;
  }

  /** Follows weak references as far as their referents are reached from elsewhere. */
  void settleWeak() {
    List<WeakPending> weaks = new ArrayList<>();
    long before;
    do {
      before = visits();
      weaks.clear();
      workers.forEach(worker -> weaks.addAll(worker.weaks));
      for (WeakPending weak : weaks) {
        main.from(weak.at());
        weak.contents().advance(weak.container(), main, main);
        drain();
      }
    } while (visits() != before);
    weaks.forEach(main::settle);
    drain();
  }

  private long visits() {
    return workers.stream().mapToLong(worker -> worker.visits.size()).sum();
  }

  /** Returns an error about what the main worker's holder holds, or about itself. */
  TransformException failed(String what, @Nullable Object child, @Nullable Throwable cause) {
    return failed(main.current(), what, child, cause);
  }

  /** Returns an error about what a holder holds, or about itself. */
  TransformException failed(
      int holder, String what, @Nullable Object child, @Nullable Throwable cause) {
    // Beside others there is no path: they go on with what it would be read from.
    String path = roots.isEmpty() || main.shared ? "" : path(holder, child);
    return new TransformException(cause == null ? what : what + ", cause=" + cause, path, cause);
  }

  /** Returns an error about an object that was visited. */
  TransformException failedAt(Object visited, String what, @Nullable Throwable cause) {
    int at = find(visited);
    String path = at < 0 ? "" : path(at, null);
    return new TransformException(cause == null ? what : what + ", cause=" + cause, path, cause);
  }

  /** Returns the visit of the object, or of the one that it took the place of, or -1. */
  private int find(Object object) {
    for (Worker worker : workers) {
      for (int i = 0; i < worker.visits.size(); i++) {
        Object visited = worker.visits.get(i);
        if (visited == object || peek(plans.of(visited.getClass()), visited) == object) {
          return workers.indexOf(worker) << Worker.PLACE_BITS | i;
        }
      }
    }
    return -1;
  }

  /** Returns the object of a visit. */
  Object visited(int visit) {
    return visitsOf(visit).get(place(visit));
  }

  private Visits visitsOf(int visit) {
    return workers.get(visit >>> Worker.PLACE_BITS).visits;
  }

  private static int place(int visit) {
    return visit & (1 << Worker.PLACE_BITS) - 1;
  }

  /** Returns the path to a child of a visited object, the middle of a long one left out. */
  private String path(int holder, @Nullable Object child) {
    ArrayDeque<String> last = new ArrayDeque<>();
    ArrayDeque<String> first = new ArrayDeque<>();
    long left = 0;
    Object held = child;
    int at = holder;
    while (at >= 0) {
      Object object = visited(at);
      if (held != null) {
        String label = plans.of(object.getClass()).label(object, held);
        if (last.size() < 12) {
          last.addFirst(label);
        } else {
          first.addFirst(label);
          if (first.size() > 12) {
            first.removeLast();
            left++;
          }
        }
      }
      held = object;
      at = visitsOf(at).parent(place(at));
    }
    first.addFirst(roots.get(-at - 1));
    if (left > 0) {
      first.addLast("… " + left + " more …");
    }
    first.addAll(last);
    return String.join(" -> ", first);
  }

  /** Notes that a container that is looked into in parts needs a write in one of them. */
  void repairedInParts(int holder) {
    synchronized (repairedInParts) {
      repairedInParts.add(holder);
    }
  }

  /** Returns the log of what is written after the walk, by one thread. */
  WriteLog log() {
    return main.log;
  }

  /** Does all listed writes. */
  void apply() {
    workers.forEach(worker -> worker.log.apply());
  }

  /** Takes all writes back, last first. */
  void undo() {
    workers.forEach(worker -> worker.log.undo());
  }

  /** Returns the containers to put in order, each once. */
  List<Pending> rebuilds() {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Pending> all = new ArrayList<>();
    for (Worker worker : workers) {
      for (Pending pending : worker.rebuilds) {
        if (seen.add(pending.container())) {
          all.add(pending);
        }
      }
    }
    return all;
  }

  /** Whether the update found anything to do; if not, no container can be out of order. */
  boolean hasChanges() {
    return workers.stream().anyMatch(worker -> worker.changed)
        || plans.all().stream().anyMatch(plan -> isChange(plan) && met(plan) > 0);
  }

  private static boolean isChange(ClassPlan plan) {
    return switch (plan.kind) {
      case COPY, COPY_ARRAY, ENUM -> true;
      default -> false;
    };
  }

  private long met(ClassPlan plan) {
    return workers.stream().mapToLong(worker -> worker.met(plan)).sum();
  }

  Counts counts() {
    Map<String, Long> byClass = new TreeMap<>();
    long copied = 0;
    long skipped = workers.stream().mapToLong(worker -> worker.skipped).sum();
    long bytes = workers.stream().mapToLong(worker -> worker.bytes).sum();
    for (ClassPlan plan : plans.all()) {
      long met = met(plan);
      boolean isCopied = plan.kind == ClassPlan.Kind.COPY || plan.kind == ClassPlan.Kind.COPY_ARRAY;
      skipped += isCopied || plan.kind == ClassPlan.Kind.KEEP ? met * plan.pruned : 0;
      if (isCopied && met > 0) {
        copied += met;
        bytes += plan.copier == null ? 0 : met * plan.copier.bytes();
        byClass.merge(plan.type.getTypeName(), met, Long::sum);
      }
    }
    for (Worker worker : workers) {
      for (Map.Entry<Class<?>, Long> made : worker.remade.entrySet()) {
        copied += made.getValue();
        byClass.merge(made.getKey().getTypeName(), made.getValue(), Long::sum);
      }
    }
    long repaired = workers.stream().mapToLong(worker -> worker.repaired).sum();
    return new Counts(
        visits() - shells.shared(others),
        copied,
        repaired + repairedInParts.size(),
        skipped,
        bytes,
        byClass);
  }

  /**
   * Takes the marks off.
   *
   * @param oldToo also the forwarding pointers of old objects, which live on after a roll-back
   */
  void clearMarks(boolean oldToo) {
    for (Worker worker : workers) {
      for (int i = 0; i < worker.visits.size(); i++) {
        clearMark(worker.visits.get(i), oldToo);
      }
    }
    for (Object object : bound) {
      clearMark(object, oldToo);
    }
  }

  private void clearMark(Object object, boolean oldToo) {
    ClassPlan plan = plans.of(object.getClass());
    if (!oldToo && plan.kind == ClassPlan.Kind.COPY && Finalizers.has(plan.target)) {
      Object fresh = fresh(object);
      if (fresh != null) {
        Finalizers.register(fresh);
      }
    }
    if (plan.forward != null && (oldToo || plan.kind == ClassPlan.Kind.KEEP)) {
      plan.forward.set(object, (Object) null);
    }
  }

  /** Lets go of everything. */
  void clear() {
    workers.forEach(Worker::clear);
    others.clear();
    shells.clear();
    bound.clear();
    carried.clear();
    constants.clear();
  }
}
