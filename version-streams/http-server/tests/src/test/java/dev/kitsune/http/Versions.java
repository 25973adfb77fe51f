package dev.kitsune.http;

import dev.kitsune.http.suite.ServerProcess;
import dev.kitsune.http.suite.Site;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** The versions of the stream as the build made them. */
final class Versions {

  /** In the order of their releases. */
  static final List<String> ALL =
      List.of("2.2.0", "2.3.0.rc1", "2.3.0.rc2", "2.3.0.rc3", "2.3.0", "2.3.1");

  /** The newest. */
  static final String NEWEST = ALL.get(ALL.size() - 1);

  private Versions() {}

  /** Returns where the build puts what the kitsune command finds. */
  static Path home() {
    String home = System.getProperty("kitsune.home");
    if (home == null) {
      throw new AssertionError("system property is missing: name=kitsune.home; run mvn verify");
    }
    return Path.of(home);
  }

  /** Returns a version's jar. */
  static Path jar(String version) {
    return home().resolve("streams/http-server").resolve(version + ".jar");
  }

  /** Starts a version on its own, without Kitsune. */
  static ServerProcess plain(String version, Site site) {
    return ServerProcess.plain(
        jar(version) + File.pathSeparator + home().resolve("lib/platform") + "/*", site);
  }
}
