package dev.kitsune.ftp.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That no name leads out of a confined root. */
final class JailTest {

  @TempDir Path folder;
  private Path root = Path.of("");
  private Jail jail = unset();

  private static Jail unset() {
    try {
      return Jail.open(Path.of("/"), new Identity(0, 0));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void make() throws IOException {
    folder = folder.toRealPath();
    root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve("in/deep"));
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/secret"), "x");
    Files.createSymbolicLink(root.resolve("up"), Path.of("../out"));
    Files.createSymbolicLink(root.resolve("absolute"), folder.resolve("out"));
    Files.createSymbolicLink(root.resolve("in/top"), Path.of("/"));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    jail = Jail.confined(root, new Identity(0, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "../..",
        "/..",
        "/../../..",
        "in/../../out",
        "in/deep/../../../../out",
        "/./../out",
        "in//..//..//..",
        "in/top/../..",
      })
  void resolve_upwards_stopsAtTheRoot(String name) throws IOException {
    assertThat(jail.resolve(name)).startsWithRaw(root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"up/secret", "absolute/secret", "in/top/up/secret"})
  void resolve_linkOutOfTheRoot_findsNothing(String name) throws IOException {
    Path target = folder;
    try {
      target = jail.resolve(name);
    } catch (IOException e) {
      return; // what the link names is not there, seen from the root
    }
    assertThat(target).startsWithRaw(root);
    assertThat(target).doesNotExist();
  }

  @Test
  void resolve_absoluteLink_beginsAtTheRoot() throws IOException {
    assertThat(jail.resolve("in/top/in/deep")).isEqualTo(root.resolve("in/deep"));
  }

  @Test
  void resolve_loopOfLinks_isRefused() {
    assertThatThrownBy(() -> jail.resolve("loop/x")).isInstanceOf(IOException.class);
  }

  @Test
  void resolve_nothing_isRefused() {
    assertThatThrownBy(() -> jail.resolve("")).isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\u00ff\u00fe", "in/\u0080"})
  void resolve_bytesThatAreNoName_findNothing(String name) {
    try {
      assertThat(jail.resolve(name)).startsWithRaw(root).doesNotExist();
    } catch (IOException e) {
      assertThat(e).isInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  void locate_link_isTheLinkItself() throws IOException {
    assertThat(jail.locate("up")).isEqualTo(root.resolve("up"));
  }

  @Test
  void change_isSeenFromTheRoot() throws IOException {
    jail.change("in/deep");
    assertThat(jail.workingDirectory()).isEqualTo("/in/deep");

    jail.change("../../..");
    assertThat(jail.workingDirectory()).isEqualTo("/");
  }
}
