package dev.kitsune.eval.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.eval.server.Children;
import dev.kitsune.eval.server.Installation;
import dev.kitsune.stream.Home;
import dev.kitsune.stream.Step;
import dev.kitsune.stream.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedefiningAgentTest {

  private static final String BASE = "class A { int f; int m() { return 1; } }";

  @TempDir Path folder;

  @Test
  void run_onlyABodyChanged_possible() throws Exception {
    HotSwapRow row = swap(BASE, "class A { int f; int m() { return 2; } }");

    assertThat(row.isPossible()).isTrue();
    assertThat(row.changed()).isEqualTo(1);
    assertThat(row.firstRefusal()).isEmpty();
  }

  @Test
  void run_fieldAddedAndClassAdded_refusedWithTheReason() throws Exception {
    HotSwapRow row = swap(BASE, "class A { int f, g; int m() { return 1; } } class B {}");

    assertThat(row.isPossible()).isFalse();
    assertThat(row.refused()).isEqualTo(1);
    assertThat(row.added()).isEqualTo(1);
    assertThat(row.firstRefusal()).contains("A: ", "schema");
  }

  private HotSwapRow swap(String before, String after) throws Exception {
    Version one = version("1.0", null, before);
    Version other = version("1.1", "1.0", after);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    try (Children children = Children.create()) {
      return new HotSwap(new Installation(new Home(folder), java), children, folder)
          .run(new Step(one, other));
    }
  }

  private Version version(String name, @Nullable String previous, String source) throws Exception {
    Path work = Files.createDirectories(folder.resolve("classes-" + name));
    Path file = Files.writeString(work.resolve("A.java"), source);
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-g:none", file.toString());
    assertThat(status).isZero();
    return Version.read(jar(work, name, previous));
  }

  private Path jar(Path work, String name, @Nullable String previous) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, "A");
    attributes.putValue("Kitsune-Program", "test");
    attributes.putValue("Kitsune-Version", name);
    if (previous != null) {
      attributes.putValue("Kitsune-Previous", previous);
    }
    Path jar = folder.resolve(name + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var files = Files.newDirectoryStream(work, "*.class")) {
      for (Path each : files) {
        out.putNextEntry(new JarEntry(each.getFileName().toString()));
        out.write(Files.readAllBytes(each));
      }
    }
    return jar;
  }
}
