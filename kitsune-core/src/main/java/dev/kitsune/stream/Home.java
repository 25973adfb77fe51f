package dev.kitsune.stream;

import java.nio.file.Path;

/**
 * The folder that the build fills, {@code target/home}: streams, jars of the platform and tools,
 * configuration.
 */
public record Home(Path path) {

  /** Names the system property that the kitsune script sets. */
  public static final String PROPERTY = "kitsune.home";

  /**
   * Returns the folder of this process.
   *
   * @throws CatalogueException if the property is not set
   */
  public static Home ofProcess() throws CatalogueException {
    String value = System.getProperty(PROPERTY);
    if (value == null) {
      throw new CatalogueException(
          "the system property " + PROPERTY + " is not set; start with the kitsune script");
    }
    return new Home(Path.of(value).toAbsolutePath().normalize());
  }

  /** Returns the folder with one folder of version jars for each program. */
  public Path streams() {
    return path.resolve("streams");
  }

  /** Returns the folder of configuration files. */
  public Path conf() {
    return path.resolve("conf");
  }

  /** Returns the folder for what a program writes, beside this one: {@code target/run/PROGRAM}. */
  public Path run(String program) {
    return path.resolveSibling("run").resolve(program);
  }
}
