package dev.kitsune.eval.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kitsune.stream.Version;
import dev.kitsune.unit.BadVersionException;
import dev.kitsune.unit.VersionJar;
import dev.kitsune.xf.step.StepDigests;
import dev.kitsune.xf.step.StepNames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the jar of a faulty version: that of a real one with one thing changed. All other classes
 * are the version's own, byte for byte; the step's rules are those of the version, told that they
 * belong to the new jar.
 */
final class FaultyJar {

  private static final String MAIN = "([Ljava/lang/String;)V";

  /** What is changed. */
  enum Edit {
    NONE,
    BUSY_THREAD,
    WITHOUT_A_CLASS,
    UNVERIFIABLE_MAIN,
    THROWING_INITIALISER,
    GREEDY_INITIALISER,
    THROWING_RULES,
    THROWING_MAIN,
    RETURNING_MAIN,
    LOOPING_MAIN,
    WAITING_MAIN,
    EXITING_MAIN
  }

  private FaultyJar() {}

  /**
   * Makes a jar.
   *
   * @param from the version that the step begins at
   * @return false if the version has nothing that the edit could change; nothing is written then
   */
  static boolean make(Version base, String from, String name, Edit edit, Path to)
      throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    Manifest manifest = read(base.jar(), entries);
    String main = base.mainClass().replace('.', '/');
    String rules = StepNames.FOLDER + from + "/" + StepNames.TRANSFORMER + ".class";
    switch (edit) {
      case NONE -> {}
      case WITHOUT_A_CLASS -> {
        byte[] code = entries.get(main + ".class");
        String made = code == null ? null : FirstMade.by(code, entries.keySet());
        if (made == null) {
          return false;
        }
        entries.remove(made + ".class");
      }
      case THROWING_RULES -> {
        byte[] transformer = entries.get(rules);
        byte[] broken = transformer == null ? null : throwingRules(transformer);
        if (broken == null) {
          return false;
        }
        entries.put(rules, broken);
      }
      case THROWING_INITIALISER, GREEDY_INITIALISER ->
          entries.computeIfPresent(
              main + ".class", (file, bytes) -> replaced(bytes, "<clinit>", "()V", edit));
      case BUSY_THREAD ->
          entries.computeIfPresent(main + ".class", (file, bytes) -> BusyThread.in(bytes));
      default ->
          entries.computeIfPresent(
              main + ".class", (file, bytes) -> replaced(bytes, "main", MAIN, edit));
    }
    manifest.getMainAttributes().putValue("Kitsune-Version", base.version() + "-" + name);
    manifest.getMainAttributes().putValue("Kitsune-Previous", from);
    write(manifest, entries, to);
    rebind(manifest, entries, StepNames.FOLDER + from + "/" + StepNames.INDEX, to);
    return true;
  }

  /** Tells the step's rules that they are of the jar as it is now, as a build would. */
  private static void rebind(Manifest manifest, Map<String, byte[]> entries, String index, Path jar)
      throws IOException {
    byte[] json = entries.get(index);
    if (json == null) {
      return;
    }
    ObjectMapper mapper = new ObjectMapper();
    if (mapper.readTree(json) instanceof ObjectNode step) {
      try {
        step.put("newDigest", StepDigests.of(VersionJar.read(jar)));
      } catch (BadVersionException e) {
        throw new IOException(e.getMessage(), e);
      }
      entries.put(index, mapper.writeValueAsBytes(step));
      write(manifest, entries, jar);
    }
  }

  private static Manifest read(Path jar, Map<String, byte[]> entries) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().filter(each -> !each.isDirectory()).toList()) {
        entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
      }
      entries.remove(JarFile.MANIFEST_NAME);
      return file.getManifest();
    }
  }

  private static void write(Manifest manifest, Map<String, byte[]> entries, Path to)
      throws IOException {
    try (OutputStream file = Files.newOutputStream(to);
        JarOutputStream jar = new JarOutputStream(file, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
  }

  /** Gives a method another body; adds the method if the class has none. */
  private static byte[] replaced(byte[] classFile, String method, String descriptor, Edit edit) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String name,
                  String type,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                return name.equals(method) && type.equals(descriptor)
                    ? null // written anew at the end
                    : super.visitMethod(access, name, type, signature, exceptions);
              }

              @Override
              public void visitEnd() {
                boolean isMain = method.equals("main");
                int access = Opcodes.ACC_STATIC | (isMain ? Opcodes.ACC_PUBLIC : 0);
                Bodies.write(edit, super.visitMethod(access, method, descriptor, null, null));
                super.visitEnd();
              }
            },
            0);
    return writer.toByteArray();
  }

  /** Makes every body of a rule throw; null if there is none. */
  private static byte @Nullable [] throwingRules(byte[] transformer) {
    boolean[] found = {false};
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(transformer)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String name,
                  String type,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                MethodVisitor method = super.visitMethod(access, name, type, signature, exceptions);
                if (!name.startsWith("rule$")) {
                  return method;
                }
                found[0] = true;
                Bodies.write(Edit.THROWING_RULES, method);
                return null;
              }
            },
            0);
    return found[0] ? writer.toByteArray() : null;
  }
}
