package dev.kitsune.unit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionJarTest {

  private static final byte[] MAIN = Versions.compile("package p; class Main {}").get("p.Main");

  @TempDir Path folder;

  @Test
  void read_version_holdsAllOfIt() throws Exception {
    Path jar =
        jar(
            Map.of(
                "Kitsune-Program", "kv",
                "Kitsune-Version", "2.0.1",
                "Kitsune-Previous", "2.0.0",
                "Kitsune-Released", "2010-10-12",
                "Kitsune-Reversible", "true",
                "Kitsune-Default-Arguments", "--port 0  kv.conf",
                "Main-Class", "p.Main"),
            Map.of(
                "p/Main.class",
                MAIN,
                "p/",
                new byte[0],
                "p/names.txt",
                "n".getBytes(UTF_8),
                "module-info.class",
                new byte[0],
                "META-INF/services/x",
                new byte[0],
                "META-INF/kitsune/steps/2.0.0/Steps.class",
                MAIN));

    VersionJar version = VersionJar.read(jar);
    Files.delete(jar);

    assertThat(version.program()).isEqualTo("kv");
    assertThat(version.version()).isEqualTo("2.0.1");
    assertThat(version.previous()).isEqualTo("2.0.0");
    assertThat(version.released()).isEqualTo("2010-10-12");
    assertThat(version.reversible()).isTrue();
    assertThat(version.mainClass()).isEqualTo("p.Main");
    assertThat(version.defaultArguments()).containsExactly("--port", "0", "kv.conf");
    assertThat(version.path()).isEqualTo(jar);
    assertThat(version.classes()).containsOnlyKeys("p.Main");
    assertThat(version.resources()).containsOnlyKeys("META-INF/services/x", "p/names.txt");
    assertThat(version.facts()).containsOnlyKeys("p.Main");
    assertThat(version.facts()).isSameAs(version.facts());
  }

  @Test
  void read_firstVersion_hasNoPrevious() throws Exception {
    VersionJar version =
        VersionJar.read(jar(Versions.attributes("p.Main"), Map.of("p/Main.class", MAIN)));

    assertThat(version.previous()).isNull();
    assertThat(version.released()).isNull();
    assertThat(version.reversible()).isFalse();
    assertThat(version.defaultArguments()).isEmpty();
  }

  @Test
  void read_noFile_saysSo() {
    assertBad(folder.resolve("none.jar"), "no such version jar", "none.jar");
  }

  @Test
  void read_noJar_saysSo() throws IOException {
    assertBad(Files.writeString(folder.resolve("text.jar"), "text"), "cannot read", "text.jar");
  }

  @Test
  void read_cutOff_saysSo() throws IOException {
    Path jar = jar(Versions.attributes("p.Main"), Map.of("p/Main.class", MAIN));
    byte[] bytes = Files.readAllBytes(jar);
    Files.write(jar, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    assertBad(jar, "cannot read", "path=");
  }

  @Test
  void read_anyOtherJar_isNoVersion() throws IOException {
    for (String missing : Versions.attributes("p.Main").keySet()) {
      Map<String, String> attributes = new LinkedHashMap<>(Versions.attributes("p.Main"));
      attributes.remove(missing);

      assertBad(jar(attributes, Map.of("p/Main.class", MAIN)), "is no version", missing);
    }
  }

  @Test
  void read_mainClassMissing_isNamed() throws IOException {
    Path jar = jar(Versions.attributes("p.Other"), Map.of("p/Main.class", MAIN));

    assertBad(jar, "main class", "mainClass=p.Other");
  }

  @Test
  void read_classUnderAnotherName_isRefused() throws IOException {
    Path jar = jar(Versions.attributes("p.Main"), Map.of("lib/p/Main.class", MAIN));

    assertBad(jar, "under its own name", "entry=lib/p/Main.class");
  }

  @Test
  void read_noClassFile_isNamed() throws IOException {
    Path jar = jar(Versions.attributes("p.Main"), Map.of("p/Main.class", new byte[20]));

    assertBad(jar, "not a class file", "entry=p/Main.class");
  }

  @Test
  void read_multiRelease_isRefused() throws IOException {
    Map<String, String> attributes = new LinkedHashMap<>(Versions.attributes("p.Main"));
    attributes.put("Multi-Release", "true");
    Path jar =
        jar(attributes, Map.of("p/Main.class", MAIN, "META-INF/versions/17/p/Main.class", MAIN));

    assertBad(jar, "multi-release", "META-INF/versions/17/p/Main.class");
  }

  private static void assertBad(Path jar, String... parts) {
    assertThatThrownBy(() -> VersionJar.read(jar))
        .isInstanceOf(BadVersionException.class)
        .hasMessageContainingAll(parts)
        .message()
        .hasLineCount(1);
  }

  private Path jar(Map<String, String> attributes, Map<String, byte[]> entries) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
    Path jar = folder.resolve("v.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return jar;
  }
}
