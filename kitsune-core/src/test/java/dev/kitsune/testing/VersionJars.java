package dev.kitsune.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Writes version jars that have a manifest and no classes, for tests of the catalogue. */
public final class VersionJars {

  private VersionJars() {}

  /**
   * Writes {@code streams/<program>/<version>.jar}.
   *
   * @param home the folder that holds {@code streams}
   * @param more further attributes, for example {@code Kitsune-Previous}
   */
  public static Path write(Path home, String program, String version, Map<String, String> more)
      throws IOException {
    Path jar = home.resolve("streams").resolve(program).resolve(version + ".jar");
    Files.createDirectories(jar.getParent());
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, "demo.Main");
    attributes.putValue("Kitsune-Program", program);
    attributes.putValue("Kitsune-Version", version);
    more.forEach(attributes::putValue);
    write(jar, manifest);
    return jar;
  }

  /** Writes a jar that is no version. */
  public static Path writeOther(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    write(jar, manifest);
    return jar;
  }

  private static void write(Path jar, Manifest manifest) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
  }
}
