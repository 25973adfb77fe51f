package dev.kitsune.http.auth;

import dev.kitsune.http.config.MountSettings;
import dev.kitsune.http.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users in a file with lines of a name, a colon and the MD5 of the password. The file is read for
 * every login. Methods may be called from any thread.
 */
public final class HtpasswdAuthenticator {

  private static final int LONGEST_LINE = 511;

  private final String file;
  private final boolean allowsDuplicates;

  private HtpasswdAuthenticator(String file, boolean allowsDuplicates) {
    this.file = file;
    this.allowsDuplicates = allowsDuplicates;
  }

  /** Makes the authenticator of a mount; null if its settings name none that works. */
  public static @Nullable HtpasswdAuthenticator of(MountSettings mount) {
    String file = mount.authOptions().get("filename");
    if (!"htpasswd".equals(mount.authType()) || file == null) {
      return null;
    }
    String duplicates = mount.authOptions().get("allow_duplicate_users");
    return new HtpasswdAuthenticator(file, duplicates == null || Text.number(duplicates) != 0);
  }

  /** Returns the kind, as the statistics show it. */
  public String type() {
    return "htpasswd";
  }

  /** Returns whether one user may listen twice. */
  public boolean allowsDuplicates() {
    return allowsDuplicates;
  }

  /** Looks a user up; the first line with the name decides. */
  public synchronized AuthResult authenticate(String name, String password) {
    for (User each : users()) {
      if (each.name().equals(name)) {
        return each.hash().equals(Text.md5(password)) ? AuthResult.OK : AuthResult.FAILED;
      }
    }
    return AuthResult.FAILED;
  }

  /** Adds a user at the end of the file. */
  public synchronized AuthResult add(String name, String password) {
    if (users().stream().anyMatch(each -> each.name().equals(name))) {
      return AuthResult.USER_EXISTS;
    }
    try {
      Files.writeString(
          Path.of(file),
          name + ":" + Text.md5(password) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      return AuthResult.USER_ADDED;
    } catch (IOException e) {
      return AuthResult.FAILED;
    }
  }

  /**
   * Removes a user. Icecast 2.2.0 puts the new file's prefix in front of the whole path, so this
   * works with file names only that are relative and without a folder.
   */
  public synchronized AuthResult delete(String name) {
    StringBuilder rest = new StringBuilder();
    for (User each : users()) {
      if (!each.name().equals(name)) {
        rest.append(each.name()).append(':').append(each.hash()).append('\n');
      }
    }
    try {
      Path next = Path.of("." + file + ".tmp");
      Files.writeString(next, rest);
      Files.move(next, Path.of(file), StandardCopyOption.REPLACE_EXISTING);
      return AuthResult.USER_DELETED;
    } catch (IOException e) {
      return AuthResult.FAILED;
    }
  }

  /** Returns all users; lines that are none, and files that cannot be read, have none. */
  public synchronized List<User> users() {
    List<User> users = new ArrayList<>();
    try {
      // Bytes that are no text spoil their own line only.
      String text = new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8);
      for (String line : text.split("\r?\n")) {
        int colon = line.indexOf(':');
        if (!line.startsWith("#") && colon > 0 && line.length() <= LONGEST_LINE) {
          users.add(new User(line.substring(0, colon), line.substring(colon + 1)));
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return users;
  }
}
