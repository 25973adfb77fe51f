package dev.kitsune.ftp;

import dev.kitsune.ftp.suite.ServerProcess;
import dev.kitsune.ftp.suite.Site;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** The versions of the stream as the build made them. */
final class Versions {

  /** In the order of their releases. */
  static final List<String> ALL =
      List.of(
          "1.1.0", "1.1.1", "1.1.2", "1.1.3", "1.2.0", "1.2.1", "1.2.2", "2.0.0", "2.0.1", "2.0.2",
          "2.0.3", "2.0.4", "2.0.5", "2.0.6");

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
    return home().resolve("streams/ftp-server").resolve(version + ".jar");
  }

  /** Starts a version on its own, with all of the JVM's compilers. */
  static ServerProcess plainFast(String version, Site site) {
    return ServerProcess.start(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            jar(version) + File.pathSeparator + home().resolve("lib/platform") + "/*",
            "dev.kitsune.ftp.Main",
            "--port",
            "0",
            site.configuration().toString()));
  }

  /** Starts a version on its own. */
  static ServerProcess plain(String version, Site site) {
    String classPath = jar(version) + File.pathSeparator + home().resolve("lib/platform") + "/*";
    return ServerProcess.start(classPath, site);
  }
}
