package dev.kitsune.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose folder it is, and what is found in it. */
class ControlDirectoryTest {

  /** A process that cannot be: above Linux's largest pid. */
  private static final long NOBODY = 4_999_999;

  @TempDir private Path temporary;

  @Test
  void open_missing_makesItForTheOwnerOnly() throws Exception {
    ControlDirectory directory = new ControlDirectory(temporary.resolve("control"));

    directory.open();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
        .isEqualTo("rwx------");
  }

  @Test
  void open_symbolicLink_isRefused() throws Exception {
    Path real = Files.createDirectory(temporary.resolve("real"));
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), real);

    assertThatThrownBy(() -> new ControlDirectory(link).open())
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("found=a link");
    assertThatThrownBy(() -> new ControlDirectory(link).list())
        .hasMessageContaining("found=a link");
  }

  @Test
  void open_file_isRefused() throws Exception {
    Path file = Files.writeString(temporary.resolve("file"), "");

    assertThatThrownBy(() -> new ControlDirectory(file).open())
        .hasMessageContaining("found=a file");
  }

  @Test
  void open_openToOthers_isRefused() throws Exception {
    Path open = Files.createDirectory(temporary.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx--x---"));

    assertThatThrownBy(() -> new ControlDirectory(open).open())
        .hasMessageContaining("expected mode 0700, found=rwx--x---");
  }

  @Test
  void open_anotherUsers_isRefused() throws Exception {
    assumeThat(Owner.uid()).as("only root can give a folder away").isZero();
    Path foreign = Files.createDirectory(temporary.resolve("foreign"));
    Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwx------"));
    Files.setAttribute(foreign, "unix:uid", 65534);

    assertThatThrownBy(() -> new ControlDirectory(foreign).open())
        .hasMessageContaining("expected uid=0")
        .hasMessageContaining("XDG_RUNTIME_DIR");
  }

  @Test
  void open_parentMissing_saysWhatToSet() {
    assertThatThrownBy(() -> new ControlDirectory(temporary.resolve("a/b")).open())
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("XDG_RUNTIME_DIR");
  }

  @Test
  void socket_pathTooLong_isRefused() {
    ControlDirectory directory = new ControlDirectory(temporary.resolve("x".repeat(100)));

    assertThatThrownBy(() -> directory.socket(1))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("expected at most 107 bytes");
  }

  @Test
  void list_missingFolder_isEmptyAndMakesNone() throws Exception {
    ControlDirectory directory = new ControlDirectory(temporary.resolve("control"));

    assertThat(directory.list()).isEmpty();
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void list_strangeFiles_areSkipped() throws Exception {
    ControlDirectory directory = opened();
    directory.announce(new ControlDirectory.Entry(7, "kv", "now"));
    Files.writeString(directory.path().resolve("8.json"), "{broken");
    Files.writeString(directory.path().resolve("9.json"), "{\"pid\":10,\"program\":\"kv\"}");
    Files.writeString(directory.path().resolve("notes.txt"), "");

    assertThat(directory.list()).containsExactly(new ControlDirectory.Entry(7, "kv", "now"));
  }

  @Test
  void connect_deadPid_removesItsFiles() throws Exception {
    ControlDirectory directory = opened();
    directory.announce(new ControlDirectory.Entry(NOBODY, "kv", "now"));
    // A socket that nobody listens at, as a killed process leaves it.
    try (var socket =
        java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      socket.bind(java.net.UnixDomainSocketAddress.of(directory.socket(NOBODY)));
    }

    assertThatThrownBy(() -> directory.connect(NOBODY))
        .isInstanceOf(ControlException.Dead.class)
        .hasMessageContaining("no program answers: pid=" + NOBODY);
    assertThat(directory.path()).isEmptyDirectory();
  }

  @Test
  void connect_unknownPid_isDead() throws Exception {
    ControlDirectory directory = opened();

    assertThatThrownBy(() -> directory.connect(NOBODY)).isInstanceOf(ControlException.Dead.class);
  }

  private ControlDirectory opened() throws ControlException, IOException {
    ControlDirectory directory = new ControlDirectory(temporary.resolve("control"));
    directory.open();
    return directory;
  }
}
