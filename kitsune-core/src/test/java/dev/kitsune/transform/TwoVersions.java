package dev.kitsune.transform;

import dev.kitsune.testing.Sources;
import dev.kitsune.unit.ClassFacts;
import dev.kitsune.unit.ClassFactsReader;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two versions of a program over kept classes, each in a loader of its own. */
final class TwoVersions implements VersionPair {

  private final Loader kept;
  private final Loader old;
  private final Loader fresh;
  private final Map<Class<?>, ClassFacts> facts = new HashMap<>();
  private final NestedClasses nested =
      new NestedClasses(
          this,
          type -> fresh().classes.containsKey(type.getName()) ? newClass(type.getName()) : null);

  private TwoVersions(String[] keptSources, String[] oldSources, String[] newSources) {
    Map<String, byte[]> keptClasses =
        keptSources.length == 0 ? Map.of() : Sources.compile(keptSources);
    this.kept = new Loader(TwoVersions.class.getClassLoader(), keptClasses, keptClasses.keySet());
    this.old = upper(keptSources, oldSources, keptClasses.keySet());
    this.fresh = upper(keptSources, newSources, keptClasses.keySet());
  }

  private Loader fresh() {
    return fresh;
  }

  private Loader upper(String[] below, String[] sources, Set<String> keptNames) {
    String[] all =
        Stream.concat(Arrays.stream(below), Arrays.stream(sources)).toArray(String[]::new);
    Map<String, byte[]> classes = Sources.compile(all);
    Set<String> program = new HashSet<>(classes.keySet());
    classes.keySet().removeAll(keptNames);
    return new Loader(kept, classes, program);
  }

  /** Makes versions that share nothing but the platform. */
  static TwoVersions of(String oldSource, String newSource) {
    return of(new String[0], new String[] {oldSource}, new String[] {newSource});
  }

  /** Makes versions of which all files but those of {@code keptSources} are changed. */
  static TwoVersions of(String[] keptSources, String[] oldSources, String[] newSources) {
    return new TwoVersions(lines(keptSources), lines(oldSources), lines(newSources));
  }

  // The type must begin a line for Sources to find it.
  private static String[] lines(String[] sources) {
    return Arrays.stream(sources)
        .map(source -> source.replaceFirst("(package [\\w.]+;) ", "$1\n"))
        .toArray(String[]::new);
  }

  /** Makes versions over one kept file. */
  static TwoVersions over(String keptSource, String oldSource, String newSource) {
    return of(new String[] {keptSource}, new String[] {oldSource}, new String[] {newSource});
  }

  Class<?> oldClass(String name) {
    return load(old, name);
  }

  Class<?> newClass(String name) {
    return load(fresh, name);
  }

  Class<?> keptClass(String name) {
    return load(kept, name);
  }

  private static Class<?> load(Loader loader, String name) {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Calls a static method without parameters of the old version. */
  @Nullable Object callOld(String type, String method) {
    return call(oldClass(type), method);
  }

  @Nullable Object callNew(String type, String method) {
    return call(newClass(type), method);
  }

  static @Nullable Object call(Class<?> type, String method, Object... arguments) {
    for (Method candidate : type.getDeclaredMethods()) {
      if (candidate.getName().equals(method) && candidate.getParameterCount() == arguments.length) {
        try {
          candidate.setAccessible(true);
          return candidate.invoke(null, arguments);
        } catch (InvocationTargetException e) {
          throw new AssertionError(e.getCause());
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("no method " + method);
  }

  /** Calls a method of an object. */
  static @Nullable Object invoke(Object object, String method, Object... arguments) {
    for (Method candidate : object.getClass().getDeclaredMethods()) {
      if (candidate.getName().equals(method) && candidate.getParameterCount() == arguments.length) {
        try {
          candidate.setAccessible(true);
          return candidate.invoke(object, arguments);
        } catch (InvocationTargetException e) {
          throw new AssertionError(e.getCause());
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("no method " + method);
  }

  /** Reads a field, of the object's class or of one above. */
  static @Nullable Object get(Object object, String field) {
    try {
      return find(object.getClass(), field).get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  static void set(Object object, String field, @Nullable Object value) {
    try {
      find(object.getClass(), field).set(object, value);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  static void set(Object object, Field field, @Nullable Object value) {
    try {
      field.setAccessible(true);
      field.set(object, value);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  static void setStatic(Class<?> type, String field, @Nullable Object value) {
    try {
      find(type, field).set(null, value);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  static @Nullable Object getStatic(Class<?> type, String field) {
    try {
      return find(type, field).get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Field find(Class<?> type, String name) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      try {
        Field field = c.getDeclaredField(name);
        field.setAccessible(true);
        return field;
      } catch (NoSuchFieldException e) {
        // in a superclass
      }
    }
    throw new AssertionError("no field " + name + " in " + type);
  }

  @Override
  public boolean isOld(Class<?> type) {
    return type.getClassLoader() == old;
  }

  @Override
  public boolean isProgram(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == old || loader == fresh || loader == kept;
  }

  @Override
  public @Nullable Class<?> newClass(Class<?> type) {
    return nested.newClass(type);
  }

  @Override
  public String whyNone(Class<?> type) {
    String why = nested.ambiguity(type);
    return why != null ? why : VersionPair.super.whyNone(type);
  }

  @Override
  public byte[] classFile(Class<?> type) {
    byte[] bytes = ((Loader) type.getClassLoader()).classes.get(type.getName());
    if (bytes == null) {
      throw new AssertionError("no class file of " + type);
    }
    return bytes;
  }

  @Override
  public ClassFacts facts(Class<?> type) {
    return facts.computeIfAbsent(type, this::read);
  }

  @Override
  public List<Class<?>> keptClasses() {
    return kept.all();
  }

  @Override
  public List<Class<?>> changedClasses() {
    return Stream.concat(old.all().stream(), fresh.all().stream()).toList();
  }

  private ClassFacts read(Class<?> type) {
    return ClassFactsReader.read(classFile(type));
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;
    private final Set<String> program;

    Loader(ClassLoader parent, Map<String, byte[]> classes, Set<String> program) {
      super(parent);
      this.classes = classes;
      this.program = program;
    }

    List<Class<?>> all() {
      List<Class<?>> all = new ArrayList<>();
      for (String name : classes.keySet()) {
        try {
          all.add(loadClass(name));
        } catch (ClassNotFoundException e) {
          throw new AssertionError(e);
        }
      }
      return all;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] woven = MiniWeaver.weave(bytes, program);
      return defineClass(name, woven, 0, woven.length);
    }
  }
}
