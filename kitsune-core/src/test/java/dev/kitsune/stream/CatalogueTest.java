package dev.kitsune.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kitsune.testing.VersionJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs, the order of versions, and the steps between them. */
class CatalogueTest {

  @TempDir private Path home;
  private Catalogue catalogue;

  @BeforeEach
  void setUp() {
    catalogue = new Catalogue(new Home(home));
  }

  @Test
  void programs_nothingBuilt_isEmpty() throws Exception {
    assertThat(catalogue.programs()).isEmpty();
  }

  @Test
  void programs_folderWithoutJar_isNoProgram() throws Exception {
    version("kv", "1", null);
    Files.createDirectories(home.resolve("streams/empty"));

    assertThat(catalogue.programs()).containsExactly("kv");
  }

  @Test
  void stream_namesOutOfOrder_followsPrevious() throws Exception {
    version("kv", "a-first", null);
    version("kv", "2.0.9", "a-first");
    version("kv", "2.0.10", "2.0.9");
    version("kv", "1.9", "2.0.10");

    VersionStream stream = catalogue.stream("kv");

    assertThat(stream.versions())
        .extracting(Version::version)
        .containsExactly("a-first", "2.0.9", "2.0.10", "1.9");
    assertThat(stream.oldest().version()).isEqualTo("a-first");
    assertThat(stream.newest().version()).isEqualTo("1.9");
  }

  @Test
  void stream_twoFollowersOfOne_ordersByNumber() throws Exception {
    version("kv", "1", null);
    version("kv", "1.10", "1");
    version("kv", "1.9", "1");

    assertThat(catalogue.stream("kv").versions())
        .extracting(Version::version)
        .containsExactly("1", "1.9", "1.10");
  }

  @Test
  void stream_circle_isRefused() throws Exception {
    version("kv", "0", null);
    version("kv", "1", "2");
    version("kv", "2", "1");

    assertThatThrownBy(() -> catalogue.stream("kv"))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("follow each other in one order")
        .hasMessageContaining("0, 1, 2");
  }

  @Test
  void stream_versionTwice_isRefused() throws Exception {
    version("kv", "1", null);
    Files.copy(home.resolve("streams/kv/1.jar"), home.resolve("streams/kv/copy.jar"));

    assertThatThrownBy(() -> catalogue.stream("kv")).hasMessageContaining("versions=1, 1");
  }

  @Test
  void stream_unknownProgram_listsThoseThatExist() throws Exception {
    version("kv", "1", null);
    version("ftp", "1", null);

    assertThatThrownBy(() -> catalogue.stream("web"))
        .isInstanceOf(CatalogueException.class)
        .hasMessage("no such program: program=web; choose one of ftp, kv");
  }

  @Test
  void stream_jarOfAnotherProgram_isRefused() throws Exception {
    version("kv", "1", null);
    Files.move(version("ftp", "2", "1"), home.resolve("streams/kv/2.jar"));

    assertThatThrownBy(() -> catalogue.stream("kv"))
        .hasMessageContaining("a jar of another program: expected=kv, found=ftp");
  }

  @Test
  void version_unknown_listsThoseThatExist() throws Exception {
    version("kv", "1", null);
    version("kv", "2", "1");

    assertThatThrownBy(() -> catalogue.stream("kv").version("3"))
        .hasMessage("no such version: program=kv, version=3; choose one of 1, 2");
  }

  @Test
  void read_plainJar_namesWhatItsManifestNeeds() throws Exception {
    Path jar = VersionJars.writeOther(home.resolve("plain.jar"));

    assertThatThrownBy(() -> Version.read(jar))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("this jar is no version")
        .hasMessageContaining("Kitsune-Program");
  }

  @Test
  void read_textFile_isRefused() throws Exception {
    Path file = Files.writeString(home.resolve("text.jar"), "no jar");

    assertThatThrownBy(() -> Version.read(file)).hasMessageContaining("not a readable jar");
  }

  @Test
  void read_missingFile_isRefused() {
    assertThatThrownBy(() -> Version.read(home.resolve("none.jar")))
        .hasMessageContaining("no such jar");
  }

  @Test
  void read_allAttributes_givesThem() throws Exception {
    Path jar =
        VersionJars.write(
            home,
            "kv",
            "2",
            Map.of(
                "Kitsune-Previous", "1",
                "Kitsune-Released", "2010-11-01",
                "Kitsune-Reversible", "true",
                "Kitsune-Default-Arguments", " {conf}/kv.conf  --quiet "));

    Version version = Version.read(jar);

    assertThat(version)
        .isEqualTo(
            new Version(
                jar,
                "kv",
                "2",
                "1",
                "2010-11-01",
                true,
                "demo.Main",
                java.util.List.of("{conf}/kv.conf", "--quiet")));
  }

  @Test
  void path_toFollower_passes() throws Exception {
    version("kv", "1", null);
    Version next = Version.read(version("kv", "2", "1"));

    assertThatCode(() -> catalogue.path("kv", "1", next)).doesNotThrowAnyException();
  }

  @Test
  void path_back_dependsOnRunningVersion() throws Exception {
    Version first = Version.read(version("kv", "1", null));
    Version second = Version.read(version("kv", "2", "1"));
    VersionJars.write(
        home, "kv", "3", Map.of("Kitsune-Previous", "2", "Kitsune-Reversible", "true"));

    assertThatCode(() -> catalogue.path("kv", "3", second)).doesNotThrowAnyException();
    assertThatThrownBy(() -> catalogue.path("kv", "2", first))
        .hasMessage("no such step: program=kv, from=2, to=1; from here steps lead to 3");
  }

  @Test
  void path_overAVersion_leadsThroughIt() throws Exception {
    version("kv", "1", null);
    Version second = Version.read(version("kv", "2", "1"));
    Version third = Version.read(version("kv", "3", "2"));

    assertThat(catalogue.path("kv", "1", third)).containsExactly(second, third);
  }

  @Test
  void path_backOverAVersion_needsThatEachStepCanBeTakenBack() throws Exception {
    Version first = Version.read(version("kv", "1", null));
    Map<String, String> back = Map.of("Kitsune-Reversible", "true");
    Version second = Version.read(VersionJars.write(home, "kv", "2", with(back, "1")));
    VersionJars.write(home, "kv", "3", with(back, "2"));
    version("kv", "4", "3");

    assertThat(catalogue.path("kv", "3", first)).containsExactly(second, first);
    assertThatThrownBy(() -> catalogue.path("kv", "4", first))
        .hasMessage("no such step: program=kv, from=4, to=1; no step leads on from 4");
  }

  private static Map<String, String> with(Map<String, String> attributes, String previous) {
    Map<String, String> all = new HashMap<>(attributes);
    all.put("Kitsune-Previous", previous);
    return all;
  }

  @Test
  void path_fromTheNewest_saysThatNoneLeadsOn() throws Exception {
    Version only = Version.read(version("kv", "1", null));

    assertThatThrownBy(() -> catalogue.path("kv", "1", only))
        .hasMessage("no such step: program=kv, from=1, to=1; no step leads on from 1");
  }

  @Test
  void path_runningVersionNotInCatalogue_isLeftToTheProcess() throws Exception {
    Version first = Version.read(version("kv", "1", null));

    assertThatCode(() -> catalogue.path("kv", "1-special", first)).doesNotThrowAnyException();
    assertThatCode(() -> catalogue.path("web", "1", web())).doesNotThrowAnyException();
  }

  @Test
  void path_otherProgram_isRefused() throws Exception {
    Version other = Version.read(version("ftp", "2", "1"));

    assertThatThrownBy(() -> catalogue.path("kv", "1", other))
        .hasMessageContaining("a jar of another program: expected=kv, found=ftp");
  }

  @Test
  void run_isBesideHome() {
    assertThat(new Home(Path.of("/x/target/home")).run("kv"))
        .isEqualTo(Path.of("/x/target/run/kv"));
  }

  private Version web() throws Exception {
    Path jar = VersionJars.write(home.resolve("elsewhere"), "web", "2", Map.of());
    return Version.read(jar);
  }

  private Path version(String program, String version, String previous) throws IOException {
    return VersionJars.write(
        home, program, version, previous == null ? Map.of() : Map.of("Kitsune-Previous", previous));
  }
}
