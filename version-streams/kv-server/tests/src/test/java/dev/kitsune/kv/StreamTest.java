package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.ProtocolSuite;
import dev.kitsune.kv.suite.ServerProcess;
import dev.kitsune.kv.suite.Wire;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every version on its own. */
final class StreamTest {

  static Stream<VersionJar> versions() {
    return Stream.concat(VersionJar.stream(), Stream.of(VersionJar.testStep("lowest")));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void version_speaksTheProtocol(VersionJar version) {
    try (ServerProcess server = version.start()) {
      ProtocolSuite.verify(server.address());
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void version_tellsWhatItIs(VersionJar version) {
    try (ServerProcess server = version.start();
        Wire wire = Wire.to(server.address())) {
      assertThat(wire.call("INFO")).startsWith("redis_version:" + version + "\r\n");
      assertThat(server.log())
          .anyMatch(l -> l.endsWith("Server started, Redis version " + version));
    }
    assertThat(version.manifest("Kitsune-Program")).isEqualTo("kv-server");
    assertThat(version.manifest("Kitsune-Version")).isEqualTo(version.version());
    assertThat(version.manifest("Kitsune-Released")).matches("\\d{4}-\\d\\d-\\d\\d");
    assertThat(version.manifest("Main-Class")).isEqualTo("dev.kitsune.kv.Main");
  }

  @Test
  void manifests_nameThePredecessor() {
    assertThat(VersionJar.of("2.0.0").manifest("Kitsune-Previous")).isNull();
    assertThat(VersionJar.of("2.0.1").manifest("Kitsune-Previous")).isEqualTo("2.0.0");
    assertThat(VersionJar.of("2.0.1").manifest("Kitsune-Reversible")).isEqualTo("true");
  }

  /** What lies below is then kept by the update, code and data. */
  @Test
  void step_to201_changesOnlyVirtualMemoryAndTheTop() {
    assertThat(changed(VersionJar.of("2.0.0"), VersionJar.of("2.0.1")))
        .containsExactlyInAnyOrder(
            "META-INF/kitsune/steps/2.0.0/KitsuneStep.class", // the step's rule
            "dev/kitsune/kv/Release.class",
            "dev/kitsune/kv/Connections.class",
            "dev/kitsune/kv/CommandLine.class", // it and the next inlined the version
            "dev/kitsune/kv/Main.class",
            "dev/kitsune/kv/paging/PagedMemory.class");
  }

  @Test
  void step_forTests_changesTheLowestPackage() {
    assertThat(changed(VersionJar.of("2.0.0"), VersionJar.testStep("lowest")))
        .contains("dev/kitsune/kv/data/Bytes.class", "dev/kitsune/kv/Release.class")
        .noneMatch(name -> name.startsWith("dev/kitsune/kv/store/"));
  }

  private static Set<String> changed(VersionJar from, VersionJar to) {
    Map<String, String> before = from.classes();
    Map<String, String> after = to.classes();
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    return names;
  }
}
