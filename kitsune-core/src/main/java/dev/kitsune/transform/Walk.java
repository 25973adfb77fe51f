package dev.kitsune.transform;

import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The walk from the roots over all reachable state. New objects are made and filled at once; what
 * is shared is only read, and the writes that it needs are listed.
 *
 * <p>An object is given its counterpart when it is first met, and filled when the worklist comes to
 * it, so that cycles need no care and nothing recurses.
 */
final class Walk extends Visitor implements Contents.Reached {

  /** A container that is to be put in order after the writes. */
  record Pending(Contents contents, Object container) {}

  private record WeakPending(Contents.Weak contents, Object container, int at) {}

  /** After how many objects, a power of two less one, the walk asks whether it should stop. */
  private static final int CHECKPOINT = 0xFFF;

  private final VersionPair pair;
  private final Plans plans;
  private Runnable checkpoint = () -> {};
  private final Object mark = new Forwarding.Mark();
  private final Visits visits = new Visits();
  private final IdentityHashMap<Object, Object> others = new IdentityHashMap<>();
  private final List<Object> bound = new ArrayList<>();
  private final IdentityHashMap<Object, Copier> carried = new IdentityHashMap<>();
  private final WriteLog log = new WriteLog();
  private final List<Pending> rebuilds = new ArrayList<>();
  private final List<WeakPending> weaks = new ArrayList<>();
  private final List<String> roots = new ArrayList<>();
  private final Map<Class<?>, Map<String, Object>> constants = new IdentityHashMap<>();
  // Containers whose elements were not looked at, and whether they are to be put in order.
  private final IdentityHashMap<Object, Boolean> shells = new IdentityHashMap<>();
  private final BitSet shellVisits = new BitSet();
  private final List<Object> ruled = new ArrayList<>();
  private int ruledCursor;
  private long applied;
  private int cursor;
  private int current;
  private boolean changed;
  private long repaired;
  private long skipped;
  private long bytes;

  Walk(VersionPair pair, Plans plans) {
    this.pair = pair;
    this.plans = plans;
  }

  /** What is reached from now on is reached from this root. */
  void startRoot(String path) {
    roots.add(path);
    current = -roots.size();
  }

  /** Says that the counterpart of an object is known, before anything is reached. */
  void bind(Object old, @Nullable Object fresh) {
    changed = true;
    ClassPlan plan = plan(old.getClass());
    Object stored = Forwarding.mask(fresh);
    Object known;
    VarHandle forward = forwardOf(plan);
    if (forward != null) {
      known = forward.get(old);
      if (known == null || known instanceof Forwarding.Mark) {
        forward.set(old, stored);
        bound.add(old);
        known = null;
      }
    } else {
      known = others.putIfAbsent(old, stored);
    }
    if (known != null && known != stored) {
      throw refused(
          "one old object has two counterparts: class="
              + old.getClass().getName()
              + "; hold it in one static final only",
          null);
    }
  }

  /** Fills a bound object's counterpart from it when the walk comes to it. */
  void carry(Object old, Copier copier) {
    if (carried.put(old, copier) == null) {
      if (!plan(old.getClass()).bodies.isEmpty()) {
        ruled.add(old);
      }
      push(old);
    }
  }

  // Only these kinds look into the field; the rest of the bound objects is in the map.
  private static @Nullable VarHandle forwardOf(ClassPlan plan) {
    return switch (plan.kind) {
      case KEEP, COPY, ENUM -> plan.forward;
      default -> null;
    };
  }

  private ClassPlan plan(Class<?> type) {
    return plans.of(type);
  }

  @Override
  @Nullable Object reach(Object value) {
    ClassPlan plan = plan(value.getClass());
    switch (plan.kind) {
      case STAY -> {
        return reachStaying(plan, value);
      }
      case CLASS -> {
        return reachClass((Class<?>) value);
      }
      case DROP -> {
        changed = true;
        applied++;
        return null;
      }
      case REFUSE -> {
        Object known = plan.bound ? others.get(value) : null;
        if (known == null) {
          throw refused(String.valueOf(plan.refusal), value);
        }
        return Forwarding.unmask(known);
      }
      case REMAKE -> {
        return reachRemade(plan, value);
      }
      default -> {}
    }
    VarHandle forward = plan.forward;
    Object known = forward != null ? forward.get(value) : others.get(value);
    if (known != null && (forward == null || known.getClass() != Forwarding.Mark.class)) {
      return Forwarding.unmask(known);
    }
    if (known == mark) {
      return value;
    }
    Object fresh = meet(plan, value);
    if (forward == null) {
      others.put(value, fresh);
    } else {
      forward.set(value, fresh == value ? mark : fresh);
    }
    if (!plan.bodies.isEmpty()) {
      ruled.add(value);
    }
    push(value);
    return Forwarding.unmask(fresh);
  }

  /** Sets what is called every few thousand objects, and may throw to stop the walk. */
  void checkpoint(Runnable stops) {
    checkpoint = stops;
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
    if (!others.containsKey(value) && shells.putIfAbsent(value, false) == null) {
      skipped++;
      shellVisits.set(visits.size());
      push(value);
    }
    return value;
  }

  private void push(Object value) {
    visits.add(value, current);
    if ((visits.size() & CHECKPOINT) == 0) {
      checkpoint.run();
    }
  }

  /** Returns what takes the place of an object that is met for the first time. */
  private Object meet(ClassPlan plan, Object value) {
    switch (plan.kind) {
      case COPY -> {
        changed = true;
        plan.copied++;
        Copier copier = Objects.requireNonNull(plan.copier);
        bytes += copier.bytes();
        skipped += copier.pruned();
        try {
          Object fresh = Access.allocate(plan.target);
          if (copier.isFlat()) { // while the old one is in the processor's cache
            copier.copy(value, fresh, this);
          }
          return fresh;
        } catch (InstantiationException | LinkageError e) {
          throw failed("no object of new class can be made: " + plan.target.getName(), value, e);
        }
      }
      case COPY_ARRAY -> {
        changed = true;
        plan.copied++;
        int length = ((Object[]) value).length;
        bytes += 16 + 4L * length;
        return Array.newInstance(plan.target, length);
      }
      case ENUM -> {
        changed = true;
        return constant((Enum<?>) value);
      }
      default -> {
        return value;
      }
    }
  }

  private @Nullable Object reachStaying(ClassPlan plan, Object value) {
    Object known = plan.bound ? others.get(value) : null;
    if (known != null) {
      return Forwarding.unmask(known);
    }
    skipped++;
    if (plan.opaque) {
      plans.note("not followed: " + Names.stable(value.getClass()));
    }
    return value;
  }

  /** Makes the object anew at once: what it holds need not be filled for that. */
  private @Nullable Object reachRemade(ClassPlan plan, Object value) {
    Object known = others.get(value);
    if (known != null) {
      return Forwarding.unmask(known);
    }
    int holder = current;
    push(value);
    current = visits.size() - 1;
    try {
      Object fresh = Objects.requireNonNull(plan.remaker).remake(value, this);
      if (fresh != value) {
        changed = true;
        plan.copied++;
      }
      others.put(value, Forwarding.mask(fresh));
      current = holder;
      return fresh;
    } catch (Copier.Refusal e) {
      throw refused(String.valueOf(e.getMessage()), null);
    }
  }

  private Object reachClass(Class<?> value) {
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

  private Object constant(Enum<?> old) {
    Class<?> type = old.getDeclaringClass();
    Class<?> fresh = pair.newClass(type);
    if (fresh == null || !fresh.isEnum()) {
      throw refused(
          "enum "
              + type.getName()
              + " is none in the new version, but its constants are held in"
              + " state: constant="
              + old.name()
              + "; keep the enum",
          old);
    }
    String name = pair.rules().constant(type, old.name());
    if (name == null) {
      return Forwarding.NOTHING;
    }
    Object found = constants.computeIfAbsent(fresh, Walk::constantsOf).get(name);
    if (found == null) {
      throw refused(
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
          old);
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

  /** Works until all that was reached is filled or checked. */
  void drain() {
    while (cursor < visits.size()) {
      Object holder = visits.get(cursor);
      current = cursor;
      cursor++;
      fill(holder);
    }
  }

  /** Runs the rules' code for all objects that are filled; it may reach more of them. */
  void runBodies() {
    drain();
    while (ruledCursor < ruled.size()) {
      Object old = ruled.get(ruledCursor);
      ruledCursor++;
      Object fresh = fresh(old);
      for (Rules.Body body : fresh == null ? List.<Rules.Body>of() : plan(old.getClass()).bodies) {
        applied++;
        try {
          body.run(old, Objects.requireNonNull(fresh));
        } catch (Throwable e) { // whatever user code throws ends the update, not the process
          throw bodyFailed(old, e);
        }
      }
    }
  }

  private TransformException bodyFailed(Object old, Throwable e) {
    return e instanceof Rules.Failure failure
        ? failedAt(old, String.valueOf(failure.getMessage()), null)
        : e instanceof TransformException known ? known : failedAt(old, "a rule failed", e);
  }

  /** Returns how often the rules' code for objects was run. */
  long applied() {
    return applied;
  }

  private void fill(Object holder) {
    ClassPlan plan = plan(holder.getClass());
    int before = log.size() + rebuilds.size();
    if (shellVisits.get(current) && others.containsKey(holder)) {
      return; // reached in another way since, and so looked into elsewhere
    }
    Copier carrier = carried.isEmpty() ? null : carried.get(holder);
    try {
      if (carrier != null) {
        carrier.copy(holder, known(holder), this);
        return;
      }
      switch (plan.kind) {
        case COPY -> {
          Copier copier = Objects.requireNonNull(plan.copier);
          if (!copier.isFlat()) { // else it was filled when it was met
            copier.copy(holder, known(holder), this);
          }
        }
        case ENUM -> {
          Object fresh = fresh(holder);
          if (fresh != null) { // else the constant is dropped
            plans.enumCopier(holder.getClass(), fresh.getClass()).copy(holder, fresh, this);
          }
        }
        case COPY_ARRAY -> fillArray((@Nullable Object[]) holder, (Object[]) known(holder));
        default -> {
          if (plan.kind == ClassPlan.Kind.REMAKE) {
            return; // all that it holds was reached with it
          }
          if (shellVisits.get(current)) {
            plan.scanShell(holder, this);
          } else {
            skipped += plan.pruned;
            plan.scan(holder, this);
          }
          if (log.size() + rebuilds.size() != before) {
            repaired++;
          }
        }
      }
    } catch (TransformException e) {
      throw e;
    } catch (Copier.Refusal e) {
      throw refused(String.valueOf(e.getMessage()), null);
    } catch (RuntimeException | LinkageError e) {
      throw failed(
          "an object could not be carried over: class=" + holder.getClass().getName(), null, e);
    }
  }

  private void fillArray(@Nullable Object[] old, @Nullable Object[] fresh) {
    Class<?> component = fresh.getClass().getComponentType();
    for (int i = 0; i < old.length; i++) {
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

  private Object known(Object old) {
    return Objects.requireNonNull(fresh(old), "a counterpart that is no object");
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
      case CLASS -> reachClass((Class<?>) value);
      case DROP -> null;
      default -> value;
    };
  }

  /** Returns the stored counterpart, or null if there is none or the object stays. */
  private @Nullable Object peek(ClassPlan plan, Object value) {
    VarHandle forward = forwardOf(plan);
    Object known = forward != null ? forward.get(value) : others.get(value);
    return known instanceof Forwarding.Mark ? null : known;
  }

  @Override
  public boolean isAlive(Object referent) {
    ClassPlan plan = plan(referent.getClass());
    return switch (plan.kind) {
      case COPY, COPY_ARRAY, REFUSE -> peek(plan, referent) != null;
      case REMAKE -> peek(plan, referent) != null || !plan.ofOldUnit;
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
    log.add(slot, holder, index, old, fresh);
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
    // A shell that was looked into later may have been put on the list before.
    if (!Boolean.TRUE.equals(shells.replace(container, true))) {
      rebuilds.add(new Pending(contents, container));
    }
  }

  @Override
  void weak(Contents.Weak contents, Object container) {
    weaks.add(new WeakPending(contents, container, current));
  }

  @Override
  void refuse(String what) {
    throw refused(what, null);
  }

  /** Follows weak references as far as their referents are reached from elsewhere. */
  void settleWeak() {
    int before;
    do {
      before = visits.size();
      for (int i = 0; i < weaks.size(); i++) {
        current = weaks.get(i).at();
        weaks.get(i).contents().advance(weaks.get(i).container(), this, this);
        drain();
      }
    } while (visits.size() != before);
    for (WeakPending weak : weaks) {
      int writes = log.size();
      current = weak.at();
      weak.contents().settle(weak.container(), this, this);
      if (log.size() != writes) {
        repaired++;
      }
    }
    drain();
  }

  private TransformException refused(String what, @Nullable Object child) {
    return failed(what, child, null);
  }

  /** Returns an error about what the current holder holds, or about itself. */
  TransformException failed(String what, @Nullable Object child, @Nullable Throwable cause) {
    String path = roots.isEmpty() ? "" : visits.path(current, child, plans, roots);
    return new TransformException(cause == null ? what : what + ", cause=" + cause, path, cause);
  }

  /** Returns an error about an object that was visited. */
  TransformException failedAt(Object visited, String what, @Nullable Throwable cause) {
    int at = visits.find(visited);
    for (int i = 0; at < 0 && i < visits.size(); i++) {
      if (peek(plans.of(visits.get(i).getClass()), visits.get(i)) == visited) {
        at = i; // a new object: the path to the old one
      }
    }
    String path = at < 0 ? "" : visits.path(at, null, plans, roots);
    return new TransformException(cause == null ? what : what + ", cause=" + cause, path, cause);
  }

  WriteLog log() {
    return log;
  }

  List<Pending> rebuilds() {
    return rebuilds;
  }

  /** Whether the update found anything to do; if not, no container can be out of order. */
  boolean hasChanges() {
    return changed;
  }

  private long copied() {
    long sum = 0;
    for (ClassPlan plan : plans.all()) {
      sum += plan.copied;
    }
    return sum;
  }

  private long visited() {
    long twice = 0;
    for (Object shell : shells.keySet()) {
      twice += others.containsKey(shell) ? 1 : 0;
    }
    return visits.size() - twice;
  }

  Counts counts() {
    Map<String, Long> byClass = new TreeMap<>();
    for (ClassPlan plan : plans.all()) {
      if (plan.copied > 0) {
        byClass.merge(plan.type.getTypeName(), plan.copied, Long::sum);
      }
    }
    return new Counts(visited(), copied(), repaired, skipped, bytes, byClass);
  }

  /**
   * Takes the marks off.
   *
   * @param oldToo also the forwarding pointers of old objects, which live on after a roll-back
   */
  void clearMarks(boolean oldToo) {
    for (int i = 0; i < visits.size(); i++) {
      clearMark(visits.get(i), oldToo);
    }
    for (Object object : bound) {
      clearMark(object, oldToo);
    }
  }

  private void clearMark(Object object, boolean oldToo) {
    ClassPlan plan = plan(object.getClass());
    if (!oldToo && plan.kind == ClassPlan.Kind.COPY && Finalizers.has(plan.target)) {
      Finalizers.register(known(object));
    }
    if (plan.forward != null && (oldToo || plan.kind == ClassPlan.Kind.KEEP)) {
      plan.forward.set(object, (Object) null);
    }
  }

  /** Lets go of everything. */
  void clear() {
    visits.clear();
    others.clear();
    bound.clear();
    carried.clear();
    ruled.clear();
    shells.clear();
    shellVisits.clear();
    rebuilds.clear();
    weaks.clear();
    constants.clear();
    log.clear();
  }
}
