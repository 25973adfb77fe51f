package dev.kitsune.verify;

import dev.kitsune.internal.ProgramClassLoader;
import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * What is recorded
 *
 * Every object that is reached gets a number. Of each that is looked into, a hash of all its slots
 * is kept: primitives by their bits, references by the number of what they refer to, so that the
 * hashes hold the graph's sharing, not only its values. The slots themselves are kept too, as bytes,
 * until the budget is spent; they are what a difference is named by and put back from.
 *
 * What is looked into: objects of the program, arrays, and those classes of the JDK that hold
 * programs' state (collections, atomics, locks, references). Objects of libraries, threads and
 * loaders are compared by identity only: their insides change under their own threads, which an
 * update does not stop.
 */
/**
 * The state that is reachable from a program's roots at one moment, to be compared with what the
 * same objects hold later: values, identities, hidden fields. The program must stand at both times.
 */
public final class StateDigest {

  /** What is kept of slots for messages, at most. */
  private static final long MOST_BYTES = 256L << 20;

  private static final Set<String> STATE_PACKAGES =
      Set.of(
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "java.lang.ref");

  /** Classes of those packages with insides that change by themselves. */
  private static final Set<String> RESTLESS =
      Set.of(
          "java.util.concurrent.ForkJoinPool",
          "java.util.concurrent.ThreadPoolExecutor",
          "java.util.concurrent.ScheduledThreadPoolExecutor",
          "java.util.Timer",
          "java.util.TimerThread",
          "java.util.TaskQueue",
          "java.util.Locale",
          "java.util.TimeZone",
          "java.util.ServiceLoader",
          "java.lang.ref.ReferenceQueue");

  /** Views that JDK maps keep once they were asked for them. */
  private static final Set<String> CACHES =
      Set.of("keySet", "values", "entrySet", "navigableKeySet", "descendingMap");

  /** Fields of other JDK classes that change without the program's doing. */
  private static final Set<String> CHANGING =
      Set.of(
          "java.lang.Throwable.backtrace",
          "java.lang.Throwable.depth",
          "java.lang.Throwable.stackTrace",
          "java.lang.ref.SoftReference.timestamp",
          "java.util.concurrent.locks.AbstractQueuedSynchronizer.head",
          "java.util.concurrent.locks.AbstractQueuedSynchronizer.tail");

  private static final int NULL = -1;
  private static final int UNKNOWN = -2;

  private final Contents contents = new Contents(StateDigest::isSkipped);
  private final Set<Class<?>> classes;
  private final Set<ClassLoader> unrecorded;
  private final ObjectTable table = new ObjectTable();
  private final List<Root> roots = new ArrayList<>();
  private final Set<Object> shown = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Recorder recorder;
  private int[] hashes = new int[1024];
  private long digested;
  private int current;

  private StateDigest(Collection<Class<?>> classes, Set<ClassLoader> unrecorded, long budget) {
    this.classes = new HashSet<>(classes);
    this.unrecorded = unrecorded;
    this.recorder = new Recorder(value -> value == null ? NULL : table.add(value, current), budget);
  }

  /**
   * Takes a digest.
   *
   * @param classes whose statics are roots
   * @param roots further roots, to be given again for comparing, in the same order
   * @param held roots of which some may be gone when they are compared, such as closed sessions'
   * @param unrecorded loaders of classes whose objects may change, and are only followed
   */
  public static StateDigest of(
      Collection<Class<?>> classes,
      List<Root> roots,
      List<Root> held,
      Set<ClassLoader> unrecorded) {
    Runtime jvm = Runtime.getRuntime();
    long free = jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
    StateDigest digest = new StateDigest(classes, unrecorded, Math.min(MOST_BYTES, free / 8));
    digest.take(roots, held);
    return digest;
  }

  /** As {@link #of(Collection, List, List, Set)}, keeping so many bytes of the slots. */
  static StateDigest of(Collection<Class<?>> classes, List<Root> roots, long budget) {
    StateDigest digest = new StateDigest(classes, Set.of(), budget);
    digest.take(roots, List.of());
    return digest;
  }

  private void take(List<Root> more, List<Root> held) {
    for (Class<?> type : classes) {
      roots.add(new Root("", type));
    }
    roots.addAll(more);
    roots.addAll(held);
    for (int i = 0; i < roots.size(); i++) {
      Object value = roots.get(i).value();
      if (value != null) {
        table.add(value, -1 - i);
      }
    }
    for (Root root : held) {
      if (root.value() != null) {
        shown.add(root.value());
      }
    }
    for (int i = 0; i < table.size(); i++) {
      current = i;
      Object object = table.get(i);
      if (i == hashes.length) {
        hashes = Arrays.copyOf(hashes, i + (i >> 1));
      }
      if (isFollowed(object)) {
        recorder.begin(isRecorded(object));
        visit(object, recorder);
        hashes[i] = recorder.hash();
        digested += isRecorded(object) ? 1 : 0;
      } else if (object instanceof String || Bits.isBox(object)) {
        hashes[i] = object.hashCode();
      }
    }
  }

  private int numberOf(@Nullable Object value) {
    int number = value == null ? NULL : table.numberOf(value);
    return value != null && number < 0 ? UNKNOWN : number;
  }

  private void visit(Object object, Contents.Visitor visitor) {
    if (object instanceof Class<?> type) {
      contents.statics(type, visitor);
    } else {
      contents.all(object, visitor);
    }
  }

  /** Returns how many objects were recorded. */
  public long objects() {
    return digested;
  }

  /**
   * Returns a number that two digests of equal graphs share: values and sharing, not identities.
   */
  public long value() {
    long value = table.size();
    for (int i = 0; i < table.size(); i++) {
      value = Recorder.mix(value, hashes[i]);
    }
    return value;
  }

  /**
   * Returns the first slot that has changed since, or empty.
   *
   * @param now the roots that were given, as they are now
   * @param heldNow the held ones as they are now
   */
  public Optional<Difference> difference(List<Root> now, List<Root> heldNow) {
    List<Difference> first = new ArrayList<>(1);
    compareRoots(now, heldNow, first);
    if (first.isEmpty()) {
      compare(false, 1, first);
    }
    return first.stream().findFirst();
  }

  /**
   * Writes the recorded values back where others are found.
   *
   * @return what was put back, and what could not be: at most so many lines
   */
  public List<String> restore(int atMost) {
    List<Difference> changed = new ArrayList<>();
    compare(true, atMost, changed);
    return changed.stream().map(Difference::toString).toList();
  }

  private void compareRoots(List<Root> now, List<Root> heldNow, List<Difference> to) {
    for (int i = 0; i < now.size() && to.isEmpty(); i++) {
      Root before = roots.get(classes.size() + i);
      if (before.value() != now.get(i).value()) {
        to.add(new Difference(before.path(), show(before.value()), show(now.get(i).value())));
      }
    }
    for (Root root : heldNow) {
      if (to.isEmpty() && root.value() != null && !shown.contains(root.value())) {
        to.add(new Difference(root.path(), "not there", show(root.value())));
      }
    }
  }

  private void compare(boolean restore, int atMost, List<Difference> to) {
    Recorder later = new Recorder(this::numberOf, 0);
    long offset = 0;
    int known = table.size();
    for (int i = 0; i < known && to.size() < atMost; i++) {
      Object object = table.get(i);
      if (!isFollowed(object) || !isRecorded(object)) {
        continue;
      }
      later.begin(true);
      visit(object, later);
      if (later.hash() != hashes[i]) {
        explain(i, offset, later.size(), restore, to);
      }
      offset += later.size();
    }
  }

  private void explain(int number, long offset, long size, boolean restore, List<Difference> to) {
    Object holder = table.get(number);
    if (offset + size > recorder.stored()) {
      String path = pathTo(number);
      to.add(
          new Difference(
              path, "not kept: the state is larger than the memory for it", show(holder)));
      return;
    }
    long[] at = {offset};
    visit(
        holder,
        new Contents.Visitor() {
          @Override
          public void reference(@Nullable Field field, int index, @Nullable Object value) {
            int before = (int) recorder.read(at[0], 4);
            at[0] += 4;
            if (before != numberOf(value)) {
              @Nullable Object was = before < 0 ? null : table.get(before);
              changed(field, index, show(was), show(value), was);
            }
          }

          @Override
          public void bits(@Nullable Field field, int index, long bits, int bytes) {
            long before = recorder.read(at[0], bytes);
            at[0] += bytes;
            if (before != bits) {
              Class<?> type =
                  field == null ? holder.getClass().getComponentType() : field.getType();
              @Nullable Object was = Bits.box(type, before);
              changed(field, index, String.valueOf(was), String.valueOf(Bits.box(type, bits)), was);
            }
          }

          private void changed(
              @Nullable Field field, int index, String before, String now, @Nullable Object value) {
            String failed = restore ? write(holder, field, index, value) : "";
            String slot = Paths.slot(holder, field, index);
            String path = holder instanceof Class ? slot : pathTo(number) + " -> " + slot;
            to.add(new Difference(path, before, now + failed));
          }
        });
  }

  /** Returns what to say if the value could not be written, else nothing. */
  private static String write(
      Object holder, @Nullable Field field, int index, @Nullable Object value) {
    try {
      if (field == null) {
        Array.set(holder, index, value);
      } else {
        field.set(holder instanceof Class ? null : holder, value);
      }
      return "";
    } catch (IllegalAccessException e) {
      return ", which could not be put back";
    }
  }

  private String pathTo(int number) {
    return Paths.of(table, number, roots, this::visit);
  }

  private boolean isFollowed(Object object) {
    Class<?> type = object.getClass();
    if (object instanceof Class<?> program) {
      return classes.contains(program);
    }
    if (type.isArray() || type.getClassLoader() instanceof ProgramClassLoader) {
      return !(object instanceof Thread);
    }
    if (type.getModule() != Object.class.getModule()) {
      return false;
    }
    return STATE_PACKAGES.contains(type.getPackageName())
            && !RESTLESS.contains(type.getName())
            && !(object instanceof Thread)
        || object instanceof StringBuilder
        || object instanceof StringBuffer
        || object instanceof Throwable
        || object instanceof ThreadLocal;
  }

  private boolean isRecorded(Object object) {
    Class<?> type = object instanceof Class<?> itself ? itself : object.getClass();
    while (type.isArray()) {
      type = type.getComponentType();
    }
    ClassLoader loader = type.getClassLoader(); // null for the JDK's
    return loader == null || !unrecorded.contains(loader);
  }

  private static boolean isSkipped(Field field) {
    Class<?> type = field.getDeclaringClass();
    if (Modifier.isStatic(field.getModifiers())) {
      return field.isSynthetic(); // the compiler's: assertion switches, switch maps
    }
    if (type == Reference.class) {
      return !field.getName().equals("referent");
    }
    return type.getModule() == Object.class.getModule()
        && (CACHES.contains(field.getName())
            || CHANGING.contains(type.getName() + "." + field.getName()));
  }

  private static String show(@Nullable Object value) {
    if (value instanceof String text) {
      return '"' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '"';
    }
    if (value == null || Bits.isBox(value)) {
      return String.valueOf(value);
    }
    return Paths.name(value.getClass()) + "@" + Integer.toHexString(System.identityHashCode(value));
  }
}
