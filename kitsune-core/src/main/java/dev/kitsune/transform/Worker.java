package dev.kitsune.transform;

import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * An object is given its counterpart when it is first met and is looked into at once, while it is
 * in the processor's cache, as long as the nesting is not deep; else it is deferred. So cycles need
 * no care, a long chain overflows no stack, and an object is touched once.
 *
 * Beside other workers an object belongs to whoever stores its counterpart (or the mark) first,
 * by compare-and-set. The others use the stored pointer and look at nothing behind it.
 */
/** One thread's part in a {@link Walk}: reaches objects, fills their counterparts, lists writes. */
final class Worker extends Visitor implements Contents.Reached {

  /** What {@link #enter} returns when the object is looked into later. */
  static final int DEFERRED = Integer.MIN_VALUE;

  /** Objects that are looked into inside one another; each takes a few frames. */
  private static final int DEEPEST = 48;

  /** Bits of a visit's number that are left for its place in the list of its worker. */
  static final int PLACE_BITS = 28;

  /** For how many objects a worker with nothing to give lets the others wait. */
  private static final int PATIENCE = 1024;

  /** The mark of this update in kept objects; generated code reads it. */
  final Object mark;

  /** Whether other workers walk at the same time; generated code reads it. */
  boolean shared;

  final Visits visits = new Visits();
  final WriteLog log = new WriteLog();
  final List<Walk.Pending> rebuilds = new ArrayList<>();
  final List<Walk.WeakPending> weaks = new ArrayList<>();

  /** How many objects were made anew, by their old class. */
  final Map<Class<?>, Long> remade = new HashMap<>();

  private final List<Object> ruled = new ArrayList<>();
  private int ruledCursor;
  private final Walk walk;
  private final Plans plans;
  private final Crew crew;
  private final int number;
  private final @Nullable ClassPlan[] recent = new ClassPlan[256]; // one load less than the map
  private final BitSet shellVisits = new BitSet();
  private int[] deferred = new int[64]; // places in visits, the next last
  private int deferredFrom;
  private int deferredTo;
  private long[] met = new long[64]; // by the number of the plan
  private int solo; // how many visits this worker does before others may help
  private int patience;
  private @Nullable Slot fittingSlot;
  private @Nullable Class<?> fittingType;
  private @Nullable Class<?> fittingClass;
  private int current;
  private int depth = DEEPEST; // outside of drain() nothing is looked into
  private boolean wrote;
  boolean changed;
  long repaired;
  long skipped;
  long bytes;
  long dropped;

  Worker(Walk walk, int number, Object mark) {
    this.walk = walk;
    this.plans = walk.plans();
    this.crew = walk.crew();
    this.number = number;
    this.mark = mark;
    this.solo = walk.threads() > 1 ? Walk.LARGE : Integer.MAX_VALUE;
  }

  /** Sets what is the holder of what is reached from now on: a visit, or a root below zero. */
  void from(int holder) {
    current = holder;
  }

  /** Returns the visit or root under way. */
  int current() {
    return current;
  }

  private ClassPlan plan(Class<?> type) {
    int at = type.hashCode() & (recent.length - 1);
    ClassPlan plan = recent[at];
    if (plan == null || plan.type != type) {
      plan = plans.met(type);
      if (plan.id >= met.length) {
        met = Arrays.copyOf(met, plan.id * 2);
      }
      recent[at] = plan;
    }
    return plan;
  }

  @Override
  @Nullable Object reach(Object value) {
    ClassPlan plan = plan(value.getClass());
    Accessor accessor = plan.accessor;
    if (accessor != null) {
      return accessor.reach(value, this);
    }
    return switch (plan.kind) {
      case STAY -> reachStaying(plan, value);
      case CLASS -> reachClass((Class<?>) value);
      case REFUSE -> reachRefused(plan, value);
      case REMAKE -> reachRemade(plan, value);
      case DROP -> {
        changed = true;
        dropped++;
        yield null;
      }
      default -> reachOther(plan, value);
    };
  }

  /** Reaches what no generated code looks after: arrays, JDK objects, constants. */
  private @Nullable Object reachOther(ClassPlan plan, Object value) {
    VarHandle forward = plan.forward;
    Object known = forward != null ? forward.get(value) : walk.others.get(value);
    if (Accessor.isCounterpart(known)) {
      return Forwarding.unmask(Objects.requireNonNull(known));
    }
    if (known == mark) {
      return value;
    }
    Object fresh = counterpart(plan, value);
    Object first = fresh;
    if (forward == null) {
      first = walk.others.putIfAbsent(value, fresh);
      first = first == null ? fresh : first;
    } else if (!forward.compareAndSet(value, known, fresh == value ? mark : fresh)) {
      return reachOther(plan, value);
    }
    if (first != fresh) {
      return Forwarding.unmask(first); // another worker was first
    }
    if (plan.kind == ClassPlan.Kind.COPY_ARRAY) {
      bytes += 16 + 4L * ((Object[]) value).length;
    }
    int outer = enter(plan, value);
    if (outer != DEFERRED) {
      fill(plan, value);
      leave(outer);
    }
    return Forwarding.unmask(fresh);
  }

  /** Makes the object anew at once: what it holds need not be filled for that. */
  private @Nullable Object reachRemade(ClassPlan plan, Object value) {
    Object known = walk.others.get(value);
    if (known != null) {
      return Forwarding.unmask(known);
    }
    synchronized (walk.remaking) {
      int holder = current;
      int outer = depth;
      current = number << PLACE_BITS | note(plan, value);
      depth = DEEPEST; // what it holds is looked into later, so that none is made twice
      try {
        Object fresh = Objects.requireNonNull(plan.remaker).remake(value, this);
        Object first = walk.others.putIfAbsent(value, Forwarding.mask(fresh));
        if (first != null) {
          return Forwarding.unmask(first);
        }
        if (fresh != value) {
          changed = true;
          remade.merge(plan.type, 1L, Long::sum);
        }
        return fresh;
      } catch (Copier.Refusal e) {
        throw refused(String.valueOf(e.getMessage()), null);
      } finally {
        current = holder;
        depth = outer;
      }
    }
  }

  /** Returns what takes the place of an object that is met for the first time. */
  private Object counterpart(ClassPlan plan, Object value) {
    return switch (plan.kind) {
      case COPY -> allocate(plan.target, value);
      case COPY_ARRAY -> Array.newInstance(plan.target, ((Object[]) value).length);
      case ENUM -> walk.constant((Enum<?>) value, this);
      default -> value;
    };
  }

  /** Makes an object of which no constructor was run; generated code calls it. */
  Object allocate(Class<?> type, Object old) {
    try {
      return Access.allocate(type);
    } catch (InstantiationException | LinkageError e) {
      throw failed("no object of new class can be made: " + type.getName(), old, e);
    }
  }

  @Override
  @Nullable Object reachShell(Object value) {
    ClassPlan plan = plan(value.getClass());
    if (plan.kind == ClassPlan.Kind.ARRAY && !plan.bound) {
      skipped++; // elements of a container that is such a shell itself
      return value;
    }
    if (plan.shell == null || plan.bound) {
      return reach(value);
    }
    if (!walk.others.contains(value) && walk.shells.putIfAbsent(value, value) == null) {
      skipped++;
      shellVisits.set(visits.size());
      defer(note(plan, value));
    }
    return value;
  }

  /** Counts an object that is met for the first time; returns its place among the visits. */
  int note(ClassPlan plan, Object value) {
    met[plan.id]++;
    rule(plan, value);
    int place = visits.add(value, current);
    if ((place & Walk.CHECKPOINT) == Walk.CHECKPOINT) {
      walk.check();
    }
    return place;
  }

  /** Keeps an object for the rules' code, if there is any for its class. */
  void rule(ClassPlan plan, Object value) {
    if (!plan.bodies.isEmpty()) {
      ruled.add(value);
    }
  }

  /** Returns the next object that rules have code for, or null. */
  @Nullable Object nextRuled() {
    return ruledCursor < ruled.size() ? ruled.get(ruledCursor++) : null;
  }

  /**
   * Begins to look into an object that is met for the first time; generated code calls it.
   *
   * @return what {@link #leave} wants, or {@link #DEFERRED}
   */
  int enter(ClassPlan plan, Object value) {
    int place = note(plan, value);
    if (depth >= DEEPEST || place >= solo || crew.isHungry() && isPatienceOver()) {
      defer(place);
      return DEFERRED;
    }
    depth++;
    int outer = current;
    current = number << PLACE_BITS | place;
    return outer;
  }

  /** Ends the look into an object. */
  void leave(int outer) {
    depth--;
    current = outer;
  }

  /** Looks into an object when {@link #drain} comes to it, without counting it as met. */
  void later(Object value) {
    defer(visits.add(value, current));
  }

  private boolean isPatienceOver() {
    return --patience < 0;
  }

  private void defer(int place) {
    if (deferredTo == deferred.length) {
      int count = deferredTo - deferredFrom;
      int[] room = count * 2 > deferred.length ? new int[deferred.length * 2] : deferred;
      System.arraycopy(deferred, deferredFrom, room, 0, count);
      deferred = room;
      deferredFrom = 0;
      deferredTo = count;
    }
    deferred[deferredTo++] = place;
  }

  private @Nullable Object reachStaying(ClassPlan plan, Object value) {
    Object known = plan.bound ? walk.others.get(value) : null;
    if (known != null) {
      return Forwarding.unmask(known);
    }
    skipped++;
    if (plan.opaque) {
      plans.note("not followed: " + Names.stable(value.getClass()));
    }
    return value;
  }

  private @Nullable Object reachRefused(ClassPlan plan, Object value) {
    Object known = plan.bound ? walk.others.get(value) : null;
    if (known == null) {
      throw refused(String.valueOf(plan.refusal), value);
    }
    return Forwarding.unmask(known);
  }

  Object reachClass(Class<?> value) {
    Class<?> translated = plans.translate(value);
    if (translated == null) {
      throw refused(
          "a Class is held in state that is gone in the new version: class="
              + value.getName()
              + "; keep the class, or let go of the Class before the update",
          value);
    }
    changed |= translated != value;
    return translated;
  }

  /** Works until all that was reached is filled or checked, with others if it is much. */
  void drain() {
    drainOwn();
    while (deferredTo > deferredFrom || crew.hasTasks()) {
      crew.work(walk.workers());
      solo = visits.size() + Walk.LARGE;
    }
  }

  /** Works until nothing is left that this worker deferred, or others should help. */
  void drainOwn() {
    if (shared) {
      solo = Integer.MAX_VALUE;
    }
    while (deferredTo > deferredFrom) {
      if (crew.isHungry()) {
        give();
      } else if (visits.size() >= solo) {
        return;
      }
      int place = deferred[--deferredTo];
      look(visits.get(place), number << PLACE_BITS | place, shellVisits.get(place));
    }
    deferredFrom = 0;
    deferredTo = 0;
  }

  /** Gives half of what was deferred away, the oldest, which has most behind it. */
  private void give() {
    int count = (deferredTo - deferredFrom) / 2;
    if (count == 0) {
      patience = PATIENCE;
      return;
    }
    Object[] given = new Object[count];
    int[] places = Arrays.copyOfRange(deferred, deferredFrom, deferredFrom + count);
    BitSet shellsGiven = new BitSet();
    for (int i = 0; i < count; i++) {
      given[i] = visits.get(places[i]);
      shellsGiven.set(i, shellVisits.get(places[i]));
    }
    deferredFrom += count;
    crew.add(worker -> {
      for (int i = 0; i < given.length; i++) {
        worker.look(given[i], number << PLACE_BITS | places[i], shellsGiven.get(i));
      }
    });
  }

  /** Looks into an object that some worker noted. */
  private void look(Object holder, int visit, boolean asShell) {
    current = visit;
    depth = 0;
    try {
      ClassPlan plan = plan(holder.getClass());
      if (!asShell) {
        fill(plan, holder);
      } else if (!walk.others.contains(holder)) { // else it is looked into elsewhere
        scanKept(plan, holder, true);
      }
    } catch (TransformException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw failedHere(e);
    }
    depth = DEEPEST;
  }

  private TransformException failedHere(Throwable e) {
    String type = current < 0 ? "none" : walk.visited(current).getClass().getName();
    return failed("an object could not be carried over: class=" + type, null, e);
  }

  private void fill(ClassPlan plan, Object holder) {
    Accessor carrier = walk.carrier(holder);
    if (carrier != null) {
      carrier.fill(holder, known(plan, holder), this);
      return;
    }
    switch (plan.kind) {
      case COPY -> {
        Copier copier = Objects.requireNonNull(plan.copier);
        if (plan.accessor == null || !copier.isFlat()) { // else it was filled when it was met
          Objects.requireNonNull(plan.filler).fill(holder, known(plan, holder), this);
        }
      }
      case ENUM -> {
        Object stored = Objects.requireNonNull(walk.peek(plan, holder), "a constant of nothing");
        Object fresh = Forwarding.unmask(stored);
        if (fresh != null) { // else the constant is dropped
          fillConstant(holder, fresh);
        }
      }
      case COPY_ARRAY ->
          fillArray((@Nullable Object[]) holder, (@Nullable Object[]) known(plan, holder));
      case REMAKE -> {} // all that it holds was reached with it
      default -> scanKept(plan, holder, false);
    }
  }

  private Object known(ClassPlan plan, Object old) {
    Object stored = Objects.requireNonNull(walk.peek(plan, old), "an object without counterpart");
    return Objects.requireNonNull(Forwarding.unmask(stored), "a counterpart that is no object");
  }

  private void fillConstant(Object old, Object fresh) {
    try {
      plans.enumFiller(old.getClass(), fresh.getClass()).fill(old, fresh, this);
    } catch (Copier.Refusal e) {
      throw refused(String.valueOf(e.getMessage()), null);
    }
  }

  private void fillArray(@Nullable Object[] old, @Nullable Object[] fresh) {
    if (walk.isLarge(old.length)) {
      inParts(old.length, (worker, from, to) -> worker.fillArray(old, fresh, from, to));
    } else {
      fillArray(old, fresh, 0, old.length);
    }
  }

  private void fillArray(@Nullable Object[] old, @Nullable Object[] fresh, int from, int to) {
    Class<?> component = fresh.getClass().getComponentType();
    for (int i = from; i < to; i++) {
      Object value = old[i];
      if (value != null) {
        Object counterpart = reach(value);
        if (counterpart != null && !component.isInstance(counterpart)) {
          throw refused(mismatch("an array", component, counterpart), value);
        }
        fresh[i] = counterpart;
      }
    }
  }

  /** Looks into an object that stays; generated code calls it. */
  void scanKept(ClassPlan plan, Object holder) {
    scanKept(plan, holder, false);
  }

  private void scanKept(ClassPlan plan, Object holder, boolean asShell) {
    boolean outer = wrote;
    wrote = false;
    if (asShell) {
      plan.scanShell(holder, this);
    } else if (scanInParts(plan, holder)) {
      if (wrote) {
        walk.repairedInParts(current);
      }
      wrote = false;
    } else if (plan.accessor != null) {
      plan.accessor.scan(holder, this);
    } else {
      plan.scan(holder, this);
    }
    repaired += wrote ? 1 : 0;
    wrote = outer;
  }

  /** Leaves the elements of a large container to all workers; returns whether it is one. */
  private boolean scanInParts(ClassPlan plan, Object holder) {
    if (walk.threads() == 1) {
      return false;
    }
    if (plan.kind == ClassPlan.Kind.ARRAY) {
      @Nullable Object[] array = (@Nullable Object[]) holder;
      boolean large = walk.isLarge(array.length);
      if (large) {
        inParts(array.length, (worker, from, to) -> worker.visitElements(array, from, to));
      }
      return large;
    }
    List<Contents.Part> parts =
        plan.contents == null ? List.of() : plan.contents.parts(holder, Walk.LARGE);
    if (!parts.isEmpty()) {
      plan.scanFields(holder, this);
      parts.forEach(part -> crew.add(partOf(part)));
    }
    return !parts.isEmpty();
  }

  private Crew.Task partOf(Contents.Part part) {
    int holder = current;
    return worker -> worker.inside(holder, () -> part.scan(worker));
  }

  /** Some elements of an array. */
  @FunctionalInterface
  private interface Range {
    void look(Worker worker, int from, int to);
  }

  private void inParts(int length, Range range) {
    int holder = current;
    for (int from = 0; from < length; from += Walk.PART) {
      int first = from;
      int end = Math.min(length, from + Walk.PART);
      crew.add(worker -> worker.inside(holder, () -> range.look(worker, first, end)));
    }
  }

  private void inside(int holder, Runnable look) {
    current = holder;
    depth = 0;
    wrote = false;
    try {
      look.run();
    } catch (TransformException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw failedHere(e);
    }
    if (wrote) {
      walk.repairedInParts(holder);
    }
    depth = DEEPEST;
  }

  @Override
  public boolean isAlive(Object referent) {
    ClassPlan plan = plan(referent.getClass());
    return switch (plan.kind) {
      case COPY, COPY_ARRAY, REFUSE -> walk.peek(plan, referent) != null;
      case REMAKE -> walk.peek(plan, referent) != null || !plan.ofOldUnit;
      case DROP -> false;
      default -> true;
    };
  }

  @Override
  boolean unsettles(Object key, boolean sorted) {
    ClassPlan plan = plan(key.getClass());
    if (plan.kind == ClassPlan.Kind.STAY && !plan.bound && !plan.opaque) {
      skipped++; // most keys are strings
      return false;
    }
    if (reach(key) != key) {
      return true;
    }
    return switch (plan.kind) {
      case STAY, CLASS -> false;
      default -> sorted || !plan.identityHash;
    };
  }

  @Override
  void write(
      Slot slot, @Nullable Object holder, int index, @Nullable Object old, @Nullable Object fresh) {
    checkWrite(slot, holder, old, fresh);
    wrote = true;
    log.add(slot, holder, index, old, fresh);
  }

  private void checkWrite(
      Slot slot, @Nullable Object holder, @Nullable Object old, @Nullable Object fresh) {
    if (slot == fittingSlot
        && fresh != null
        && fresh.getClass() == fittingClass
        && slot.type(holder) == fittingType) {
      return; // as the last one
    }
    if (fresh != null && !slot.type(holder).isInstance(fresh)) {
      throw refused(mismatch(slot.label(-1), slot.type(holder), fresh), old);
    }
    if (!slot.writable()) {
      throw refused(
          slot.label(-1)
              + " holds an object of a changed unit and is really final (a captured"
              + " variable of a lambda, a component of a platform record, a static final of a kept"
              + " unit); use a field that is not final",
          old);
    }
    fittingSlot = slot;
    fittingType = slot.type(holder);
    fittingClass = fresh == null ? null : fresh.getClass();
  }

  @Override
  void visitElements(@Nullable Object[] array, int from, int to) {
    @Nullable Object[] now = null;
    for (int i = from; i < to; i++) {
      Object value = array[i];
      if (value != null) {
        Object fresh = reach(value);
        if (fresh != value) {
          if (now == null) {
            now = new Object[to - from];
            System.arraycopy(array, from, now, 0, to - from);
          }
          checkWrite(Slot.ELEMENT, array, value, fresh);
          now[i - from] = fresh;
        }
      }
    }
    if (now != null) {
      wrote = true;
      log.add(array, from, now);
    }
  }

  private static String mismatch(String what, Class<?> expected, Object found) {
    return what
        + " cannot hold the new value: expected="
        + expected.getName()
        + ", found="
        + found.getClass().getName()
        + "; keep the supertype in the new version";
  }

  @Override
  void rebuild(Contents contents, Object container) {
    wrote = true;
    rebuilds.add(new Walk.Pending(contents, container));
  }

  @Override
  void weak(Contents.Weak contents, Object container) {
    weaks.add(new Walk.WeakPending(contents, container, current));
  }

  @Override
  void refuse(String what) {
    throw refused(what, null);
  }

  /** Settles one container that refers weakly. */
  void settle(Walk.WeakPending weak) {
    current = weak.at();
    wrote = false;
    weak.contents().settle(weak.container(), this, this);
    repaired += wrote ? 1 : 0;
  }

  private TransformException refused(String what, @Nullable Object child) {
    return failed(what, child, null);
  }

  private TransformException failed(
      String what, @Nullable Object child, @Nullable Throwable cause) {
    return walk.failed(current, what, child, cause);
  }

  /** Returns how many objects of the plan's class this worker met first. */
  long met(ClassPlan plan) {
    return plan.id < met.length ? met[plan.id] : 0;
  }

  /** Lets go of everything. */
  void clear() {
    visits.clear();
    log.clear();
    rebuilds.clear();
    weaks.clear();
    ruled.clear();
    remade.clear();
    shellVisits.clear();
    Arrays.fill(recent, null);
    fittingType = null;
    fittingClass = null;
  }
}
