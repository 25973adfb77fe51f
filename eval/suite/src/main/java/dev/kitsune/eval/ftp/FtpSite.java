package dev.kitsune.eval.ftp;

import dev.kitsune.eval.subject.Numbered;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The files, users and configuration that the load needs. */
final class FtpSite {

  /** The user who may write, with the password of the file. */
  static final String USER = "load";

  static final String PASSWORD = "secret";

  /** What anonymous users list. */
  static final String FOLDER = "/pub/listed";

  static final int LISTED = 20;

  /** What is downloaded slowly by the server's own limit. */
  static final String SMALL = "/pub/small";

  /** In the user's home. */
  static final String LARGE = "large";

  static final String MEDIUM = "medium";
  static final int MEDIUM_BYTES = 1 << 20;
  static final String RENAMED = "renamed";
  static final int RENAMED_BYTES = 64;

  private static final String HASH = "$1$kitsune$yjLAGCX2eNxvVAcleP0JX.";
  private static final int CHUNK = 1 << 16;

  private FtpSite() {}

  /** Returns the size of the file that the server sends slowly: half a second's worth. */
  static int smallBytes(FtpPlan plan) {
    return plan.bytesPerSecond() / 2;
  }

  /** Makes everything, unless it is there, and returns the configuration's name. */
  static Path make(Path data, FtpPlan plan) throws IOException {
    Path configuration = data.resolve("vsftpd.conf");
    if (Files.exists(configuration)) {
      return configuration;
    }
    Path listed = Files.createDirectories(data.resolve("root" + FOLDER));
    for (int i = 0; i < LISTED; i++) {
      write(listed.resolve(name(i)), i * 100L);
    }
    write(data.resolve("root" + SMALL), smallBytes(plan));
    Path home = Files.createDirectories(data.resolve("home"));
    write(home.resolve(LARGE), plan.fileBytes());
    write(home.resolve(MEDIUM), MEDIUM_BYTES);
    write(home.resolve(RENAMED), RENAMED_BYTES);
    Files.createDirectories(home.resolve("dir/sub"));
    // The server of a root looks at permissions as the session's user.
    mode(home, "rwxrwxrwx");
    for (String each : List.of("root", "root/pub", "root" + FOLDER, "home/dir", "home/dir/sub")) {
      mode(data.resolve(each), "rwxr-xr-x");
    }
    Files.writeString(
        data.resolve("users"),
        "ftp:*:5001:5001::%s:/bin/sh\n%s:%s:5002:5002::%s:/bin/sh\n"
            .formatted(data.resolve("root"), USER, HASH, home));
    List<String> lines = new ArrayList<>();
    lines.add("listen=YES");
    lines.add("local_enable=YES");
    lines.add("write_enable=YES");
    lines.add("check_shell=NO");
    lines.add("user_file=" + data.resolve("users"));
    lines.add("anon_max_rate=" + plan.bytesPerSecond());
    lines.add("idle_session_timeout=3600");
    lines.add("data_connection_timeout=3600");
    Files.writeString(configuration, String.join("\n", lines) + "\n");
    return configuration;
  }

  /** Returns the name of a listed file. */
  static String name(int number) {
    return "file-" + number;
  }

  private static void write(Path file, long length) throws IOException {
    Numbered content = Numbered.plain();
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long at = 0; at < length; at += CHUNK) {
        out.write(content.bytes(at, (int) Math.min(CHUNK, length - at)));
      }
    }
    mode(file, "rw-r--r--");
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
