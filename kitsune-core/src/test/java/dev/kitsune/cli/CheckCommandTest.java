package dev.kitsune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.cli.CommandFixture.Result;
import dev.kitsune.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kitsune check}, {@code kitsune xfgen} and the build, on class folders. */
class CheckCommandTest {

  @TempDir Path temporary;
  private CommandFixture fixture;
  private Path old;
  private Path fresh;

  @BeforeEach
  void compile() throws IOException {
    fixture = new CommandFixture(temporary);
    old = folder("old", "static class C { int id; } static C c = new C();");
    fresh = folder("new", "static class C { int id; String name; } static C c = new C();");
  }

  private Path folder(String name, String members) throws IOException {
    String source =
        "package app;\npublic class Main {\n%s\npublic static void main(String[] a) {} }"
            .formatted(members);
    Path folder = temporary.resolve(name);
    for (Map.Entry<String, byte[]> each : Sources.compile(source).entrySet()) {
      Path file = folder.resolve(each.getKey().replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, each.getValue());
    }
    return folder;
  }

  private Path xf(String name, String text) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("xf"));
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void check_incompleteStep_printsTheRuleToPasteAndFails() {
    Result result = fixture.run("check", old.toString(), fresh.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("program version -> version: incomplete (1 rule is missing)\n\n")
        .contains("units    1 reloaded (app), 0 kept\n")
        .contains("missing; write\n  INIT app.Main.C.name: { $out = ...; }\n");
  }

  @Test
  void check_coveredStep_printsWhatCoversItAndPasses() throws Exception {
    Path file = xf("a.xf", "\nINIT C.name: { $out = \"c\" + $base.id; }\n");

    Result result = fixture.run("check", old.toString(), fresh.toString(), file.toString());

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .startsWith("program version -> version: covered (1 rule covers what changed)\n")
        .contains("back     needs a specification of its own\n")
        .contains("line 2: INIT C.name: {...}\n");
  }

  @Test
  void check_json_isOneDocumentOfTheDocumentedShape() throws Exception {
    Result result = fixture.run("check", old.toString(), fresh.toString(), "--json");

    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(result.code()).isEqualTo(1);
    assertThat(json.get("verdict").asText()).isEqualTo("INCOMPLETE");
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "from",
            "to",
            "file",
            "verdict",
            "units",
            "counts",
            "changes",
            "missing",
            "refusals",
            "remarks",
            "back");
    assertThat(json.at("/missing/0/kind").asText()).isEqualTo("NEW_FIELD");
    assertThat(json.at("/missing/0/item").asText()).isEqualTo("app.Main.C.name");
    assertThat(json.at("/missing/0/rule").asText())
        .isEqualTo("INIT app.Main.C.name: { $out = ...; }");
    assertThat(json.at("/counts/fieldsCopied").asInt()).isEqualTo(1);
  }

  @Test
  void check_wrongBody_isTheCompilersErrorInTheFile() throws Exception {
    Path file = xf("a.xf", "INIT C.name: { $out = $base.id; }\n");

    Result result = fixture.run("check", old.toString(), fresh.toString(), file.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("a.xf:1:").contains("int cannot be converted to");
  }

  @Test
  void writeXf_filledIn_makesTheStepCovered() throws Exception {
    Path file = temporary.resolve("start.xf");

    Result written =
        fixture.run("check", old.toString(), fresh.toString(), "--write-xf", file.toString());
    Files.writeString(file, Files.readString(file).replace("$out = ...", "$out = \"\""));
    Result checked = fixture.run("check", old.toString(), fresh.toString(), file.toString());
    Result again =
        fixture.run("check", old.toString(), fresh.toString(), "--write-xf", file.toString());

    assertThat(written.out()).endsWith("wrote " + file + "\n");
    assertThat(checked.code()).isZero();
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("a specification is not overwritten: file=" + file);
  }

  @Test
  void check_noSuchVersion_isAWrongRequest() {
    Result result = fixture.run("check", "nothing.jar", fresh.toString());

    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void xfgen_incompleteSpecification_failsWithFileAndLine() throws Exception {
    Path file = xf("a.xf", "// nothing\n");
    Path output = temporary.resolve("out");

    Result result =
        fixture.run(
            "xfgen", old.toString(), fresh.toString(), file.toString(), "-o", output.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains(file + ":2:1: no rule for new field app.Main.C.name: from=version, to=version");
    assertThat(output).doesNotExist();
  }

  @Test
  void build_incompleteStepWithoutASpecification_failsAndNamesTheFileToWrite() throws Exception {
    Path folder = temporary.resolve("xf");

    assertThat(build(folder))
        .hasMessageStartingWith(
            folder.resolve("from-1.xf") + ":1:1: no rule for new field app.Main.C.name");
  }

  @Test
  void build_stepWithoutCode_writesTheStepAndItsReverse() throws Exception {
    Path folder = xf("from-1.xf", "INIT C.name: {}\n").getParent();

    assertThat(build(folder)).isNull();

    assertThat(fresh.resolve("META-INF/kitsune/steps/1/rules.json")).exists();
    assertThat(fresh.resolve("META-INF/kitsune/steps/to-1/step.xf"))
        .hasContent("DROP app.Main.C.name");
  }

  @Test
  void build_stepBackWithARuleMissing_fails() throws Exception {
    xf("from-1.xf", "INIT C.name: { $out = \"\"; }\n");
    Path folder = xf("to-1.xf", "// nothing\n").getParent();

    assertThat(build(folder))
        .hasMessageStartingWith(
            folder.resolve("to-1.xf") + ":2:1: no rule for removed field app.Main.C.name");
  }

  private @Nullable Throwable build(Path folder) {
    return catchThrowable(() ->
        BuildSteps.main(new String[] {old.toString(), fresh.toString(), folder.toString(), "1"}));
  }
}
