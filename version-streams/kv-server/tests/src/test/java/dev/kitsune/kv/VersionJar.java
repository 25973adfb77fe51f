package dev.kitsune.kv;

import dev.kitsune.kv.suite.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** A version as the build made it. */
record VersionJar(String version, Path jar) {

  /** Returns the versions of the stream in order. */
  static Stream<VersionJar> stream() {
    return Stream.of("2.0.0", "2.0.1", "2.0.2", "2.0.3", "2.0.4", "2.0.5").map(VersionJar::of);
  }

  /** Returns a version of the stream. */
  static VersionJar of(String version) {
    return new VersionJar(version, home().resolve("streams/kv-server").resolve(version + ".jar"));
  }

  /** Returns a step that is only for tests. */
  static VersionJar testStep(String name) {
    String version = "2.0.0-" + name;
    return new VersionJar(
        version,
        Path.of(property("kv.test.steps"), name, "target", "kv-server-" + version + ".jar"));
  }

  /** Returns where the build puts what the kitsune command finds. */
  static Path home() {
    return Path.of(property("kitsune.home"));
  }

  /** Returns the sources of a later version, whole. */
  Path sources() {
    return Path.of(property("kv.stream"), version, "target", "stream-sources", "java");
  }

  static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new AssertionError("system property is missing: name=" + name + "; run mvn verify");
    }
    return value;
  }

  /** Starts the version at a free port. */
  ServerProcess start(String... jvmOptions) {
    return start(List.of(jvmOptions));
  }

  /** As {@link #start(String...)}, with arguments behind the port. */
  ServerProcess start(List<String> jvmOptions, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--port", "0"));
    all.addAll(List.of(arguments));
    ServerProcess server = ServerProcess.start(classPath(), jvmOptions, all);
    server.address();
    return server;
  }

  /** Starts the version; it may end at once. */
  ServerProcess begin(List<String> arguments) {
    return ServerProcess.start(classPath(), List.of(), arguments);
  }

  /** Returns an entry of the manifest, or null. */
  String manifest(String name) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the class files' contents by their names. */
  Map<String, String> classes() {
    Map<String, String> classes = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().endsWith(".class")) {
          try (InputStream content = file.getInputStream(entry)) {
            classes.put(entry.getName(), HexFormat.of().formatHex(content.readAllBytes()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return classes;
  }

  /** The version's jar, and the platform; no version is on the tests' own class path. */
  private String classPath() {
    return jar + File.pathSeparator + System.getProperty("java.class.path");
  }

  @Override
  public String toString() {
    return version;
  }
}
