package dev.kitsune.xf.model;

import dev.kitsune.unit.BadVersionException;
import dev.kitsune.unit.Lookup;
import dev.kitsune.unit.VersionJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** All classes of one version. */
public final class VersionTypes {

  private static final String STEPS = "META-INF/kitsune/steps/";

  private final VersionJar jar;
  private final Map<String, TypeModel> types;
  private final Map<String, List<TypeModel>> bySuffix = new HashMap<>();

  private VersionTypes(VersionJar jar, Map<String, TypeModel> types) {
    this.jar = jar;
    this.types = Collections.unmodifiableMap(types);
    for (TypeModel type : types.values()) {
      for (String name : suffixes(type)) {
        bySuffix.computeIfAbsent(name, key -> new ArrayList<>()).add(type);
      }
    }
  }

  private static List<String> suffixes(TypeModel type) {
    if (type.isLocal()) {
      return List.of(type.name());
    }
    List<String> names = new ArrayList<>();
    String source = type.sourceName();
    names.add(source);
    String rest =
        source.substring(type.packageName().isEmpty() ? 0 : type.packageName().length() + 1);
    for (int dot = 0; dot >= 0; dot = rest.indexOf('.')) {
      rest = names.size() == 1 ? rest : rest.substring(dot + 1);
      names.add(rest);
    }
    if (!type.name().equals(source)) {
      names.add(type.name());
      names.add(type.name().substring(type.name().lastIndexOf('.') + 1));
    }
    return names.stream().distinct().toList();
  }

  /** Describes a version that was read. */
  public static VersionTypes of(VersionJar jar) {
    Map<String, TypeReader.Read> read = new TreeMap<>();
    jar.classes()
        .forEach((name, bytes) -> {
          var facts = jar.facts().get(name);
          if (facts != null) {
            read.put(name, TypeReader.read(facts, bytes));
          }
        });
    Map<String, TypeModel> types = new TreeMap<>();
    read.forEach((name, each) -> types.put(name, named(each.type(), sourceName(name, read))));
    return new VersionTypes(jar, types);
  }

  private static TypeModel named(TypeModel type, String sourceName) {
    return new TypeModel(
        type.facts(),
        sourceName,
        type.flags(),
        type.signature(),
        type.outer(),
        type.isLocal(),
        type.methods());
  }

  private static String sourceName(String name, Map<String, TypeReader.Read> read) {
    StringBuilder inner = new StringBuilder();
    String at = name;
    TypeReader.Read each = read.get(name);
    while (each != null && each.type().outer() != null && each.innerName() != null) {
      inner.insert(0, "." + each.innerName());
      at = each.type().outer();
      each = read.get(at);
    }
    return at + inner;
  }

  /**
   * Reads a version's jar, or a folder of classes as a build has it.
   *
   * @param mainClass of a folder, or null for its only class with a main method
   * @throws BadVersionException if there is no such version
   */
  public static VersionTypes read(Path jarOrFolder, @Nullable String mainClass)
      throws BadVersionException {
    return of(
        Files.isDirectory(jarOrFolder)
            ? folder(jarOrFolder, mainClass)
            : VersionJar.read(jarOrFolder));
  }

  private static VersionJar folder(Path folder, @Nullable String mainClass)
      throws BadVersionException {
    Map<String, byte[]> classes = new TreeMap<>();
    Map<String, byte[]> resources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
          if (!name.equals("module-info.class")) {
            String binary = name.substring(0, name.length() - ".class".length());
            classes.put(binary.replace('/', '.'), Files.readAllBytes(file));
          }
        } else if (!name.startsWith(STEPS) && !name.equals("META-INF/MANIFEST.MF")) {
          resources.put(name, Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new BadVersionException(
          "cannot read a version's classes: folder=" + folder + ", cause=" + e.getMessage(), e);
    }
    if (classes.isEmpty()) {
      throw new BadVersionException(
          "no classes of a version: folder=" + folder + "; name the folder that javac wrote to");
    }
    String main = mainClass != null ? mainClass : onlyMain(folder, classes);
    if (!classes.containsKey(main)) {
      throw new BadVersionException(
          "the main class is not in the folder: mainClass=" + main + ", folder=" + folder);
    }
    Map<String, String> attributes =
        Map.of("Main-Class", main, "Kitsune-Program", "program", "Kitsune-Version", "version");
    return VersionJar.of(attributes, classes, resources);
  }

  private static String onlyMain(Path folder, Map<String, byte[]> classes)
      throws BadVersionException {
    List<String> mains = new ArrayList<>();
    for (Map.Entry<String, byte[]> each : classes.entrySet()) {
      TypeModel type =
          TypeReader.read(dev.kitsune.unit.ClassFactsReader.read(each.getValue()), each.getValue())
              .type();
      boolean isMain =
          type.methods().stream()
              .anyMatch(m ->
                  m.name().equals("main")
                      && m.isStatic()
                      && (m.access() & Opcodes.ACC_PUBLIC) != 0
                      && m.descriptor().equals("([Ljava/lang/String;)V"));
      if (isMain) {
        mains.add(type.name());
      }
    }
    if (mains.size() == 1) {
      return mains.get(0);
    }
    throw new BadVersionException(
        "expected one main class, found " + mains + ": folder=" + folder + "; name it with --main");
  }

  /** Returns the version's jar. */
  public VersionJar jar() {
    return jar;
  }

  /** Returns the class file of a class that this version has. */
  public byte[] classFile(String binaryName) {
    return Lookup.in(jar.classes(), binaryName);
  }

  /** Returns the class of this binary name, or null. */
  public @Nullable TypeModel find(String binaryName) {
    return types.get(binaryName);
  }

  /** Returns all classes, by name. */
  public Collection<TypeModel> all() {
    return types.values();
  }

  /**
   * Returns the classes that a name may mean: the one of this full name, else all whose name ends
   * so, such as {@code Inner} or {@code Outer.Inner} for {@code a.Outer.Inner}.
   */
  public List<TypeModel> named(String name) {
    List<TypeModel> found = bySuffix.getOrDefault(name, List.of());
    for (TypeModel type : found) {
      if (type.sourceName().equals(name) || type.name().equals(name)) {
        return List.of(type);
      }
    }
    return List.copyOf(found);
  }
}
