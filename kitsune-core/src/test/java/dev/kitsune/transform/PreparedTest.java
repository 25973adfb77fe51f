package dev.kitsune.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decided before the pause holds in it, or is decided again. */
class PreparedTest {

  private static final String KEPT =
      """
      package k;
      public class Cell { public java.util.ArrayList<String> names; public static Cell one; }
      """;

  private static final String PROGRAM =
      """
      package p;
      public class Names {
        @dev.kitsune.NoMigrate static final java.util.ArrayList<String> ALL =
            new java.util.ArrayList<>();
        static Object share() {
          k.Cell.one = new k.Cell();
          k.Cell.one.names = ALL;
          return null;
        }
      }
      """;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_afterPrepare_followsWhatAStaticFinalForwards(boolean initialisedBefore) {
    TwoVersions versions = TwoVersions.over(KEPT, PROGRAM, PROGRAM);
    Class<?> old = versions.oldClass("p.Names");
    Class<?> fresh = versions.newClass("p.Names");
    Class<?> cell = versions.keptClass("k.Cell");
    versions.callOld("p.Names", "share");
    Transformation transformation = new Transformation(versions);

    transformation.prepare(initialisedBefore ? List.of(old, cell) : List.of(), List.of());
    transformation.statics(old, fresh);
    transformation.keptStatics(cell);
    transformation.run();
    transformation.apply();

    Object one = Objects.requireNonNull(TwoVersions.getStatic(cell, "one"));
    assertThat(TwoVersions.get(one, "names"))
        .isSameAs(TwoVersions.getStatic(fresh, "ALL"))
        .isNotSameAs(TwoVersions.getStatic(old, "ALL"))
        .isInstanceOf(ArrayList.class);
    assertThat(transformation.notes().stream().filter(note -> note.startsWith("planned again")))
        .hasSize(initialisedBefore ? 0 : 1)
        .allMatch(note -> note.contains("java.util.ArrayList"));
  }
}
