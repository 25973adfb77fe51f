package dev.kitsune.ftp.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.Crypt;

/** The files that a server serves, its users and its configuration; removed at the end. */
public final class Site implements AutoCloseable {

  private static final int ANONYMOUS_UID = 5001;
  private static final int FRED_UID = 5002;

  private final Path folder;
  private final List<String> settings = new ArrayList<>();

  private Site(Path folder) {
    this.folder = folder;
  }

  /** Makes a site of anonymous downloads: the setup S1 of the sheet. */
  public static Site anonymous() {
    Site site = empty();
    try {
      Path pub = Files.createDirectory(site.root().resolve("pub"));
      site.write("root/pub/hello.txt", "hello\nworld\n", "rw-r--r--");
      site.write("root/pub/secret", "x", "rw-------");
      site.write("root/pub/.hidden", "", "rw-r--r--");
      mode(Files.createDirectory(pub.resolve("sub")), "rwxr-xr-x");
      Files.createSymbolicLink(pub.resolve("link"), Path.of("hello.txt"));
      mode(Files.createDirectory(pub.resolve("noread")), "rwx--x--x");
      mode(pub, "rwxr-xr-x");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return site;
  }

  /** Makes a site with a user fred who may write: the setup S2. */
  public static Site local() {
    Site site = empty().set("local_enable=YES").set("write_enable=YES");
    try {
      site.write("home/a.txt", "one\ntwo\n", "rw-r--r--");
      Files.createDirectory(site.home().resolve("dir"));
      own(site.home(), FRED_UID);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return site;
  }

  /** Makes a site where anonymous users may do everything: the setup S3. */
  public static Site writable() {
    Site site =
        anonymous()
            .set("write_enable=YES")
            .set("anon_upload_enable=YES")
            .set("anon_mkdir_write_enable=YES")
            .set("anon_other_write_enable=YES")
            .set("anon_umask=022");
    try {
      Path incoming = Files.createDirectory(site.root().resolve("incoming"));
      own(incoming, ANONYMOUS_UID);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return site;
  }

  private static Site empty() {
    try {
      Site site = new Site(Files.createTempDirectory("site").toRealPath());
      mode(site.folder, "rwxr-xr-x");
      mode(Files.createDirectory(site.root()), "rwxr-xr-x");
      mode(Files.createDirectory(site.home()), "rwxr-xr-x");
      String hash =
          Crypt.crypt("secret".getBytes(StandardCharsets.US_ASCII), "$5$rounds=1000$kitsune");
      site.write(
          "users",
          "ftp:*:"
              + ANONYMOUS_UID
              + ":"
              + ANONYMOUS_UID
              + "::"
              + site.root()
              + ":/bin/sh\n"
              + "fred:"
              + hash
              + ":"
              + FRED_UID
              + ":"
              + FRED_UID
              + "::"
              + site.home()
              + ":/bin/sh\n"
              + "mary:"
              + hash
              + ":5003:5003::"
              + site.home()
              + ":/bin/sh\n",
          "rw-r--r--");
      return site.set("user_file=" + site.folder.resolve("users")).set("check_shell=NO");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a line to the configuration; a later one wins. */
  public Site set(String line) {
    settings.add(line);
    return this;
  }

  /** Adds a file beside the served ones, and a setting that names it. */
  public Site setFile(String setting, String name, String content) {
    write(name, content, "rw-r--r--");
    return set(setting + "=" + folder.resolve(name));
  }

  /** Switches encryption on, with a certificate of its own; for versions from 2.0.0 on. */
  public Site encrypting() {
    return set("ssl_enable=YES").setFile("rsa_cert_file", "server.pem", TestCertificate.pem());
  }

  /** Writes a file, whose name begins with {@code root/}, {@code home/} or neither. */
  public Site write(String name, String content, String mode) {
    return write(name, content.getBytes(StandardCharsets.ISO_8859_1), mode);
  }

  /** Writes a file of bytes. */
  public Site write(String name, byte[] content, String mode) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      mode(file, mode);
      if (name.startsWith("home/") && isRoot()) {
        Files.setAttribute(file, "unix:uid", FRED_UID);
        Files.setAttribute(file, "unix:gid", FRED_UID);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Gives fred all below his home, directories that were written on the way included. */
  public Site owned() {
    try {
      own(home(), FRED_UID);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Returns the text of a file. */
  public String read(String name) {
    try {
      return Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the permissions of a file. */
  public String modeOf(String name) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what anonymous users see. */
  public Path root() {
    return folder.resolve("root");
  }

  /** Returns fred's home. */
  public Path home() {
    return folder.resolve("home");
  }

  /** Returns the folder of everything. */
  public Path folder() {
    return folder;
  }

  /** Writes the configuration and returns its name. */
  public Path configuration() {
    write("vsftpd.conf", "listen=YES\n" + String.join("\n", settings) + "\n", "rw-r--r--");
    return folder.resolve("vsftpd.conf");
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static void own(Path top, int uid) throws IOException {
    if (!isRoot()) {
      return; // the server is then started by the owner of all this
    }
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.toList()) {
        Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private static boolean isRoot() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }
}
