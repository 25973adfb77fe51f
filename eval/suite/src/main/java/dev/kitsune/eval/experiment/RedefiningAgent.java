package dev.kitsune.eval.experiment;

import java.io.IOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Runs in a JVM of its own, as its agent and its main class: loads classes from one jar, and
 * redefines each that another jar has differently. It is alone in its jar, and uses the JDK only.
 */
public final class RedefiningAgent {

  private static @Nullable Instrumentation instrumentation;

  private RedefiningAgent() {}

  /** Called by the JVM before {@code main}. */
  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  /** Takes the old jar, the new jar, and the file for what was found. */
  public static void main(String[] arguments) throws Exception {
    Instrumentation jvm = java.util.Objects.requireNonNull(instrumentation);
    Map<String, byte[]> before = classes(Path.of(arguments[0]));
    Map<String, byte[]> after = classes(Path.of(arguments[1]));
    int changed = 0;
    int refused = 0;
    String firstRefusal = "";
    URL[] old = {Path.of(arguments[0]).toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(old)) {
      for (Map.Entry<String, byte[]> each : before.entrySet()) {
        byte[] next = after.get(each.getKey());
        if (next == null || Arrays.equals(next, each.getValue())) {
          continue;
        }
        changed++;
        Class<?> type = Class.forName(each.getKey(), false, loader);
        try {
          jvm.redefineClasses(new ClassDefinition(type, next));
        } catch (UnsupportedOperationException | UnmodifiableClassException | LinkageError e) {
          refused++;
          if (firstRefusal.isEmpty()) {
            firstRefusal = type.getSimpleName() + ": " + e.getMessage();
          }
        }
      }
    }
    long added = after.keySet().stream().filter(name -> !before.containsKey(name)).count();
    long removed = before.keySet().stream().filter(name -> !after.containsKey(name)).count();
    String words = firstRefusal.replaceAll("[^\\w .,:()/-]", " ");
    Files.writeString(
        Path.of(arguments[2]),
        "{\"changed\": %d, \"refused\": %d, \"added\": %d, \"removed\": %d, \"firstRefusal\": \"%s\"}"
            .formatted(changed, refused, added, removed, words));
  }

  private static Map<String, byte[]> classes(Path jar) throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        String name = entry.getName();
        if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
          String type = name.substring(0, name.length() - ".class".length()).replace('/', '.');
          found.put(type, file.getInputStream(entry).readAllBytes());
        }
      }
    }
    return found;
  }
}
