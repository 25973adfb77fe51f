package dev.kitsune.verify;

import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks from the roots of the new state along every reference, the JDK's and libraries' insides
 * included, and says where the first thing of the old version is held. Used once.
 *
 * <p>Not followed: weak and phantom references; other classes' statics, which are no state of the
 * program (the proof that the old loaders are collected covers them); class loaders, modules and
 * thread groups; the runtime itself, which knows both versions until commit.
 */
public final class StateWalk {

  private static final Set<String> RUNTIME =
      Set.of(
          "dev.kitsune",
          "dev.kitsune.cli",
          "dev.kitsune.control",
          "dev.kitsune.internal",
          "dev.kitsune.load",
          "dev.kitsune.stream",
          "dev.kitsune.transform",
          "dev.kitsune.unit",
          "dev.kitsune.update",
          "dev.kitsune.verify",
          "dev.kitsune.weave");

  private static final Field REFERENT = referent();

  private final Set<ClassLoader> oldLoaders;
  private final Set<Thread> oldThreads;
  private final Contents contents = new Contents(StateWalk::isSkipped);
  private final ObjectTable table = new ObjectTable();
  private int current;
  private int found = -1;

  /**
   * @param oldLoaders those of the units that are reloaded or gone
   * @param oldThreads the parked threads that end at commit
   */
  public StateWalk(Set<ClassLoader> oldLoaders, Set<Thread> oldThreads) {
    this.oldLoaders = oldLoaders;
    this.oldThreads = oldThreads;
  }

  /**
   * Looks for anything of the old version.
   *
   * @param classes those of the new version that were initialised: their statics are roots
   * @return what was found and its path, or empty
   */
  public Optional<String> findOld(Iterable<Class<?>> classes, Iterable<Root> more) {
    List<Root> roots = new ArrayList<>();
    for (Class<?> type : classes) {
      contents.statics(
          type,
          new References() {
            @Override
            public void reference(@Nullable Field field, int index, @Nullable Object value) {
              roots.add(new Root(Paths.slot(type, field, index), value));
            }
          });
    }
    more.forEach(roots::add);
    for (int i = 0; i < roots.size() && found < 0; i++) {
      current = -1 - i;
      meet(roots.get(i).value());
    }
    References meeting =
        new References() {
          @Override
          public void reference(@Nullable Field field, int index, @Nullable Object value) {
            meet(value);
          }
        };
    for (int i = 0; i < table.size() && found < 0; i++) {
      current = i;
      scan(table.get(i), meeting);
    }
    if (found < 0) {
      return Optional.empty();
    }
    return Optional.of(
        "the new version's state holds "
            + describe(table.get(found))
            + "; path="
            + Paths.of(table, found, roots, this::scan));
  }

  /** Returns how many objects were met; strings, boxes and primitive arrays are not counted. */
  public int objects() {
    return table.size();
  }

  /** Returns the names of classes of which a field could not be read. */
  public Set<String> unreadable() {
    return contents.unreadable();
  }

  private void meet(@Nullable Object value) {
    if (value == null || found >= 0 || isLeaf(value)) {
      return;
    }
    int next = table.size();
    if (table.add(value, current) == next && isOld(value)) {
      found = next;
    }
  }

  /** What holds no reference that matters, and is of no program class. */
  private static boolean isLeaf(Object value) {
    Class<?> type = value.getClass();
    return value instanceof String
        || type.isArray() && type.getComponentType().isPrimitive()
        || Bits.isBox(value);
  }

  private boolean isOld(Object value) {
    if (value instanceof Class<?> type) {
      return isOldClass(type);
    }
    if (value instanceof Member member) {
      return isOldClass(member.getDeclaringClass());
    }
    if (value instanceof ClassLoader loader) {
      return oldLoaders.contains(loader);
    }
    return value instanceof Thread thread && oldThreads.contains(thread)
        || isOldClass(value.getClass());
  }

  private boolean isOldClass(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element.getClassLoader() != null && oldLoaders.contains(element.getClassLoader());
  }

  private static String describe(Object old) {
    if (old instanceof Class<?> type) {
      return "a Class of the old version: class=" + type.getName();
    }
    if (old instanceof ClassLoader loader) {
      return "a class loader of the old version: name=" + loader.getName();
    }
    if (old instanceof Member member) {
      return "a member of an old class: class=" + member.getDeclaringClass().getName();
    }
    if (old instanceof Thread thread) {
      return "a thread of the old version: name=" + thread.getName();
    }
    return "an object of the old version: class=" + old.getClass().getTypeName();
  }

  private void scan(Object holder, Contents.Visitor to) {
    if (holder instanceof ClassLoader
        || holder instanceof Module
        || holder instanceof ThreadGroup
        || holder instanceof Member
        || isRuntime(holder.getClass())) {
      return;
    }
    if (holder instanceof SoftReference<?> soft) {
      to.reference(REFERENT, -1, soft.get()); // kept for as long as memory lasts
    } else if (holder instanceof Reference<?> weak && weak.refersTo(null)) {
      return; // what it holds goes with the next use of its container
    }
    contents.references(holder, to);
  }

  private static Field referent() {
    try {
      return Reference.class.getDeclaredField("referent");
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("this JDK keeps references in another way", e);
    }
  }

  /** Gates and threads' bodies: they know both versions, and their roots are roots of the walk. */
  private static boolean isRuntime(Class<?> type) {
    return type.getClassLoader() == StateWalk.class.getClassLoader()
        && RUNTIME.contains(type.getPackageName());
  }

  /** What leads from one object to others that have nothing to do with it. */
  private static boolean isSkipped(Field field) {
    Class<?> type = field.getDeclaringClass();
    String name = field.getName();
    if (type == Reference.class) {
      return true; // the collector's own lists; a soft referent is shown elsewhere
    }
    if (type == Class.class) {
      return !name.equals("classValueMap"); // the rest is the class's own mirror
    }
    if (type.getName().startsWith("jdk.internal.ref.")) {
      return name.equals("next") || name.equals("prev") || name.equals("list");
    }
    return type == Thread.class && (name.equals("container") || name.equals("parkBlocker"));
  }

  /** A visitor that only references are shown to. */
  private abstract static class References implements Contents.Visitor {
    @Override
    public void bits(@Nullable Field field, int index, long bits, int bytes) {}
  }
}
