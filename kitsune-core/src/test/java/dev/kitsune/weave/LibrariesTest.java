package dev.kitsune.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Thousands of real classes, woven as if they were a program's. */
class LibrariesTest {

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      classes = {
        ObjectMapper.class,
        ClassNode.class,
        picocli.CommandLine.class,
        com.tngtech.archunit.core.domain.JavaClass.class
      })
  void weave_library_linksAsBeforeAndUnwindingLeavesIt(Class<?> member) throws Exception {
    Map<String, byte[]> classes = classesOfJarWith(member);
    Map<String, byte[]> woven = ThrowAwayLoader.weave(classes);

    Set<String> before = notLinkable(new ThrowAwayLoader(classes), classes.keySet());
    Set<String> after = notLinkable(new ThrowAwayLoader(woven), classes.keySet());

    assertThat(after).isEqualTo(before);
    assertThat(classes.size() - after.size()).isGreaterThan(25);
    woven.values().forEach(Unwinding::check);
  }

  @Test
  void weave_jackson_writesAndReadsAsBefore() throws Exception {
    ThrowAwayLoader woven =
        new ThrowAwayLoader(ThrowAwayLoader.weave(classesOfJarWith(ObjectMapper.class)));
    Class<?> type = woven.loadClass(ObjectMapper.class.getName());
    Object mapper = type.getConstructor().newInstance();
    Map<String, Object> value =
        new TreeMap<>(Map.of("n", 1, "list", List.of(1.5, "x"), "map", Map.of("k", true)));

    Object text = type.getMethod("writeValueAsString", Object.class).invoke(mapper, value);

    assertThat(text).isEqualTo(new ObjectMapper().writeValueAsString(value));
    assertThat(
            type.getMethod("readValue", String.class, Class.class).invoke(mapper, text, Map.class))
        .isEqualTo(value);
  }

  /** {@code getDeclaredMethods} links, and so verifies, without initialising. */
  private static Set<String> notLinkable(ClassLoader loader, Set<String> names) {
    Set<String> failed = new TreeSet<>();
    for (String name : names) {
      try {
        assertThat(loader.loadClass(name).getDeclaredMethods()).isNotNull();
      } catch (VerifyError e) {
        throw new AssertionError(name, e);
      } catch (ClassNotFoundException | LinkageError e) {
        failed.add(name + ": " + e.getClass().getSimpleName());
      }
    }
    return failed;
  }

  private static Map<String, byte[]> classesOfJarWith(Class<?> member)
      throws IOException, URISyntaxException {
    Path jar = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, byte[]> classes = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        String name = entry.getName();
        if (name.endsWith(".class")
            && !name.startsWith("META-INF/")
            && !name.startsWith("module-")) {
          String className = name.substring(0, name.length() - 6).replace('/', '.');
          classes.put(className, file.getInputStream(entry).readAllBytes());
        }
      }
    }
    return classes;
  }

  /**
   * Plays what the JVM does with a throw: from handler to handler by the exception table, until it
   * leaves the method.
   */
  private static final class Unwinding {

    static void check(byte[] woven) {
      ClassNode node = new ClassNode();
      new ClassReader(woven).accept(node, 0);
      node.methods.forEach(method -> check(node, method));
    }

    private static void check(ClassNode owner, MethodNode method) {
      Map<AbstractInsnNode, Integer> positions = Instructions.positions(method.instructions);
      for (TryCatchBlockNode block : method.tryCatchBlocks) {
        if (!catchesUnwind(block)) {
          continue;
        }
        Set<LabelNode> passed = new HashSet<>();
        TryCatchBlockNode next = block;
        while (next != null) {
          assertThat(passed.add(next.handler))
              .as("loop of handlers in " + owner.name + '.' + method.name + method.desc)
              .isTrue();
          int thrown = positions.get(thrower(next));
          next =
              method.tryCatchBlocks.stream()
                  .filter(Unwinding::catchesUnwind)
                  .filter(b -> positions.get(b.start) <= thrown && thrown < positions.get(b.end))
                  .findFirst()
                  .orElse(null);
        }
      }
    }

    private static boolean catchesUnwind(TryCatchBlockNode block) {
      return block.type == null || block.type.equals("java/lang/Throwable");
    }

    /** The throw of the prologue or of the monitor's handler, which are the first in a handler. */
    private static AbstractInsnNode thrower(TryCatchBlockNode block) {
      AbstractInsnNode at = block.handler;
      while (at.getOpcode() != Opcodes.ATHROW && at.getNext() != null) {
        at = at.getNext();
      }
      return at;
    }
  }
}
