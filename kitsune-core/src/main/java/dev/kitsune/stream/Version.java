package dev.kitsune.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest of a version's jar says; its classes are not read.
 *
 * @param jar absolute
 * @param previous the version that this one follows, or null for a stream's first
 * @param released the date of the release, or null
 * @param reversible whether a step back to the previous version is allowed
 * @param defaultArguments those of a start without arguments
 */
public record Version(
    Path jar,
    String program,
    String version,
    @Nullable String previous,
    @Nullable String released,
    boolean reversible,
    String mainClass,
    List<String> defaultArguments) {

  /** The folder of the step back, followed by the version that it leads to. */
  private static final String BACK = "META-INF/kitsune/steps/to-";

  /**
   * Reads the manifest.
   *
   * @throws CatalogueException if the file is no jar, or no version
   */
  public static Version read(Path jar) throws CatalogueException {
    Path path = jar.toAbsolutePath().normalize();
    if (!Files.isRegularFile(path)) {
      throw new CatalogueException("no such jar: path=" + path + "; check the path");
    }
    Manifest manifest;
    boolean hasWayBack;
    try (JarFile file = new JarFile(path.toFile(), false)) {
      manifest = file.getManifest();
      String previous =
          manifest == null ? null : optional(manifest.getMainAttributes(), "Kitsune-Previous");
      hasWayBack = file.getEntry(BACK + previous + "/rules.json") != null;
    } catch (IOException e) {
      throw new CatalogueException(
          "not a readable jar: path=" + path + ", cause=" + e.getMessage() + "; build it again", e);
    }
    Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
    return new Version(
        path,
        required(path, attributes, "Kitsune-Program"),
        required(path, attributes, "Kitsune-Version"),
        optional(attributes, "Kitsune-Previous"),
        optional(attributes, "Kitsune-Released"),
        hasWayBack || "true".equalsIgnoreCase(optional(attributes, "Kitsune-Reversible")),
        required(path, attributes, "Main-Class"),
        words(optional(attributes, "Kitsune-Default-Arguments")));
  }

  private static String required(Path path, Attributes attributes, String name)
      throws CatalogueException {
    String value = optional(attributes, name);
    if (value == null) {
      throw new CatalogueException(
          "this jar is no version: path=" + path + "; its manifest needs " + name);
    }
    return value;
  }

  private static @Nullable String optional(Attributes attributes, String name) {
    String value = attributes.getValue(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split("\\s+"));
  }
}
