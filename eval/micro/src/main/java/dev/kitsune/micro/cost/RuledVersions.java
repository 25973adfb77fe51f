package dev.kitsune.micro.cost;

import dev.kitsune.load.LoadedVersion;
import dev.kitsune.transform.Transformation;
import dev.kitsune.unit.BadVersionException;
import dev.kitsune.unit.VersionJar;
import dev.kitsune.xf.compile.XfCompiler;
import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.model.VersionTypes;
import dev.kitsune.xf.run.StepRules;
import dev.kitsune.xf.run.Steps;
import dev.kitsune.xf.syntax.XfException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/** {@link Part} as two versions of a program with the step that a specification says. */
final class RuledVersions {

  private static final String NAME = "sample.Part";

  private final LoadedVersion from;
  private final LoadedVersion to;
  private final ClassLoader platform = RuledVersions.class.getClassLoader();
  private final MethodHandle make;

  /**
   * Compiles the specification, and loads both versions.
   *
   * @param newer what {@link Part} is in the newer version
   * @param xf empty for the defaults
   */
  RuledVersions(Class<?> newer, String xf) {
    try {
      VersionJar old = jar(1, Part.class, Map.of());
      VersionJar plain = jar(2, newer, Map.of());
      VersionJar next = xf.isEmpty() ? plain : jar(2, newer, step(old, plain, xf));
      from = LoadedVersion.first(old, platform);
      to = from.next(next, platform);
      make =
          MethodHandles.publicLookup()
              .findStatic(
                  Objects.requireNonNull(from.find(NAME)),
                  "make",
                  MethodType.methodType(Object.class, long.class));
    } catch (BadVersionException | XfException | ReflectiveOperationException e) {
      throw new IllegalStateException("the sample could not be loaded", e);
    }
  }

  private static Map<String, byte[]> step(VersionJar old, VersionJar next, String xf)
      throws XfException, BadVersionException {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    Map<String, byte[]> files = new HashMap<>();
    new XfCompiler(StepTypes.between(VersionTypes.of(old), VersionTypes.of(next)), classPath)
        .compile("part.xf", xf)
        .files()
        .forEach((name, bytes) -> files.put("META-INF/kitsune/steps/1/" + name, bytes));
    return files;
  }

  /** Returns an array of so many objects of the old version. */
  @Nullable Object[] build(int size) {
    @Nullable Object[] parts = new Object[size];
    try {
      for (int i = 0; i < size; i++) {
        parts[i] = (Object) make.invokeExact((long) i);
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return parts;
  }

  /** Returns the rules as an update finds them linked before its pause; none are used twice. */
  StepRules rules() {
    try {
      return Steps.load(from, to, platform);
    } catch (BadVersionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a transformation as an update makes one before the pause. */
  Transformation prepared(StepRules rules, int threads) {
    Transformation transformation = new Transformation(Steps.pair(from, to, rules), threads);
    transformation.prepare(List.of(), List.of());
    return transformation;
  }

  /** Returns a field of an object of the new version as a number. */
  long number(@Nullable Object part, String field) throws ReflectiveOperationException {
    Class<?> fresh = Objects.requireNonNull(to.find(NAME));
    var found = fresh.getDeclaredField(field);
    found.setAccessible(true);
    return ((Number) found.get(part)).longValue();
  }

  private static VersionJar jar(int version, Class<?> type, Map<String, byte[]> resources) {
    Map<String, String> manifest = new HashMap<>();
    manifest.put("Kitsune-Program", "sample");
    manifest.put("Kitsune-Version", String.valueOf(version));
    manifest.put("Main-Class", NAME);
    if (version > 1) {
      manifest.put("Kitsune-Previous", String.valueOf(version - 1));
    }
    return VersionJar.of(manifest, Map.of(NAME, file(type)), resources);
  }

  private static byte[] file(Class<?> type) {
    ClassWriter writer = new ClassWriter(0);
    Map<String, String> names = new HashMap<>();
    names.put(type.getName().replace('.', '/'), NAME.replace('.', '/'));
    // The newer version's constructor takes the hand-written loop's class, which no program has.
    names.put(OldPart.class.getName().replace('.', '/'), "java/lang/Object");
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      new ClassReader(Objects.requireNonNull(in))
          .accept(new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, names)), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toByteArray();
  }
}
