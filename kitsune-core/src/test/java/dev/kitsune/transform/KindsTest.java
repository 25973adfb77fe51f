package dev.kitsune.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of state, one case for each row of {@code docs/state.md}. */
class KindsTest {

  private static final Pattern ROW =
      Pattern.compile("^\\| (.+?) \\| (carried|refused) \\| .+ \\|$");

  static Stream<Kind> carried() {
    return all().filter(kind -> kind.check() != null);
  }

  static Stream<Kind> refused() {
    return all().filter(kind -> kind.refusal() != null);
  }

  private static Stream<Kind> all() {
    return Stream.of(CollectionKinds.all(), HolderKinds.all(), CodeKinds.all(), GuavaKinds.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("carried")
  void state_carried_isOfTheNewVersionAndPutBackByUndo(Kind kind) {
    Object[] roots = {kind.state().get(), KindWorld.key(99)};
    List<String> before = Digest.of((Object) roots);

    Transformation dry = new Transformation(KindWorld.VERSIONS);
    dry.root("static p.Main.state", roots);
    dry.run();
    dry.apply();
    dry.undo();
    assertThat(Digest.of((Object) roots)).isEqualTo(before);

    Transformation transformation = new Transformation(KindWorld.VERSIONS);
    transformation.root("static p.Main.state", roots);
    transformation.run();
    transformation.apply();
    assertThat(KindWorld.isNew(roots[1])).isTrue();
    assertThat(OldObjects.reachableFrom(roots, KindWorld.VERSIONS)).isEmpty();
    kind.check().accept(roots[0]);
    transformation.undo(); // the enums' constants are shared by all cases
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void state_refused_isNamedWithItsPathAndPutBackByUndo(Kind kind) {
    Object[] roots = {kind.state().get()};
    List<String> before = Digest.of((Object) roots);
    Transformation transformation = new Transformation(KindWorld.VERSIONS);
    transformation.root("static p.Main.state", roots);

    assertThatThrownBy(
            () -> {
              transformation.run();
              transformation.apply();
            })
        .isInstanceOf(TransformException.class)
        .hasMessageContaining(kind.refusal())
        .hasMessageContaining("; ")
        .hasMessageContaining("path: static p.Main.state -> Object[]");
    transformation.undo();
    assertThat(Digest.of((Object) roots)).isEqualTo(before);
  }

  @Test
  void documentedTable_hasARowForEachCaseAndNoOther() throws IOException {
    Map<String, String> documented = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "state.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        assertThat(documented.put(row.group(1), row.group(2))).as(line).isNull();
      }
    }
    Map<String, String> tested = new LinkedHashMap<>();
    all().forEach(kind -> tested.put(kind.name(), kind.check() != null ? "carried" : "refused"));

    assertThat(documented).isEqualTo(tested);
  }
}
