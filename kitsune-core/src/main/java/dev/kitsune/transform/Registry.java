package dev.kitsune.transform;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Which JDK classes keep their contents in a way of their own; all others are followed by field.
 */
final class Registry {

  /** JDK classes that are values: never followed, and equal ones are as good. */
  static final Set<Class<?>> BOXES =
      Set.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Character.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class);

  static final WeakHashMapContents WEAK = new WeakHashMapContents();

  private static final Map<Class<?>, Contents> BY_CLASS =
      Map.ofEntries(
          Map.entry(HashMap.class, HashMapContents.HASH),
          Map.entry(LinkedHashMap.class, HashMapContents.LINKED),
          Map.entry(Hashtable.class, new HashtableContents()),
          Map.entry(ConcurrentHashMap.class, new ConcurrentHashMapContents()),
          Map.entry(IdentityHashMap.class, new IdentityHashMapContents()),
          Map.entry(WeakHashMap.class, WEAK),
          Map.entry(TreeMap.class, new TreeMapContents()),
          Map.entry(ConcurrentSkipListMap.class, new SkipListContents()),
          Map.entry(PriorityQueue.class, PriorityQueueContents.PLAIN),
          Map.entry(PriorityBlockingQueue.class, PriorityQueueContents.BLOCKING),
          Map.entry(EnumMap.class, EnumContents.MAP),
          Map.entry(Access.jdkClass("java.util.ImmutableCollections$SetN"), ImmutableContents.SET),
          Map.entry(Access.jdkClass("java.util.ImmutableCollections$MapN"), ImmutableContents.MAP),
          Map.entry(ArrayList.class, SequenceContents.array(ArrayList.class, "elementData")),
          Map.entry(ArrayDeque.class, SequenceContents.array(ArrayDeque.class, "elements")),
          Map.entry(Vector.class, SequenceContents.array(Vector.class, "elementData")),
          Map.entry(
              CopyOnWriteArrayList.class,
              SequenceContents.array(CopyOnWriteArrayList.class, "array")),
          Map.entry(LinkedList.class, SequenceContents.chain(LinkedList.class, "first")),
          Map.entry(
              LinkedBlockingQueue.class, SequenceContents.chain(LinkedBlockingQueue.class, "head")),
          Map.entry(
              LinkedBlockingDeque.class,
              SequenceContents.chain(LinkedBlockingDeque.class, "first")),
          Map.entry(WeakReference.class, ReferenceContents.WEAK),
          Map.entry(SoftReference.class, ReferenceContents.SOFT),
          Map.entry(PhantomReference.class, new PhantomContents()),
          Map.entry(ReferenceQueue.class, new ReferenceQueueContents()),
          Map.entry(Throwable.class, new ThrowableContents()),
          Map.entry(AtomicReferenceFieldUpdater.class, ReflectiveContents.UPDATER),
          Map.entry(AtomicIntegerFieldUpdater.class, ReflectiveContents.UPDATER),
          Map.entry(AtomicLongFieldUpdater.class, ReflectiveContents.UPDATER));

  private Registry() {}

  /** Returns the classes listed here. */
  static Set<Class<?>> classes() {
    return BY_CLASS.keySet();
  }

  /** Returns the contents of exactly this JDK class, or null. */
  static @Nullable Contents contents(Class<?> type) {
    return BY_CLASS.get(type);
  }
}
