package dev.kitsune.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The programs and versions that were built into {@link Home#streams}. */
public final class Catalogue {

  private final Path folder;

  /** Reads the streams of a home; the folder is looked at again with each call. */
  public Catalogue(Home home) {
    folder = home.streams();
  }

  /**
   * Returns the names of the programs, sorted.
   *
   * @throws CatalogueException if the folder cannot be read
   */
  public List<String> programs() throws CatalogueException {
    return list(folder).stream()
        .filter(Files::isDirectory)
        .filter(this::hasJar)
        .map(path -> path.getFileName().toString())
        .toList();
  }

  /**
   * Returns the versions of a program, in order.
   *
   * @throws CatalogueException if there is no such program, with those that there are, or one of
   *     its jars is no version of it
   */
  public VersionStream stream(String program) throws CatalogueException {
    List<String> programs = programs();
    if (!programs.contains(program)) {
      throw new CatalogueException(
          "no such program: program="
              + program
              + (programs.isEmpty()
                  ? "; none was built: see " + folder
                  : "; choose one of " + String.join(", ", programs)));
    }
    List<Version> versions = new ArrayList<>();
    for (Path path : list(folder.resolve(program))) {
      if (isJar(path)) {
        Version version = Version.read(path);
        if (!version.program().equals(program)) {
          throw new CatalogueException(
              "a jar of another program: expected="
                  + program
                  + ", found="
                  + version.program()
                  + ", path="
                  + path
                  + "; remove it and build again");
        }
        versions.add(version);
      }
    }
    return VersionStream.of(program, versions);
  }

  /**
   * Returns the versions that lead from the running one to a target, the target last: one, or more
   * if several steps must be taken, forth or back. If the running version is not in the catalogue,
   * only the process itself knows, and is to be asked.
   *
   * @throws CatalogueException if no steps lead there, with those that there are
   */
  public List<Version> path(String program, String running, Version target)
      throws CatalogueException {
    if (!target.program().equals(program)) {
      throw new CatalogueException(
          "a jar of another program: expected="
              + program
              + ", found="
              + target.program()
              + ", path="
              + target.jar()
              + "; choose a version of "
              + program);
    }
    if (running.equals(target.previous()) || !programs().contains(program)) {
      return List.of(target);
    }
    VersionStream stream = stream(program);
    if (!stream.has(running)) {
      return List.of(target);
    }
    Version from = stream.version(running);
    if (Step.between(from, target).isPresent()) {
      return List.of(target);
    }
    List<Version> path = stream.path(from, target);
    if (!path.isEmpty()) {
      return path;
    }
    List<Version> next = stream.stepsFrom(from).stream().map(Step::to).toList();
    throw new CatalogueException(
        "no such step: program="
            + program
            + ", from="
            + running
            + ", to="
            + target.version()
            + (next.isEmpty()
                ? "; no step leads on from " + running
                : "; from here steps lead to " + VersionStream.names(next)));
  }

  private boolean hasJar(Path directory) {
    try {
      return list(directory).stream().anyMatch(Catalogue::isJar);
    } catch (CatalogueException e) {
      return false;
    }
  }

  private static boolean isJar(Path path) {
    return path.getFileName().toString().endsWith(".jar");
  }

  private static List<Path> list(Path directory) throws CatalogueException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new CatalogueException(
          "cannot read a folder of the build: path=" + directory + ", cause=" + e + "; build again",
          e);
    }
  }
}
