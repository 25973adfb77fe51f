package dev.kitsune.unit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The class units of one version, in dependency order. */
public final class UnitGraph {

  private final VersionJar jar;
  private final List<ClassUnit> units;
  private final Map<String, ClassUnit> byName = new HashMap<>();
  private final Map<String, ClassUnit> byPackage = new HashMap<>();

  private UnitGraph(VersionJar jar, List<ClassUnit> units) {
    this.jar = jar;
    this.units = List.copyOf(units);
    for (ClassUnit unit : units) {
      byName.put(unit.name(), unit);
      unit.packages().forEach(pkg -> byPackage.put(pkg, unit));
    }
  }

  /**
   * Divides a version into units.
   *
   * @throws IllegalArgumentException if a class file is corrupt
   */
  public static UnitGraph of(VersionJar jar) {
    return new UnitGraph(jar, new Builder(jar).units());
  }

  /** Returns the version. */
  public VersionJar jar() {
    return jar;
  }

  /** Returns the units; each comes after all that it depends on. */
  public List<ClassUnit> units() {
    return units;
  }

  /** Returns the unit of this name, or null. */
  public @Nullable ClassUnit unit(String name) {
    return byName.get(name);
  }

  /** Returns the unit of a class by its binary name, or null if the program has no such class. */
  public @Nullable ClassUnit unitOf(String className) {
    return jar.classes().containsKey(className) ? byPackage.get(packageOf(className)) : null;
  }

  /** Returns the unit of a package, or null if the program has no such package. */
  public @Nullable ClassUnit unitOfPackage(String pkg) {
    return byPackage.get(pkg);
  }

  /** Returns the package of a class, empty for the unnamed one. */
  static String packageOf(String className) {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
  }

  /** Finds the packages, what they depend on, and what belongs to each. */
  private static final class Builder {
    private final VersionJar jar;
    private final SortedMap<String, SortedSet<String>> classes = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> resources = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> dependencies = new TreeMap<>();

    Builder(VersionJar jar) {
      this.jar = jar;
    }

    List<ClassUnit> units() {
      for (String name : jar.classes().keySet()) {
        classes.computeIfAbsent(packageOf(name), pkg -> new TreeSet<>()).add(name);
      }
      for (String path : jar.resources().keySet()) {
        resources.computeIfAbsent(owner(path), pkg -> new TreeSet<>()).add(path);
      }
      classes.forEach((pkg, names) -> dependencies.put(pkg, packagesNamedBy(names)));

      List<List<String>> components = Cycles.components(dependencies);
      Map<String, String> unitNames = new HashMap<>();
      for (List<String> packages : components) {
        packages.forEach(pkg -> unitNames.put(pkg, nameOf(packages)));
      }
      List<ClassUnit> units = new ArrayList<>();
      for (List<String> packages : components) {
        units.add(unit(packages, unitNames));
      }
      return units;
    }

    /** Returns the package that a resource belongs to: its directory's, else the main class's. */
    private String owner(String path) {
      String pkg = path.substring(0, Math.max(0, path.lastIndexOf('/'))).replace('/', '.');
      return !pkg.isEmpty() && classes.containsKey(pkg) ? pkg : packageOf(jar.mainClass());
    }

    private SortedSet<String> packagesNamedBy(Collection<String> names) {
      SortedSet<String> packages = new TreeSet<>();
      for (String name : names) {
        for (String reference : Lookup.in(jar.facts(), name).references()) {
          // By package, not by class: a class that is missing here may come in a later version.
          String pkg = packageOf(reference);
          if (classes.containsKey(pkg)) {
            packages.add(pkg);
          }
        }
      }
      return packages;
    }

    private ClassUnit unit(List<String> packages, Map<String, String> unitNames) {
      SortedSet<String> ownClasses = new TreeSet<>();
      SortedSet<String> ownResources = new TreeSet<>();
      SortedSet<String> units = new TreeSet<>();
      for (String pkg : packages) {
        ownClasses.addAll(Lookup.in(classes, pkg));
        ownResources.addAll(resources.getOrDefault(pkg, new TreeSet<>()));
        Lookup.in(dependencies, pkg).forEach(other -> units.add(Lookup.in(unitNames, other)));
      }
      String name = nameOf(packages);
      units.remove(name);
      return new ClassUnit(
          name,
          packages,
          List.copyOf(ownClasses),
          List.copyOf(ownResources),
          List.copyOf(units),
          digest(ownClasses, ownResources));
    }

    private String digest(Collection<String> ownClasses, Collection<String> ownResources) {
      MessageDigest digest = Digests.sha256();
      for (String name : ownClasses) {
        line(digest, "class", name, Lookup.in(jar.facts(), name).digest());
      }
      for (String path : ownResources) {
        line(digest, "resource", path, Digests.of(Lookup.in(jar.resources(), path)));
      }
      return Digests.hex(digest.digest());
    }

    private static void line(MessageDigest digest, String kind, String name, String content) {
      digest.update((kind + '\0' + name + '\0' + content + '\n').getBytes(UTF_8));
    }

    private static String nameOf(List<String> packages) {
      String name = String.join("+", packages);
      return name.isEmpty() ? "(default)" : name;
    }
  }
}
