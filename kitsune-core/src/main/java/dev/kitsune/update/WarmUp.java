package dev.kitsune.update;

import dev.kitsune.load.LoadedVersion;
import dev.kitsune.unit.BadVersionException;
import dev.kitsune.unit.VersionJar;
import dev.kitsune.xf.run.StepRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Takes a sample program through a state migration, in throw-away loaders and beside the running
 * program, so that the first pause finds the transformation's own code loaded and compiled. Without
 * it the first update of a process paused about ten times as long as the second.
 */
final class WarmUp {

  private static final String SAMPLE = WarmUpSample.class.getName();
  private static final String NAME = "warmup.Sample";
  private static final int ROUNDS = 40;
  private static final int LENGTH = 200;

  private WarmUp() {}

  /**
   * Runs the sample to and fro.
   *
   * @param platform the loader of all that outlives versions
   */
  static void run(ClassLoader platform) {
    byte[] file = renamedSample();
    try {
      LoadedVersion from = LoadedVersion.first(jar(1, file), platform);
      // Another class file text makes another unit, so that the sample's objects are copied.
      LoadedVersion to = from.next(jar(2, differing(file)), platform);
      Entry entry = new Entry(NAME, "fill", "(I)V");
      MethodHandle fill = entry.in(from);
      if (fill == null) {
        throw new IllegalStateException("the sample has no method fill");
      }
      for (int round = 0; round < ROUNDS; round++) {
        fill.invoke(LENGTH);
        ProgramThread parked = thread(entry, fill, NAME);
        ProgramThread next = thread(entry, fill, null);
        next.continues(parked);
        StateChain migration = new StateChain();
        migration.add(from, to, StepRules.NONE);
        migration.prepare();
        migration.initialise();
        migration.transform(List.of(parked), List.of(next), List.of());
        migration.installStatics();
        migration.undo();
      }
    } catch (BadVersionException | UpdateException e) {
      throw new IllegalStateException("the sample could not be updated", e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the sample could not be filled", e);
    }
  }

  /** Returns a thread that is never started. */
  private static ProgramThread thread(Entry entry, MethodHandle handle, @Nullable Object state) {
    return new ProgramThread(
        NAME, entry, handle, state, ClassLoader.getSystemClassLoader(), new ThreadTable());
  }

  private static VersionJar jar(int version, byte[] file) {
    return VersionJar.of(
        Map.of(
            "Kitsune-Program",
            "warmup",
            "Kitsune-Version",
            String.valueOf(version),
            "Main-Class",
            NAME),
        Map.of(NAME, file),
        Map.of());
  }

  private static byte[] renamedSample() {
    try (InputStream in =
        WarmUp.class.getResourceAsStream(WarmUpSample.class.getSimpleName() + ".class")) {
      if (in == null) {
        throw new IllegalStateException("class file is missing: name=" + SAMPLE);
      }
      ClassWriter writer = new ClassWriter(0);
      SimpleRemapper names =
          new SimpleRemapper(
              Opcodes.ASM9, Map.of(SAMPLE.replace('.', '/'), NAME.replace('.', '/')));
      new ClassReader(in).accept(new ClassRemapper(writer, names), 0);
      return writer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] differing(byte[] file) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(file).accept(writer, ClassReader.SKIP_DEBUG);
    return writer.toByteArray();
  }
}
