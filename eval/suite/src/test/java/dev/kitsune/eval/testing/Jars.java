package dev.kitsune.eval.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Makes a version's jar of a source text; its main class is {@code toy.Main}. */
public final class Jars {

  private final Map<String, byte[]> entries = new TreeMap<>();
  private final Manifest manifest = new Manifest();

  private Jars() {}

  /** Begins a jar. */
  public static Jars version(String program, String version, String previous) {
    Jars jars = new Jars();
    Attributes attributes = jars.manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, "toy.Main");
    attributes.putValue("Kitsune-Program", program);
    attributes.putValue("Kitsune-Version", version);
    if (previous != null) {
      attributes.putValue("Kitsune-Previous", previous);
    }
    return jars;
  }

  /** Compiles a source and adds its classes. */
  public Jars source(String text) throws IOException {
    Path folder = Files.createTempDirectory("jars");
    Path java = Files.writeString(folder.resolve("Main.java"), text);
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                messages,
                messages,
                "-g",
                "--release",
                "17",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.resolve("classes").toString(),
                java.toString());
    if (status != 0) {
      throw new AssertionError(messages.toString());
    }
    try (Stream<Path> made = Files.walk(folder.resolve("classes"))) {
      for (Path each : made.filter(Files::isRegularFile).toList()) {
        entries.put(
            folder.resolve("classes").relativize(each).toString(), Files.readAllBytes(each));
      }
    }
    return this;
  }

  /** Adds a file. */
  public Jars file(String name, String text) {
    entries.put(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Writes the jar. */
  public Path write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
    return file;
  }
}
