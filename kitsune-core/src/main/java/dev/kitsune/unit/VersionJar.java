package dev.kitsune.unit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * All of one version's jar, in memory: it is read once, since a file may be replaced while the
 * version runs. {@code module-info.class} is ignored, as the class path ignores it; multi-release
 * jars are refused, since a version is one set of classes.
 */
public final class VersionJar {

  private static final String STEPS = "META-INF/kitsune/steps/";
  private static final String VERSIONED = "META-INF/versions/";
  private static final List<String> REQUIRED =
      List.of("Kitsune-Program", "Kitsune-Version", "Main-Class");

  private final @Nullable Path path;
  private final Map<String, String> attributes;
  private final Map<String, byte[]> classes;
  private final Map<String, byte[]> resources;
  private final Map<String, byte[]> steps = new TreeMap<>();
  private @Nullable Map<String, ClassFacts> facts;

  private VersionJar(
      @Nullable Path path,
      Map<String, String> attributes,
      Map<String, byte[]> classes,
      Map<String, byte[]> resources) {
    this.path = path;
    this.attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    this.attributes.putAll(attributes);
    this.classes = Collections.unmodifiableMap(new TreeMap<>(classes));
    Map<String, byte[]> others = new TreeMap<>();
    resources.forEach((name, bytes) -> (name.startsWith(STEPS) ? steps : others).put(name, bytes));
    this.resources = Collections.unmodifiableMap(others);
  }

  /**
   * Reads a jar.
   *
   * @throws BadVersionException if it cannot be read, or is no version
   */
  public static VersionJar read(Path jar) throws BadVersionException {
    if (!Files.isRegularFile(jar)) {
      throw new BadVersionException("no such version jar: path=" + jar + "; check the path");
    }
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Map<String, String> attributes = attributes(file.getManifest());
      // First of all, so that any other jar is told what it is.
      fail(missingAttribute(jar, attributes));
      Map<String, byte[]> classes = new TreeMap<>();
      Map<String, byte[]> resources = new TreeMap<>();
      boolean multiRelease = "true".equalsIgnoreCase(attributes.get("Multi-Release"));
      for (Iterator<JarEntry> i = file.entries().asIterator(); i.hasNext(); ) {
        JarEntry entry = i.next();
        String name = entry.getName();
        if (entry.isDirectory() || isLeftOut(name)) {
          continue;
        }
        if (multiRelease && name.startsWith(VERSIONED)) {
          throw new BadVersionException(
              "a version is one set of classes, but this jar is multi-release: path="
                  + jar
                  + ", entry="
                  + name
                  + "; build it without "
                  + VERSIONED);
        }
        byte[] bytes = file.getInputStream(entry).readAllBytes();
        if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
          classes.put(className(jar, name, bytes), bytes);
        } else {
          resources.put(name, bytes);
        }
      }
      VersionJar read = new VersionJar(jar, attributes, classes, resources);
      fail(read.missingMainClass());
      return read;
    } catch (IOException e) {
      throw new BadVersionException(
          "cannot read version jar: path=" + jar + ", cause=" + e.getMessage() + "; build it again",
          e);
    }
  }

  /**
   * Makes a version of parts, for tests.
   *
   * @param manifestAttributes by name, such as {@code Kitsune-Version}
   * @throws IllegalArgumentException if an attribute or the main class is missing
   */
  public static VersionJar of(
      Map<String, String> manifestAttributes,
      Map<String, byte[]> classesByBinaryName,
      Map<String, byte[]> resourcesByPath) {
    VersionJar made =
        new VersionJar(null, manifestAttributes, classesByBinaryName, resourcesByPath);
    String missing = missingAttribute(null, manifestAttributes);
    if (missing == null) {
      missing = made.missingMainClass();
    }
    if (missing != null) {
      throw new IllegalArgumentException(missing);
    }
    return made;
  }

  /** Returns the name of the program that this is a version of. */
  public String program() {
    return required("Kitsune-Program");
  }

  /** Returns the version's name, for example {@code 2.0.1}. */
  public String version() {
    return required("Kitsune-Version");
  }

  /** Returns the version that this one follows; null for the first of a stream. */
  public @Nullable String previous() {
    return attributes.get("Kitsune-Previous");
  }

  /** Returns the date of the release as written in the manifest, or null. */
  public @Nullable String released() {
    return attributes.get("Kitsune-Released");
  }

  /** Returns whether a step back to the previous version is allowed. */
  public boolean reversible() {
    return "true".equalsIgnoreCase(attributes.get("Kitsune-Reversible"));
  }

  /** Returns the binary name of the main class. */
  public String mainClass() {
    return required("Main-Class");
  }

  /** Returns the arguments of a start without arguments; empty if there are none. */
  public List<String> defaultArguments() {
    String arguments = attributes.getOrDefault("Kitsune-Default-Arguments", "").strip();
    return arguments.isEmpty() ? List.of() : List.of(arguments.split("\\s+"));
  }

  /** Returns where the jar was read, or null if it was made of parts. */
  public @Nullable Path path() {
    return path;
  }

  /** Returns the class files by binary name. */
  public Map<String, byte[]> classes() {
    return classes;
  }

  /** Returns the other files by path, without the manifest and the steps' transformers. */
  public Map<String, byte[]> resources() {
    return resources;
  }

  /**
   * Returns the files of the step from another version to this one, by name; none if nothing more
   * than the defaults is needed.
   */
  public Map<String, byte[]> step(String from) {
    String folder = STEPS + from + "/";
    Map<String, byte[]> files = new TreeMap<>();
    steps.forEach((name, bytes) -> {
      if (name.startsWith(folder)) {
        files.put(name.substring(folder.length()), bytes);
      }
    });
    return files;
  }

  /**
   * Returns the facts of every class by binary name; computed once.
   *
   * @throws IllegalArgumentException if a class file is corrupt
   */
  public synchronized Map<String, ClassFacts> facts() {
    if (facts == null) {
      Map<String, ClassFacts> read = new TreeMap<>();
      classes.forEach((name, bytes) -> read.put(name, factsOf(name, bytes)));
      facts = Collections.unmodifiableMap(read);
    }
    return facts;
  }

  private static ClassFacts factsOf(String name, byte[] bytes) {
    try {
      return ClassFactsReader.read(bytes);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "corrupt class file: class=" + name + "; build the version again", e);
    }
  }

  private static Map<String, String> attributes(@Nullable Manifest manifest) {
    Map<String, String> attributes = new TreeMap<>();
    if (manifest != null) {
      Attributes main = manifest.getMainAttributes();
      main.forEach((name, value) -> attributes.put(name.toString(), value.toString().strip()));
    }
    return attributes;
  }

  private static boolean isLeftOut(String entry) {
    return entry.equals(JarFile.MANIFEST_NAME) || entry.equals("module-info.class");
  }

  private static String className(Path jar, String entry, byte[] bytes) throws BadVersionException {
    String expected = entry.substring(0, entry.length() - ".class".length());
    String found;
    try {
      found = new ClassReader(bytes).getClassName();
    } catch (RuntimeException e) {
      throw new BadVersionException(
          "not a class file that this Java can read: path="
              + jar
              + ", entry="
              + entry
              + "; build the version again",
          e);
    }
    if (!found.equals(expected)) {
      throw new BadVersionException(
          "a class must stand under its own name: path="
              + jar
              + ", entry="
              + entry
              + ", class="
              + found
              + "; build the jar with its classes at the root");
    }
    return expected.replace('/', '.');
  }

  private static @Nullable String missingAttribute(
      @Nullable Path path, Map<String, String> attributes) {
    for (String attribute : REQUIRED) {
      String value = attributes.get(attribute);
      if (value == null || value.isEmpty()) {
        String where = path == null ? "" : ": path=" + path;
        return "this jar is no version" + where + "; its manifest needs " + attribute;
      }
    }
    return null;
  }

  private @Nullable String missingMainClass() {
    if (classes.containsKey(mainClass())) {
      return null;
    }
    String where = path == null ? "" : ", path=" + path;
    return "the main class is not in the version's jar: mainClass="
        + mainClass()
        + where
        + "; correct Main-Class or add the class";
  }

  private static void fail(@Nullable String message) throws BadVersionException {
    if (message != null) {
      throw new BadVersionException(message);
    }
  }

  private String required(String attribute) {
    String value = attributes.get(attribute);
    if (value == null) {
      throw new IllegalStateException("checked when the version was read: " + attribute);
    }
    return value;
  }
}
