package dev.kitsune.unit;

import dev.kitsune.testing.Sources;
import java.util.Map;
import java.util.stream.Stream;

/** Makes versions of sources. */
final class Versions {

  private Versions() {}

  static VersionJar version(String mainClass, Map<String, byte[]> resources, String... sources) {
    return VersionJar.of(attributes(mainClass), compile(sources), resources);
  }

  static UnitGraph graph(String mainClass, String... sources) {
    return UnitGraph.of(version(mainClass, Map.of(), sources));
  }

  /** Compiles sources that may be of one line each. */
  static Map<String, byte[]> compile(String... sources) {
    return Sources.compile(
        Stream.of(sources)
            .map(source -> source.replaceFirst("package ([\\w.]+);", "package $1;\n"))
            .toArray(String[]::new));
  }

  static Map<String, String> attributes(String mainClass) {
    return Map.of("Kitsune-Program", "p", "Kitsune-Version", "1", "Main-Class", mainClass);
  }
}
