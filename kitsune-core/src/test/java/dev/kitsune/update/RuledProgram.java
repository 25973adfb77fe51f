package dev.kitsune.update;

import dev.kitsune.testing.Sources;
import dev.kitsune.unit.VersionJar;
import dev.kitsune.xf.compile.CompiledStep;
import dev.kitsune.xf.compile.XfCompiler;
import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.model.VersionTypes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Versions whose steps have specifications. */
final class RuledProgram {

  private RuledProgram() {}

  /** Returns the next version of a program, with the step that a specification says. */
  static VersionJar next(VersionJar old, String xf, String... sources) throws Exception {
    Map<String, String> manifest = new HashMap<>();
    manifest.put("Main-Class", "app.Main");
    manifest.put("Kitsune-Program", "test");
    manifest.put("Kitsune-Version", String.valueOf(Integer.parseInt(old.version()) + 1));
    manifest.put("Kitsune-Previous", old.version());
    Map<String, byte[]> classes = Sources.compile(sources);
    VersionJar plain = VersionJar.of(manifest, classes, Map.of());
    CompiledStep step =
        new XfCompiler(StepTypes.between(VersionTypes.of(old), VersionTypes.of(plain)), platform())
            .compile("step.xf", xf);
    Map<String, byte[]> resources = new HashMap<>();
    step.files()
        .forEach((name, bytes) ->
            resources.put("META-INF/kitsune/steps/" + old.version() + "/" + name, bytes));
    return VersionJar.of(manifest, classes, resources);
  }

  /** Updates a program by a specification. */
  static UpdateReport update(Program program, String xf, String... sources) throws Exception {
    return program.update(next(program.runtime().version().jar(), xf, sources));
  }

  static List<Path> platform() {
    return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
        .map(Path::of)
        .toList();
  }
}
