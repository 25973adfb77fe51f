package dev.kitsune.micro.cost;

import dev.kitsune.load.LoadedVersion;
import dev.kitsune.transform.Transformation;
import dev.kitsune.transform.VersionPair;
import dev.kitsune.unit.BadVersionException;
import dev.kitsune.unit.VersionJar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/** {@link Item} as two versions of a program, loaded and woven by the runtime itself. */
final class SampleVersions {

  private static final String NAME = "sample.Item";

  private final LoadedVersion from;
  private final LoadedVersion to;
  private final MethodHandle make;
  private final MethodHandle chain;

  SampleVersions() {
    ClassLoader platform = SampleVersions.class.getClassLoader();
    try {
      from = LoadedVersion.first(jar(1, file(false)), platform);
      to = from.next(jar(2, file(true)), platform);
      Class<?> old = Objects.requireNonNull(from.find(NAME));
      MethodType type = MethodType.methodType(Object.class, long.class);
      make = MethodHandles.publicLookup().findStatic(old, "make", type);
      chain = MethodHandles.publicLookup().findStatic(old, "chain", type);
    } catch (BadVersionException | ReflectiveOperationException e) {
      throw new IllegalStateException("the sample could not be loaded", e);
    }
  }

  Object build(Shape shape, int size) {
    return shape.build(size, calling(make), calling(chain));
  }

  private static LongFunction<Object> calling(MethodHandle handle) {
    return number -> {
      try {
        return (Object) handle.invokeExact(number);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /** Returns a transformation as an update makes one before the pause. */
  Transformation prepared(int threads) {
    VersionPair pair = from.to(to);
    Transformation transformation = new Transformation(pair, threads);
    transformation.prepare(List.of(), List.of());
    return transformation;
  }

  boolean isNew(Object item) {
    return item.getClass() == to.find(NAME);
  }

  private static VersionJar jar(int version, byte[] file) {
    return VersionJar.of(
        Map.of(
            "Kitsune-Program",
            "sample",
            "Kitsune-Version",
            String.valueOf(version),
            "Main-Class",
            NAME),
        Map.of(NAME, file),
        Map.of());
  }

  private static byte[] file(boolean withOneMoreField) {
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor last =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visitEnd() {
            if (withOneMoreField) {
              visitField(Opcodes.ACC_PUBLIC, "added", "J", null, null).visitEnd();
            }
            super.visitEnd();
          }
        };
    SimpleRemapper names =
        new SimpleRemapper(
            Opcodes.ASM9, Map.of(Item.class.getName().replace('.', '/'), NAME.replace('.', '/')));
    try (InputStream in = Item.class.getResourceAsStream("Item.class")) {
      new ClassReader(Objects.requireNonNull(in)).accept(new ClassRemapper(last, names), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toByteArray();
  }
}
