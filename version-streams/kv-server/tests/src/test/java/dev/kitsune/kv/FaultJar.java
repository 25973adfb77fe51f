package dev.kitsune.kv;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Makes a jar that differs from a version's in one file: every other class is the version's own,
 * byte for byte, as a release with one wrong file would have it.
 */
final class FaultJar {

  private static final String PACKAGE = "dev/kitsune/kv/";

  /** What is done to the version's jar. */
  interface Edit {
    void apply(VersionJar base, Map<String, byte[]> entries) throws IOException;
  }

  private FaultJar() {}

  /**
   * Replaces pieces of one source file, and compiles that file.
   *
   * @param pieces each, which must be there once, and what takes its place
   */
  static Edit source(String file, String... pieces) {
    return (base, entries) -> {
      String source = Files.readString(base.sources().resolve(PACKAGE + file));
      for (int i = 0; i < pieces.length; i += 2) {
        int at = source.indexOf(pieces[i]);
        if (at < 0 || source.indexOf(pieces[i], at + 1) >= 0) {
          throw new AssertionError("expected once in " + file + ": " + pieces[i]);
        }
        source = source.replace(pieces[i], pieces[i + 1]);
      }
      compile(base, file, source, entries);
    };
  }

  /** Leaves a class out. */
  static Edit without(String type) {
    return (base, entries) -> {
      if (entries.remove(PACKAGE + type + ".class") == null) {
        throw new AssertionError("no such class: " + type);
      }
    };
  }

  /** Puts an instruction at the head of a method that needs a value where there is none. */
  static Edit unverifiable(String type, String method) {
    return (base, entries) -> {
      ClassNode node = new ClassNode();
      new ClassReader(entries.get(PACKAGE + type + ".class")).accept(node, 0);
      for (MethodNode each : node.methods) {
        if (each.name.equals(method)) {
          each.instructions.insert(new InsnNode(Opcodes.IADD));
        }
      }
      ClassWriter writer = new ClassWriter(0);
      node.accept(writer);
      entries.put(PACKAGE + type + ".class", writer.toByteArray());
    };
  }

  /** Makes the jar, whose version is the base's with the fault's name behind it. */
  static Path make(VersionJar base, String name, Edit edit, Path folder) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    Manifest manifest;
    try (JarFile jar = new JarFile(base.jar().toFile())) {
      manifest = jar.getManifest();
      for (JarEntry entry : jar.stream().filter(e -> !e.isDirectory()).toList()) {
        try (InputStream content = jar.getInputStream(entry)) {
          entries.put(entry.getName(), content.readAllBytes());
        }
      }
    }
    entries.remove(JarFile.MANIFEST_NAME);
    // Its transformer is of the base's build, and this step changes no state.
    entries.keySet().removeIf(entry -> entry.startsWith("META-INF/kitsune/steps/"));
    manifest.getMainAttributes().putValue("Kitsune-Version", base.version() + "-" + name);
    edit.apply(base, entries);
    Path made = folder.resolve("kv-server-" + base.version() + "-" + name + ".jar");
    try (OutputStream file = Files.newOutputStream(made);
        JarOutputStream jar = new JarOutputStream(file, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
    return made;
  }

  private static void compile(
      VersionJar base, String file, String source, Map<String, byte[]> entries) throws IOException {
    Path folder = Files.createTempDirectory("kitsune-fault");
    try {
      Path java = folder.resolve(Path.of(file).getFileName());
      Files.writeString(java, source);
      Path classes = Files.createDirectory(folder.resolve("classes"));
      ByteArrayOutputStream messages = new ByteArrayOutputStream();
      String classPath = base.jar() + File.pathSeparator + System.getProperty("java.class.path");
      int status =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  messages,
                  messages,
                  "-g",
                  "-parameters",
                  "--release",
                  "17",
                  "-proc:none",
                  "-cp",
                  classPath,
                  "-d",
                  classes.toString(),
                  java.toString());
      if (status != 0) {
        throw new AssertionError(messages.toString());
      }
      try (Stream<Path> made = Files.walk(classes)) {
        for (Path each : made.filter(Files::isRegularFile).toList()) {
          String name = classes.relativize(each).toString().replace(File.separatorChar, '/');
          entries.put(name, Files.readAllBytes(each));
        }
      }
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }
}
