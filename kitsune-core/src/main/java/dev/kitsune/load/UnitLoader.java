package dev.kitsune.load;

import dev.kitsune.internal.EndingSite;
import dev.kitsune.internal.ProgramClassLoader;
import dev.kitsune.unit.ClassFacts;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads the classes of one class unit. It sees its own classes, those of the units that it depends
 * on, and the platform; never a unit above it, so that it can be kept when those are reloaded.
 */
final class UnitLoader extends ClassLoader implements ProgramClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> wovenClasses;
  private final Map<String, ClassFacts> facts;
  private final Map<String, UnitLoader> visiblePackages;
  private final ProtectionDomain domain;
  private final Set<Class<?>> initialized = ConcurrentHashMap.newKeySet();
  private final EndingSite endingSite = new EndingSite();

  /** Set at commit; read in heap dumps, where it tells old loaders from others of the name. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private volatile boolean retired;

  /**
   * @param name shown in stack traces
   * @param wovenClasses class files by binary name; this loader forgets each once it is defined
   * @param facts what those class files said before weaving
   * @param visiblePackages the loaders of all units below this one, by package
   */
  UnitLoader(
      String name,
      ClassLoader platform,
      Map<String, byte[]> wovenClasses,
      Map<String, ClassFacts> facts,
      Map<String, UnitLoader> visiblePackages,
      ProtectionDomain domain) {
    super(name, platform);
    this.wovenClasses = new ConcurrentHashMap<>(wovenClasses);
    this.facts = Map.copyOf(facts);
    this.visiblePackages = Map.copyOf(visiblePackages);
    this.domain = domain;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (facts.containsKey(name)) {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }
    UnitLoader owner = visiblePackages.get(packageOf(name));
    return owner != null ? owner.loadClass(name, resolve) : super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    throw new ClassNotFoundException(name + ", asked for by unit " + getName());
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] file = wovenClasses.get(name);
    if (file == null) {
      throw new ClassNotFoundException(name + " failed to load before, in unit " + getName());
    }
    Class<?> type = defineClass(name, file, 0, file.length, domain);
    wovenClasses.remove(name);
    return type;
  }

  /** Says that no version that runs has this loader any more. */
  void retire() {
    retired = true;
  }

  /** Defines, links and verifies every class of the unit; initialises none. */
  void linkAll() throws ClassNotFoundException {
    for (String name : facts.keySet()) {
      // getDeclaredMethods links, and so verifies, without initialising.
      Method[] linked = loadClass(name, false).getDeclaredMethods();
      assert linked != null;
    }
  }

  /** Returns what a class file of this unit said before weaving. */
  Map<String, ClassFacts> facts() {
    return facts;
  }

  @Override
  public void initialized(Class<?> type) {
    initialized.add(type);
  }

  @Override
  public EndingSite endingSite() {
    return endingSite;
  }

  /** Returns all classes of this unit, which are linked. */
  List<Class<?>> classes() {
    List<Class<?>> all = new ArrayList<>();
    for (String name : facts.keySet()) {
      try {
        all.add(loadClass(name, false));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("class was linked before and is gone: name=" + name, e);
      }
    }
    return all;
  }

  /** Returns the classes of this unit whose static initialiser has begun. */
  List<Class<?>> initializedClasses() {
    return new ArrayList<>(initialized);
  }

  static String packageOf(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot);
  }
}
