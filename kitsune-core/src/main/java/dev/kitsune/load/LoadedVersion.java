package dev.kitsune.load;

import dev.kitsune.internal.EndingSite;
import dev.kitsune.transform.NestedClasses;
import dev.kitsune.transform.VersionPair;
import dev.kitsune.unit.BadVersionException;
import dev.kitsune.unit.ClassFacts;
import dev.kitsune.unit.ClassUnit;
import dev.kitsune.unit.Lookup;
import dev.kitsune.unit.UnitChecks;
import dev.kitsune.unit.UnitComparison;
import dev.kitsune.unit.UnitGraph;
import dev.kitsune.unit.VersionJar;
import dev.kitsune.weave.WeaveException;
import dev.kitsune.weave.Weaver;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One version of the program, woven, defined and verified: a map from class unit to loader. Units
 * that are unchanged against the version before share its loaders, and so its classes, statics and
 * compiled code (DESIGN 3).
 *
 * <p>Immutable; a version that is no longer referenced, nor its objects, is collectable.
 */
public final class LoadedVersion {

  /** The class of units' loaders, as heap dumps name it. */
  public static final String LOADER_CLASS = UnitLoader.class.getName();

  /** The boolean field of that class that is set once no running version has the loader. */
  public static final String RETIRED = "retired";

  private final VersionJar jar;
  private final UnitGraph graph;
  private final Map<String, UnitLoader> loaders;
  private final Set<String> kept;

  private LoadedVersion(
      VersionJar jar, UnitGraph graph, Map<String, UnitLoader> loaders, Set<String> kept) {
    this.jar = jar;
    this.graph = graph;
    this.loaders = loaders;
    this.kept = kept;
  }

  /**
   * Loads a program's first version.
   *
   * @param platform the loader of all that outlives versions
   * @throws BadVersionException if a class cannot be read, woven, linked or verified
   */
  public static LoadedVersion first(VersionJar jar, ClassLoader platform)
      throws BadVersionException {
    return load(jar, platform, null);
  }

  /**
   * Loads the next version beside this one, which is not touched. No program code runs.
   *
   * @throws BadVersionException as for {@link #first}
   */
  public LoadedVersion next(VersionJar next, ClassLoader platform) throws BadVersionException {
    return load(next, platform, this);
  }

  private static LoadedVersion load(
      VersionJar jar, ClassLoader platform, @Nullable LoadedVersion before)
      throws BadVersionException {
    UnitGraph graph = UnitGraph.of(jar);
    UnitChecks.check(graph, name -> isPlatformPackage(platform, name));
    Set<String> kept =
        before == null ? Set.of() : UnitComparison.between(before.graph, graph).kept();
    Map<String, UnitLoader> byPackage = new HashMap<>();
    Map<String, UnitLoader> loaders = new LinkedHashMap<>();
    List<UnitLoader> fresh = new ArrayList<>();
    for (ClassUnit unit : graph.units()) {
      UnitLoader loader;
      if (before != null && kept.contains(unit.name())) {
        loader = before.loaders.get(unit.name());
      } else {
        loader = loaderOf(unit, jar, platform, visibleFrom(unit, graph, byPackage));
        fresh.add(loader);
      }
      loaders.put(unit.name(), loader);
      unit.packages().forEach(name -> byPackage.put(name, loader));
    }
    for (UnitLoader loader : fresh) {
      link(loader, jar);
    }
    return new LoadedVersion(jar, graph, loaders, kept);
  }

  private static Map<String, UnitLoader> visibleFrom(
      ClassUnit unit, UnitGraph graph, Map<String, UnitLoader> byPackage) {
    // All units below, not only the direct ones: a kept unit's whole closure is kept too.
    Map<String, ClassUnit> byName = new HashMap<>();
    graph.units().forEach(each -> byName.put(each.name(), each));
    Set<String> below = new TreeSet<>();
    List<String> todo = new ArrayList<>(unit.dependencies());
    while (!todo.isEmpty()) {
      String name = todo.remove(todo.size() - 1);
      if (below.add(name)) {
        todo.addAll(Lookup.in(byName, name).dependencies());
      }
    }
    Map<String, UnitLoader> visible = new HashMap<>();
    for (String name : below) {
      for (String each : Lookup.in(byName, name).packages()) {
        visible.put(each, byPackage.get(each));
      }
    }
    return visible;
  }

  private static UnitLoader loaderOf(
      ClassUnit unit, VersionJar jar, ClassLoader platform, Map<String, UnitLoader> visible)
      throws BadVersionException {
    Function<String, @Nullable ClassFacts> program = jar.facts()::get;
    Map<String, byte[]> woven = new TreeMap<>();
    Map<String, ClassFacts> facts = new TreeMap<>();
    for (String name : unit.classes()) {
      try {
        woven.put(name, Weaver.weave(Lookup.in(jar.classes(), name), program));
      } catch (WeaveException e) {
        throw new BadVersionException(String.valueOf(e.getMessage()), e);
      }
      facts.put(name, Lookup.in(jar.facts(), name));
    }
    // A code source of its own keeps program classes from sharing the platform's permissions and
    // keeps the jar's path out of them: the jar is read once and may go.
    ProtectionDomain domain =
        new ProtectionDomain(new CodeSource(null, (java.security.cert.Certificate[]) null), null);
    String name = jar.program() + "-" + jar.version() + ":" + unit.name();
    return new UnitLoader(name, platform, woven, facts, visible, domain);
  }

  private static void link(UnitLoader loader, VersionJar jar) throws BadVersionException {
    try {
      loader.linkAll();
    } catch (ClassNotFoundException | LinkageError e) {
      throw new BadVersionException(
          "version does not link: program="
              + jar.program()
              + ", version="
              + jar.version()
              + ", unit="
              + loader.getName()
              + ": "
              + firstLine(e)
              + "; build the jar again from one consistent set of classes",
          e);
    }
  }

  private static String firstLine(Throwable e) {
    String text = e.toString();
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private static boolean isPlatformPackage(ClassLoader platform, String name) {
    for (ClassLoader loader = platform; loader != null; loader = loader.getParent()) {
      if (loader.getDefinedPackage(name) != null) {
        return true;
      }
    }
    return ModuleLayer.boot().modules().stream().anyMatch(m -> m.getPackages().contains(name));
  }

  /** Returns the jar that this version was read from. */
  public VersionJar jar() {
    return jar;
  }

  /** Returns the names of units whose loaders are the previous version's, lowest first. */
  public List<String> unitsKept() {
    return loaders.keySet().stream().filter(kept::contains).toList();
  }

  /** Returns the names of units that got a loader of their own in this version, lowest first. */
  public List<String> unitsReloaded() {
    return loaders.keySet().stream().filter(name -> !kept.contains(name)).toList();
  }

  /** Returns the program's class of this name, or null if this version has none. */
  public @Nullable Class<?> find(String name) {
    ClassUnit unit = graph.unitOf(name);
    if (unit == null) {
      return null;
    }
    UnitLoader loader = loaders.get(unit.name());
    try {
      return loader != null && loader.facts().containsKey(name) ? loader.loadClass(name) : null;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("class was linked before and is gone: name=" + name, e);
    }
  }

  /** Returns the classes whose static initialiser has begun, in the units of this version. */
  public List<Class<?>> initializedClasses() {
    List<Class<?>> all = new ArrayList<>();
    loaders.values().forEach(loader -> all.addAll(loader.initializedClasses()));
    return all;
  }

  /**
   * Returns whether the class, or the host of a hidden class, is loaded by a unit of this version.
   */
  public boolean owns(Class<?> type) {
    return type.getClassLoader() instanceof UnitLoader loader && loaders.containsValue(loader);
  }

  /** Returns the names of the loaders of its units. */
  public Set<String> loaderNames() {
    Set<String> names = new TreeSet<>();
    loaders.values().forEach(loader -> names.add(loader.getName()));
    return names;
  }

  /** Returns the names of the loaders that the other version does not share. */
  public Set<String> loaderNamesNotIn(LoadedVersion other) {
    Set<String> names = new TreeSet<>();
    for (UnitLoader loader : loaders.values()) {
      if (!other.loaders.containsValue(loader)) {
        names.add(loader.getName());
      }
    }
    return names;
  }

  /** Returns the loaders that the other version does not share. */
  public Set<ClassLoader> loadersNotIn(LoadedVersion other) {
    Set<ClassLoader> own = new HashSet<>(loaders.values());
    own.removeAll(other.loaders.values());
    return own;
  }

  /** Marks the loaders that the version which follows does not share, for {@link #RETIRED}. */
  public void retire(LoadedVersion next) {
    for (UnitLoader loader : loaders.values()) {
      if (!next.loaders.containsValue(loader)) {
        loader.retire();
      }
    }
  }

  /** Returns the call sites of units that the other version does not share. */
  public List<EndingSite> endingSitesNotIn(LoadedVersion other) {
    return loaders.values().stream()
        .filter(loader -> !other.loaders.containsValue(loader))
        .map(UnitLoader::endingSite)
        .toList();
  }

  /** Returns the call sites of all units. */
  public List<EndingSite> endingSites() {
    return loaders.values().stream().map(UnitLoader::endingSite).toList();
  }

  /** Returns this version as the old one and the other as the new one of a transformation. */
  public VersionPair to(LoadedVersion fresh) {
    Set<UnitLoader> old = new HashSet<>(loaders.values());
    old.removeAll(fresh.loaders.values());
    return new Pair(Set.copyOf(old), this, fresh);
  }

  private static final class Pair implements VersionPair {
    private final Set<UnitLoader> oldLoaders;
    private final LoadedVersion old;
    private final LoadedVersion fresh;
    private final Set<UnitLoader> before;
    private final NestedClasses nested = new NestedClasses(this, this::sameName);

    Pair(Set<UnitLoader> oldLoaders, LoadedVersion old, LoadedVersion fresh) {
      this.oldLoaders = oldLoaders;
      this.old = old;
      this.fresh = fresh;
      this.before = Set.copyOf(old.loaders.values());
    }

    @Override
    public Collection<Class<?>> keptClasses() {
      return classes(before.stream().filter(loader -> !oldLoaders.contains(loader)));
    }

    @Override
    public Collection<Class<?>> changedClasses() {
      return classes(
          Stream.concat(
              oldLoaders.stream(),
              fresh.loaders.values().stream().filter(loader -> !before.contains(loader))));
    }

    private static List<Class<?>> classes(Stream<UnitLoader> loaders) {
      List<Class<?>> all = new ArrayList<>();
      loaders.forEach(loader -> all.addAll(loader.classes()));
      return all;
    }

    @Override
    public boolean isOld(Class<?> type) {
      return type.getClassLoader() instanceof UnitLoader loader && oldLoaders.contains(loader);
    }

    @Override
    public boolean isProgram(Class<?> type) {
      return type.getClassLoader() instanceof UnitLoader;
    }

    @Override
    public @Nullable Class<?> newClass(Class<?> type) {
      return nested.newClass(type);
    }

    private @Nullable Class<?> sameName(Class<?> type) {
      return fresh.find(type.getName());
    }

    @Override
    public String whyNone(Class<?> type) {
      String why = nested.ambiguity(type);
      return why != null ? why : VersionPair.super.whyNone(type);
    }

    @Override
    public byte[] classFile(Class<?> programClass) {
      LoadedVersion owner = isOld(programClass) ? old : fresh;
      return Lookup.in(owner.jar.classes(), programClass.getName());
    }

    @Override
    public ClassFacts facts(Class<?> programClass) {
      ClassFacts found =
          ((UnitLoader) programClass.getClassLoader()).facts().get(programClass.getName());
      if (found == null) {
        throw new IllegalArgumentException("class has no class file: " + programClass);
      }
      return found;
    }
  }
}
