package dev.kitsune.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UnitGraphTest {

  private static final String LOW = "package p.low; public class Low { public int n = 1; }";
  private static final String MID = "package p.mid; public class Mid { public p.low.Low low; }";
  private static final String TOP = "package p; public class Main { p.mid.Mid mid; }";

  @Test
  void of_layers_areUnitsInDependencyOrder() {
    UnitGraph graph = Versions.graph("p.Main", LOW, MID, TOP);

    assertThat(graph.units()).extracting(ClassUnit::name).containsExactly("p.low", "p.mid", "p");
    assertThat(unit(graph, "p").dependencies()).containsExactly("p.mid");
    assertThat(unit(graph, "p.low").dependencies()).isEmpty();
    assertThat(graph.unitOf("p.mid.Mid")).isEqualTo(graph.unitOfPackage("p.mid"));
    assertThat(graph.unitOf("p.mid.Other")).isNull();
    assertThat(graph.unitOf("java.lang.String")).isNull();
    assertThat(graph.unitOfPackage("q")).isNull();
  }

  @Test
  void of_cycleOfThreePackages_isOneUnit() {
    UnitGraph graph =
        Versions.graph(
            "p.Main",
            "package p.a; public class A { p.b.B b; }",
            "package p.b; public class B { p.c.C c; }",
            "package p.c; public class C { p.a.A a; p.low.Low low; }",
            "package p; public class Main { p.b.B b; }",
            LOW);

    assertThat(graph.units())
        .extracting(ClassUnit::name)
        .containsExactly("p.low", "p.a+p.b+p.c", "p");
    ClassUnit cycle = unit(graph, "p.a+p.b+p.c");
    assertThat(cycle.packages()).containsExactly("p.a", "p.b", "p.c");
    assertThat(cycle.classes()).containsExactly("p.a.A", "p.b.B", "p.c.C");
    assertThat(cycle.dependencies()).containsExactly("p.low");
    assertThat(graph.unitOfPackage("p.c")).isEqualTo(cycle);
  }

  @Test
  void of_sealedTypeOverTwoPackages_isOneUnit() {
    UnitGraph graph =
        UnitGraph.of(
            VersionJar.of(
                Versions.attributes("p.Main"),
                SealedClasses.overTwoPackages("p.Main", "p.sub.Permitted"),
                Map.of()));

    assertThat(graph.units()).extracting(ClassUnit::name).containsExactly("p+p.sub");
  }

  @Test
  void of_resources_belongToTheirPackageElseToTheTop() {
    Map<String, byte[]> resources =
        Map.of(
            "p/low/names.txt", new byte[1],
            "p/low/more/names.txt", new byte[1],
            "META-INF/services/p.Service", new byte[1],
            "root.txt", new byte[1]);

    UnitGraph graph = UnitGraph.of(Versions.version("p.Main", resources, LOW, MID, TOP));

    assertThat(unit(graph, "p.low").resources()).containsExactly("p/low/names.txt");
    assertThat(unit(graph, "p").resources())
        .containsExactly("META-INF/services/p.Service", "p/low/more/names.txt", "root.txt");
  }

  @Test
  void of_unnamedPackage_isAUnitWithAName() {
    UnitGraph graph = Versions.graph("Main", "public class Main { p.low.Low low; }", LOW);

    assertThat(graph.units()).extracting(ClassUnit::name).containsExactly("p.low", "(default)");
    assertThat(graph.unitOf("Main")).isEqualTo(graph.unitOfPackage(""));
  }

  @Test
  void components_chainOfManyPackages_needsNoDeepStack() {
    SortedMap<String, SortedSet<String>> edges = new TreeMap<>();
    int length = 100_000;
    for (int i = 0; i < length; i++) {
      SortedSet<String> next = new TreeSet<>();
      if (i + 1 < length) {
        next.add(node(i + 1));
      }
      edges.put(node(i), next);
    }

    List<List<String>> components = Cycles.components(edges);

    assertThat(components).hasSize(length);
    assertThat(components.get(0)).containsExactly(node(length - 1));
  }

  @Test
  void components_twoLoopsThatShareANode_areOne() {
    SortedMap<String, SortedSet<String>> edges = new TreeMap<>();
    edges.put("a", new TreeSet<>(List.of("b")));
    edges.put("b", new TreeSet<>(List.of("a", "c", "e")));
    edges.put("c", new TreeSet<>(List.of("d")));
    edges.put("d", new TreeSet<>(List.of("b")));
    edges.put("e", new TreeSet<>(List.of("e")));

    assertThat(Cycles.components(edges)).containsExactly(List.of("e"), List.of("a", "b", "c", "d"));
  }

  @Test
  void check_nativeMethod_isRefusedByName() {
    UnitGraph graph =
        Versions.graph("p.Main", TOP, LOW, "package p.mid; public class Mid { native int n(); }");

    assertThatThrownBy(() -> UnitChecks.check(graph, pkg -> false))
        .isInstanceOf(BadVersionException.class)
        .hasMessageContainingAll("class=p.mid.Mid", "unit=p.mid", "method=n");
  }

  @Test
  void check_libraryLoaded_isRefusedByName() {
    UnitGraph called =
        Versions.graph("p.M", "package p; class M { static { System.loadLibrary(\"x\"); } }");
    UnitGraph referred =
        Versions.graph(
            "p.M", "package p; class M { java.util.function.Consumer<String> c = System::load; }");

    assertThatThrownBy(() -> UnitChecks.check(called, pkg -> false))
        .isInstanceOf(BadVersionException.class)
        .hasMessageContaining("class=p.M");
    assertThatThrownBy(() -> UnitChecks.check(referred, pkg -> false))
        .isInstanceOf(BadVersionException.class)
        .hasMessageContaining("class=p.M");
  }

  @Test
  void check_packageOfThePlatform_isRefusedByName() throws BadVersionException {
    UnitGraph graph = Versions.graph("p.Main", LOW, MID, TOP);

    UnitChecks.check(graph, pkg -> pkg.equals("java.lang"));

    assertThatThrownBy(() -> UnitChecks.check(graph, pkg -> pkg.equals("p.low")))
        .isInstanceOf(BadVersionException.class)
        .hasMessageContaining("class=p.low.Low");
  }

  private static String node(int i) {
    return "n%06d".formatted(i);
  }

  private static ClassUnit unit(UnitGraph graph, String name) {
    return Objects.requireNonNull(graph.unit(name), name);
  }
}
