package dev.kitsune.eval.steady;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowdownTest {

  private static final long SPIN = 20_000_000;

  @TempDir Path folder;

  /** Stands for a server's way to its commands. */
  public static final class Dispatcher {
    public int execute(int argument) {
      return argument > 0 ? argument + 1 : other();
    }

    public int other() {
      return 7;
    }
  }

  @Test
  void weave_method_spinsAtLeastThatLongAndStillWorks() throws Exception {
    Object woven = define(new Slowdown(name() + "#execute").weave(classFile(), SPIN));

    long start = System.nanoTime();
    Object result = call(woven, "execute", 41);
    long took = System.nanoTime() - start;

    assertThat(result).isEqualTo(42);
    assertThat(took).isGreaterThanOrEqualTo(SPIN);
  }

  @Test
  void weave_jar_onlyThatClassDiffers() throws Exception {
    Path jar = folder.resolve("a.jar");
    Path copy = folder.resolve("b.jar");
    String entry = name().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      out.write(classFile());
      out.putNextEntry(new JarEntry("other.txt"));
      out.write(42);
    }

    new Slowdown(name() + "#execute").weave(jar, SPIN, copy);

    try (JarFile woven = new JarFile(copy.toFile())) {
      assertThat(read(woven, "other.txt")).containsExactly(42);
      assertThat(call(define(read(woven, entry)), "execute", 1)).isEqualTo(2);
      assertThat(read(woven, entry)).isNotEqualTo(classFile());
    }
  }

  @Test
  void weave_noSuchMethod_refused() {
    assertThatThrownBy(() -> new Slowdown(name() + "#missing").weave(classFile(), SPIN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("method=missing, found=0");
  }

  @Test
  void new_noMethodNamed_refused() {
    assertThatThrownBy(() -> new Slowdown("a.b.C")).hasMessageContaining("expected class#method");
  }

  private static String name() {
    return Dispatcher.class.getName();
  }

  private static byte[] classFile() throws IOException {
    String path = "/" + name().replace('.', '/') + ".class";
    try (InputStream in = SlowdownTest.class.getResourceAsStream(path)) {
      return in.readAllBytes();
    }
  }

  private static byte[] read(JarFile jar, String entry) throws IOException {
    return jar.getInputStream(jar.getEntry(entry)).readAllBytes();
  }

  private static Object define(byte[] classFile) throws Exception {
    ClassLoader loader =
        new ClassLoader(null) {
          @Override
          protected Class<?> findClass(String name) {
            return defineClass(name, classFile, 0, classFile.length);
          }
        };
    return loader.loadClass(name()).getConstructor().newInstance();
  }

  private static Object call(Object target, String method, int argument) throws Exception {
    return target.getClass().getMethod(method, int.class).invoke(target, argument);
  }
}
