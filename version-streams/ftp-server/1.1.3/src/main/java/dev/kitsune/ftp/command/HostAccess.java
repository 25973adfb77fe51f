package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.ConfigurationException;
import dev.kitsune.ftp.config.ConfigurationFile;
import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.config.Settings;
import dev.kitsune.ftp.config.Text;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.text.Bytes;
import dev.kitsune.ftp.user.NameList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The host's access files, {@code hosts.allow} and {@code hosts.deny}, as far as hosts_access(5)
 * describes them without wildcards but {@code ALL}: daemons, clients, and one option. The first
 * line that fits in the first file lets a client in, the first in the second refuses it.
 */
final class HostAccess {

  private static final String DAEMON = "vsftpd";
  private static final String ALL = "ALL";
  private static final String LOAD = "setenv VSFTPD_LOAD_CONF ";

  private HostAccess() {}

  /**
   * Notes whether the client is let in, and applies the settings that a line names for it.
   *
   * @throws ConfigurationException if those settings cannot be used
   */
  static void apply(Session session) throws ConfigurationException {
    Settings settings = session.settings();
    if (!settings.is(Flag.TCP_WRAPPERS)) {
      return;
    }
    String client = session.remoteHost();
    String option = find(settings.get(Text.HOSTS_ALLOW_FILE), client);
    if (option == null) {
      session.admitted(find(settings.get(Text.HOSTS_DENY_FILE), client) == null);
    } else if (option.startsWith(LOAD)) {
      Path file = Path.of(Bytes.toNative(option.substring(LOAD.length()).trim()));
      ConfigurationFile.apply(file, settings);
    } else {
      session.admitted(!option.equals("deny"));
    }
  }

  /** Returns the option of the first line that fits, empty without one; null if none fits. */
  private static @Nullable String find(String file, String client) {
    List<String> lines;
    try {
      lines = NameList.read(file).lines();
    } catch (IOException e) {
      return null; // no file has no lines
    }
    for (String line : lines) {
      String[] parts = line.split(":", 3);
      boolean isRule = !line.startsWith("#") && parts.length > 1;
      if (isRule && fits(parts[0], DAEMON) && fits(parts[1], client)) {
        return parts.length > 2 ? parts[2].trim() : "";
      }
    }
    return null;
  }

  private static boolean fits(String patterns, String subject) {
    for (String pattern : patterns.trim().split("[ ,\\t]+")) {
      boolean isPrefix = pattern.endsWith(".") && subject.startsWith(pattern);
      if (pattern.equals(ALL) || pattern.equals(subject) || isPrefix) {
        return true;
      }
    }
    return false;
  }
}
