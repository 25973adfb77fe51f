package dev.kitsune.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UnitComparisonTest {

  private static final String LOW =
      "package p.low; public class Low { public static final int N = 1; public int f() { return 1;"
          + " } }";
  private static final String MID =
      "package p.mid; public class Mid { int n() { return p.low.Low.N; } }";
  private static final String SIDE = "package p.side; public class Side {}";
  private static final String TOP =
      "package p; public class Main { p.mid.Mid mid; p.side.Side side; }";

  private final UnitGraph old = Versions.graph("p.Main", LOW, MID, SIDE, TOP);

  @Test
  void between_sameSources_keepsAll() {
    UnitComparison comparison =
        UnitComparison.between(old, Versions.graph("p.Main", LOW, MID, SIDE, TOP));

    assertThat(comparison.kept()).containsExactlyInAnyOrder("p.low", "p.mid", "p.side", "p");
    assertThat(comparison.reloaded()).isEmpty();
    assertThat(comparison.gone()).isEmpty();
  }

  @Test
  void between_onlyLinesMoved_keepsAll() {
    UnitGraph fresh =
        Versions.graph("p.Main", LOW.replace("{", "{\n"), "\n// a comment\n" + MID, SIDE, TOP);

    assertThat(UnitComparison.between(old, fresh).reloaded()).isEmpty();
  }

  @Test
  void between_topChanged_reloadsOnlyTheTop() {
    UnitGraph fresh = Versions.graph("p.Main", LOW, MID, SIDE, TOP.replace("}", "int n; }"));

    UnitComparison comparison = UnitComparison.between(old, fresh);

    assertThat(comparison.reloaded()).containsExactly("p");
    assertThat(comparison.gone()).containsExactly("p");
    assertThat(comparison.kept()).containsExactlyInAnyOrder("p.low", "p.mid", "p.side");
  }

  @Test
  void between_middleChanged_reloadsWhatDependsOnIt() {
    UnitGraph fresh = Versions.graph("p.Main", LOW, MID.replace("N;", "N + 1;"), SIDE, TOP);

    UnitComparison comparison = UnitComparison.between(old, fresh);

    assertThat(comparison.reloaded()).containsExactly("p.mid", "p");
    assertThat(comparison.kept()).containsExactlyInAnyOrder("p.low", "p.side");
  }

  @Test
  void between_inlinedConstantChanged_reloadsWhoInlinedIt() {
    UnitGraph fresh = Versions.graph("p.Main", LOW.replace("N = 1", "N = 2"), MID, SIDE, TOP);

    assertThat(UnitComparison.between(old, fresh).reloaded())
        .containsExactlyInAnyOrder("p.low", "p.mid", "p");
  }

  @Test
  void between_resourceChanged_reloadsItsUnit() {
    UnitGraph one =
        UnitGraph.of(
            Versions.version("p.Main", Map.of("p/side/x", new byte[1]), SIDE, TOP, MID, LOW));
    UnitGraph two =
        UnitGraph.of(
            Versions.version("p.Main", Map.of("p/side/x", new byte[2]), SIDE, TOP, MID, LOW));
    UnitGraph top =
        UnitGraph.of(
            Versions.version(
                "p.Main", Map.of("p/side/x", new byte[1], "y", new byte[0]), SIDE, TOP, MID, LOW));

    assertThat(UnitComparison.between(one, two).reloaded())
        .containsExactlyInAnyOrder("p.side", "p");
    assertThat(UnitComparison.between(one, top).reloaded()).containsExactly("p");
  }

  @Test
  void between_packageAddedAndRemoved_isReloadedAndGone() {
    UnitGraph fresh =
        Versions.graph(
            "p.Main",
            LOW,
            MID,
            "package p.fresh; public class Fresh {}",
            "package p; public class Main { p.mid.Mid mid; p.fresh.Fresh f; }");

    UnitComparison comparison = UnitComparison.between(old, fresh);

    assertThat(comparison.kept()).containsExactlyInAnyOrder("p.low", "p.mid");
    assertThat(comparison.reloaded()).containsExactly("p.fresh", "p");
    assertThat(comparison.gone()).containsExactlyInAnyOrder("p.side", "p");
  }

  @Test
  void between_classOfAnotherPackageRemoved_reloadsWhoNamesIt() {
    String user = "package p.mid; public class Mid { p.low.Extra extra; }";
    VersionJar both =
        Versions.version(
            "p.Main", Map.of(), LOW, "package p.low; public class Extra {}", user, SIDE, TOP);
    Map<String, byte[]> fewer = new java.util.TreeMap<>(both.classes());
    fewer.remove("p.low.Extra");
    VersionJar one = VersionJar.of(Versions.attributes("p.Main"), fewer, Map.of());

    UnitComparison comparison = UnitComparison.between(UnitGraph.of(one), UnitGraph.of(both));

    assertThat(comparison.reloaded()).contains("p.low", "p.mid");
  }

  @Test
  void between_cycleBroken_reloadsBoth() {
    UnitGraph cycle =
        Versions.graph(
            "p.M",
            "package p.a; public class A { p.b.B b; }",
            "package p.b; public class B { p.a.A a; }",
            "package p; public class M {}");
    UnitGraph layers =
        Versions.graph(
            "p.M",
            "package p.a; public class A { p.b.B b; }",
            "package p.b; public class B { }",
            "package p; public class M {}");

    UnitComparison comparison = UnitComparison.between(cycle, layers);

    assertThat(comparison.reloaded()).containsExactly("p.b", "p.a");
    assertThat(comparison.gone()).containsExactly("p.a+p.b");
    assertThat(comparison.kept()).containsExactly("p");
  }
}
