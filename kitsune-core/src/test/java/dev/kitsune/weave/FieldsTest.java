package dev.kitsune.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ObjectStreamClass;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

class FieldsTest {

  private static final String SHAPES =
      """
      package p;
      import java.util.*;
      class Base { final int a = 1; static final List<String> S = new ArrayList<>(); }
      class Derived extends Base { final long b; volatile int c; Derived(long b) { this.b = b; } }
      class Failure extends RuntimeException { Failure(String m) { super(m); } }
      interface Shape { int area(); }
      record Point(int x, String y) implements Shape {
        Point { if (x < 0) throw new IllegalArgumentException(); }
        Point(int x) { this(x, "y"); }
        public int area() { return x; }
      }
      enum Colour { RED { int n() { return 1; } }, BLUE; int n() { return 2; } }
      @interface Note {}
      """;

  private static final ThrowAwayLoader WOVEN = ThrowAwayLoader.woven(SHAPES);

  private static final String SERIAL =
      """
      package p;
      import java.io.*;
      import java.util.*;
      public class Plain implements Serializable {
        public final int a = 1;
        protected final List<String> b;
        static int count;
        Plain(List<String> b) { this.b = b; Runnable r = () -> count++; }
        final void m() throws IOException {}
        private int hidden() { return 0; }
      }
      class Sub extends Plain { final long n = 2; Sub() { super(null); } }
      interface Marked extends Comparable<Marked>, Externalizable {}
      abstract class ByInterface implements Marked { static { System.getProperty("x"); } }
      class Failing extends IllegalStateException { final int code = 3; }
      class Numbered implements Serializable {
        static final long serialVersionUID = 7;
        final int n = 1;
      }
      record Rec(int n) implements Serializable {}
      enum En { A { }, B }
      class Outer {
        protected class Inner implements Serializable { final int i = 0; }
        private static final class Nested extends HashMap<String, String> { static int[] t = {1}; }
      }
      class Not { final int n = 0; }
      """;

  private static final ThrowAwayLoader SERIAL_PLAIN = ThrowAwayLoader.plain(SERIAL);
  private static final ThrowAwayLoader SERIAL_WOVEN = ThrowAwayLoader.woven(SERIAL);

  @Test
  void weave_instanceFields_loseFinal() throws Exception {
    assertThat(isFinal("p.Base", "a")).isFalse();
    assertThat(isFinal("p.Derived", "b")).isFalse();
    assertThat(isFinal("p.Point", "x")).isFalse();
    assertThat(isFinal("p.Base", "S")).isTrue();
    assertThat(Modifier.isVolatile(field("p.Derived", "c").getModifiers())).isTrue();
  }

  @Test
  void weave_constructorsThatSetFinals_endInFences() {
    assertThat(fences("p.Base", "()V")).isEqualTo(1);
    assertThat(fences("p.Derived", "(J)V")).isEqualTo(1);
    assertThat(fences("p.Point", "(ILjava/lang/String;)V")).isEqualTo(1);
    assertThat(fences("p.Point", "(I)V")).isZero();
    assertThat(fences("p.Failure", "(Ljava/lang/String;)V")).isZero();
  }

  @Test
  void weave_hierarchy_onlyTheTopmostProgramClassCanForward() throws Exception {
    for (String top : List.of("p.Base", "p.Failure", "p.Point", "p.Colour")) {
      Field forward = field(top, Weaver.FORWARD);
      assertThat(forward.getType()).isEqualTo(Object.class);
      assertThat(forward.getModifiers() & (Modifier.PUBLIC | Modifier.TRANSIENT | Modifier.STATIC))
          .isEqualTo(Modifier.PUBLIC | Modifier.TRANSIENT);
      assertThat(forward.isSynthetic()).isTrue();
    }
    for (String other : List.of("p.Derived", "p.Shape", "p.Colour$1", "p.Note")) {
      assertThat(WOVEN.loadClass(other).getDeclaredFields())
          .extracting(Field::getName)
          .doesNotContain(Weaver.FORWARD);
    }
  }

  @Test
  void weave_record_keepsItsMethodsAndCanBeFilled() throws Exception {
    Class<?> point = WOVEN.loadClass("p.Point");
    Constructor<?> constructor = point.getDeclaredConstructor(int.class, String.class);
    constructor.setAccessible(true);
    Object one = constructor.newInstance(1, "a");
    Object two = constructor.newInstance(2, "a");
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(point, MethodHandles.lookup());
    lookup.findVarHandle(point, Weaver.FORWARD, Object.class).set(two, "elsewhere");

    assertThat(one).isNotEqualTo(two);
    lookup.findVarHandle(point, "x", int.class).set(two, 1);

    assertThat(one).isEqualTo(two).hasSameHashCodeAs(two).hasToString("Point[x=1, y=a]");
    assertThat(point.isRecord()).isTrue();
    assertThat(point.getRecordComponents()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p.Plain",
        "p.Sub",
        "p.ByInterface",
        "p.Failing",
        "p.Numbered",
        "p.Rec",
        "p.En",
        "p.En$1",
        "p.Outer$Inner",
        "p.Outer$Nested",
        "p.Not"
      })
  void weave_anyClass_serialVersionStays(String name) throws Exception {
    assertThat(ObjectStreamClass.lookupAny(SERIAL_WOVEN.loadClass(name)).getSerialVersionUID())
        .isEqualTo(ObjectStreamClass.lookupAny(SERIAL_PLAIN.loadClass(name)).getSerialVersionUID());
  }

  private boolean isFinal(String className, String name) throws Exception {
    return Modifier.isFinal(field(className, name).getModifiers());
  }

  private Field field(String className, String name) throws Exception {
    return WOVEN.loadClass(className).getDeclaredField(name);
  }

  private long fences(String className, String descriptor) {
    long fences = 0;
    for (MethodNode method : WOVEN.node(className).methods) {
      if (method.name.equals("<init>") && method.desc.equals(descriptor)) {
        for (AbstractInsnNode instruction : method.instructions) {
          if (instruction instanceof MethodInsnNode call && call.name.equals("releaseFence")) {
            assertThat(Instructions.next(call)).matches(Instructions::isReturn);
            fences++;
          }
        }
      }
    }
    return fences;
  }
}
