package dev.kitsune.eval.effort;

import dev.kitsune.stream.Version;
import dev.kitsune.stream.VersionStream;
import dev.kitsune.unit.BadVersionException;
import dev.kitsune.unit.VersionJar;
import dev.kitsune.xf.syntax.XfException;
import dev.kitsune.xf.syntax.XfFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the effort of a stream (Kitsune, TOPLAS 2014, tables II and III): from the versions' class
 * files and specifications, and from the sources beside them if this is a clone.
 */
public final class Effort {

  private static final String SPECIFICATION = "step.xf";

  private final Path root;

  /**
   * Counts in a clone.
   *
   * @param root where sources are looked for
   */
  public Effort(Path root) {
    this.root = root;
  }

  /**
   * Counts every version of a stream, the oldest first.
   *
   * @throws IOException if a jar or a specification cannot be read
   */
  public List<EffortRow> of(VersionStream stream) throws IOException, InterruptedException {
    List<EffortRow> rows = new ArrayList<>();
    VersionJar before = null;
    for (Version version : stream.versions()) {
      VersionJar jar = read(version);
      rows.add(row(version, jar, before));
      before = jar;
    }
    return rows;
  }

  private EffortRow row(Version version, VersionJar jar, @Nullable VersionJar before)
      throws IOException, InterruptedException {
    Path sources = sources(version);
    KitsuneLines lines = KitsuneLines.in(jar.classes().values());
    Change change = null;
    String specification = "";
    if (before != null) {
      Path old = sources(version.program(), before.version());
      change =
          Change.between(
              before.facts(),
              jar.facts(),
              old == null || sources == null ? null : SourceLines.moved(old, sources));
      byte[] file = jar.step(before.version()).get(SPECIFICATION);
      specification = file == null ? "" : new String(file, StandardCharsets.UTF_8);
    }
    return new EffortRow(
        version.program(),
        version.version(),
        before == null ? null : before.version(),
        version.released(),
        jar.classes().size(),
        sources == null ? null : SourceLines.count(sources),
        lines.updatePoints(),
        lines.control(),
        lines.data(),
        lines.gates(),
        lines.waits(),
        lines.all(),
        rules(version, specification),
        SourceLines.code(specification.lines().toList()),
        change);
  }

  private static VersionJar read(Version version) throws IOException {
    try {
      return VersionJar.read(version.jar());
    } catch (BadVersionException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static int rules(Version version, String specification) throws IOException {
    try {
      return XfFile.parse(SPECIFICATION, specification).rules().size();
    } catch (XfException e) {
      throw new IOException(
          "a specification in a jar does not parse: jar=" + version.jar() + ", " + e.getMessage(),
          e);
    }
  }

  private @Nullable Path sources(Version version) {
    return sources(version.program(), version.version());
  }

  /** A later version's sources are merged by the build; the first one's stand in its port. */
  private @Nullable Path sources(String program, String version) {
    Path merged =
        root.resolve("version-streams")
            .resolve(program)
            .resolve(version)
            .resolve("target/stream-sources/java");
    Path first = root.resolve("ports").resolve(program).resolve("src/main/java");
    boolean isLater =
        Files.isDirectory(root.resolve("version-streams").resolve(program).resolve(version));
    Path found = isLater ? merged : first;
    return Files.isDirectory(found) ? found : null;
  }
}
