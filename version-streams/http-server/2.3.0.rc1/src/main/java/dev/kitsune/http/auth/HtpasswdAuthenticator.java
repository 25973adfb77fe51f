package dev.kitsune.http.auth;

import dev.kitsune.http.config.MountSettings;
import dev.kitsune.http.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Users in a file with lines of a name, a colon and the MD5 of the password. The file is read again
 * when it has changed. Methods may be called from any thread.
 */
public final class HtpasswdAuthenticator implements Authenticator {

  private static final int LONGEST_LINE = 511;

  private final String file;
  private final boolean allowsDuplicates;
  private final Map<String, User> users = new LinkedHashMap<>(); // guarded by this, as the next
  private @Nullable FileTime modified;

  private HtpasswdAuthenticator(String file, boolean allowsDuplicates) {
    this.file = file;
    this.allowsDuplicates = allowsDuplicates;
  }

  /** Makes the authenticator of a mount; null if its settings name no file. */
  static @Nullable HtpasswdAuthenticator of(MountSettings mount) {
    String file = mount.authOptions().get("filename");
    String duplicates = mount.authOptions().get("allow_duplicate_users");
    return file == null ? null : new HtpasswdAuthenticator(file, Text.number(duplicates) != 0);
  }

  @Override
  public String type() {
    return "htpasswd";
  }

  @Override
  public boolean allowsDuplicates() {
    return allowsDuplicates;
  }

  /** Looks a user up; the first line with the name decides. */
  public synchronized AuthResult authenticate(String name, String password) {
    refresh();
    User user = users.get(name);
    return user != null && user.hash().equals(Text.md5(password))
        ? AuthResult.OK
        : AuthResult.FAILED;
  }

  /** Adds a user at the end of the file. */
  public synchronized AuthResult add(String name, String password) {
    refresh();
    if (users.containsKey(name)) {
      return AuthResult.USER_EXISTS;
    }
    try {
      Files.writeString(
          Path.of(file),
          name + ":" + Text.md5(password) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      modified = null;
      return AuthResult.USER_ADDED;
    } catch (IOException e) {
      return AuthResult.FAILED;
    }
  }

  /** Removes a user, by way of a second file that must not be there yet. */
  public synchronized AuthResult delete(String name) {
    refresh();
    StringBuilder rest = new StringBuilder();
    for (User each : users.values()) {
      if (!each.name().equals(name)) {
        rest.append(each.name()).append(':').append(each.hash()).append('\n');
      }
    }
    try {
      Path next = Path.of(file + ".tmp");
      Files.writeString(next, rest, StandardOpenOption.CREATE_NEW);
      Files.move(next, Path.of(file), StandardCopyOption.REPLACE_EXISTING);
      modified = null;
      return AuthResult.USER_DELETED;
    } catch (IOException e) {
      return AuthResult.FAILED;
    }
  }

  /** Returns all users. */
  public synchronized List<User> users() {
    refresh();
    return List.copyOf(users.values());
  }

  /** A file that cannot be read has no users, lines that are none neither; names hold colons. */
  private void refresh() {
    try {
      FileTime now = Files.getLastModifiedTime(Path.of(file));
      if (now.equals(modified)) {
        return;
      }
      users.clear();
      // Bytes that are no text spoil their own line only.
      String text = new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8);
      for (String line : text.split("\r?\n")) {
        int colon = line.lastIndexOf(':');
        if (!line.startsWith("#") && colon > 0 && line.length() <= LONGEST_LINE) {
          String name = line.substring(0, colon);
          users.putIfAbsent(name, new User(name, line.substring(colon + 1)));
        }
      }
      modified = now;
    } catch (IOException e) {
      users.clear();
      modified = null;
    }
  }
}
