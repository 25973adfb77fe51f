package dev.kitsune.ftp.user;

import dev.kitsune.ftp.config.Settings;
import dev.kitsune.ftp.config.Text;
import dev.kitsune.ftp.text.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.codec.digest.Crypt;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a user file, which stand in for the system's: lines as in {@code /etc/passwd},
 * the password's hash in the second field ({@code openssl passwd -6} makes one). Without such a
 * file the system's names, homes and numbers are known, but no password is.
 *
 * <p>Read afresh for each session, as the release asks the system each time.
 */
public final class Accounts {

  private static final Path SYSTEM = Path.of("/etc/passwd");
  private static final Path SHELLS = Path.of("/etc/shells");
  private static final int FIELDS = 7;
  private static final int LONGEST_NAME = 32;
  private static final int LONGEST_PASSWORD = 128;

  private final Map<String, Account> accounts = new HashMap<>();

  private Accounts() {}

  /** Reads the accounts that the settings name; a file that cannot be read has none. */
  public static Accounts of(Settings settings) {
    Accounts accounts = new Accounts();
    if (settings.has(Text.USER_FILE)) {
      accounts.read(Path.of(Bytes.toNative(settings.get(Text.USER_FILE))));
    } else {
      accounts.read(SYSTEM);
      accounts.addStandIn(settings.get(Text.FTP_USERNAME));
    }
    return accounts;
  }

  /** Hosts without an account for anonymous users get one with a folder below the server's own. */
  private void addStandIn(String name) {
    if (accounts.containsKey(name)) {
      return;
    }
    try {
      Path home = Path.of(System.getProperty("kitsune.run", ".")).resolve("public");
      Files.createDirectories(home);
      Path self = Path.of("/proc/self");
      int uid = (Integer) Files.getAttribute(self, "unix:uid");
      int gid = (Integer) Files.getAttribute(self, "unix:gid");
      String folder = Bytes.fromNative(home.toAbsolutePath().normalize().toString());
      accounts.put(name, new Account(name, "*", uid, gid, folder, ""));
    } catch (IOException e) {
      // then there is none, which whoever needs it says
    }
  }

  private void read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      return;
    }
    for (String line : Bytes.text(bytes, 0, bytes.length).split("\n")) {
      String[] fields = line.split(":", -1);
      if (!line.startsWith("#") && fields.length >= FIELDS) {
        add(fields);
      }
    }
  }

  private void add(String[] fields) {
    try {
      Account account =
          new Account(
              fields[0],
              fields[1],
              Integer.parseInt(fields[2]),
              Integer.parseInt(fields[3]),
              fields[5],
              fields[6]);
      accounts.putIfAbsent(account.name(), account);
    } catch (NumberFormatException e) {
      // as the system: a line without its numbers is no account
    }
  }

  /** Returns the account of a name, or null if there is none. */
  public @Nullable Account find(String name) {
    return accounts.get(name);
  }

  /** Returns the name of a user's number, or the number. */
  public String nameOf(int uid) {
    for (Account account : accounts.values()) {
      if (account.uid() == uid) {
        return account.name();
      }
    }
    return Integer.toString(uid);
  }

  /** Returns whether a name and a password have a form that the release looks at at all. */
  public static boolean isWellFormed(String name, String password) {
    if (name.isEmpty() || name.length() > LONGEST_NAME || password.length() > LONGEST_PASSWORD) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == ' ' || !Bytes.isPrintable(c)) {
        return false;
      }
    }
    char first = name.charAt(0);
    return first < 0x80 && Character.isLetterOrDigit(first);
  }

  /**
   * Returns the account if the password is its own. Takes a while, since hashes are made to.
   *
   * @param checkShell whether the shell must be in {@code /etc/shells}
   */
  public @Nullable Account authenticate(String name, String password, boolean checkShell) {
    Account account = accounts.get(name);
    if (account == null || !account.hash().startsWith("$")) {
      return null;
    }
    if (checkShell && !isLoginShell(account.shell())) {
      return null;
    }
    try {
      String made = Crypt.crypt(Bytes.of(password), account.hash());
      return made.equals(account.hash()) ? account : null;
    } catch (IllegalArgumentException e) {
      return null; // the field is no hash
    }
  }

  private static boolean isLoginShell(String shell) {
    try {
      return Files.readAllLines(SHELLS).contains(Bytes.toNative(shell));
    } catch (IOException e) {
      return true; // as the release does where the system has no such file
    }
  }
}
