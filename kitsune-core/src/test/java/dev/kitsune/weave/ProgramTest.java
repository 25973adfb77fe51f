package dev.kitsune.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kitsune.testing.Sources;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Woven programs do what they did before. */
class ProgramTest {

  private static final String PROGRAM =
      """
      package p;
      import java.util.*;
      import java.util.concurrent.locks.*;
      import java.util.function.*;
      import java.util.stream.*;

      public class Program {
        sealed interface Shape permits Circle, Square {}
        record Circle(double radius) implements Shape {}
        record Square(double side) implements Shape {}
        enum Op implements IntBinaryOperator {
          ADD { public int applyAsInt(int a, int b) { return a + b; } },
          MUL { public int applyAsInt(int a, int b) { return a * b; } };
          static final Map<String, Op> BY_NAME = new TreeMap<>();
          static { for (Op op : values()) BY_NAME.put(op.name().toLowerCase(), op); }
        }
        class Inner { final int twice = outer * 2; class Deep { final int sum = twice + outer; } }
        static class Box<T extends Comparable<T>> {
          private final T value;
          Box(T value) { this.value = value; }
          <R extends Comparable<R>> Box<R> map(Function<? super T, R> f) {
            return new Box<>(f.apply(value));
          }
        }
        interface Greeter { String NAME = "g"; default String greet() { return "hi " + NAME; } }

        final int outer;
        static int count;
        Program(int outer) { this.outer = outer; count++; }

        static double area(Shape shape) {
          if (shape instanceof Circle c) return 3 * c.radius() * c.radius();
          return shape instanceof Square s ? s.side() * s.side() : -1;
        }
        static String switches(Object o) {
          String s = switch (String.valueOf(o)) { case "a", "b" -> "letter"; default -> "other"; };
          if (o instanceof Op op) {
            switch (op) { case ADD: s += "+"; break; case MUL: s += "*"; break; }
          }
          return s;
        }
        static int tries(int n) {
          int sum = 0;
          for (int i = 0; i < n; i++) {
            try { sum += Integer.parseInt(i % 2 == 0 ? "x" : "" + i); }
            catch (NumberFormatException e) { sum += 100; continue; }
            finally { sum++; }
          }
          return sum;
        }
        public static String run() throws Exception {
          StringBuilder out = new StringBuilder();
          out.append(area(new Circle(2))).append(area(new Square(3))).append(' ');
          out.append(switches("a")).append(switches(Op.ADD)).append(switches(Op.MUL)).append(' ');
          Program program = new Program(4);
          Program.Inner.Deep deep = program.new Inner().new Deep();
          out.append(deep.sum).append(' ').append(new Box<>("abc").map(String::length).value);
          out.append(Stream.of(3, 1, 2).sorted(Comparator.reverseOrder()).map(i -> i + count)
              .collect(Collectors.toList()));
          out.append(Op.BY_NAME.get("mul").applyAsInt(3, 4)).append(tries(5));
          out.append(new Greeter() {}.greet()).append(new Circle(1)).append(new Circle(1).hashCode());
          out.append(new Circle(1).equals(new Circle(1))).append(Op.valueOf("ADD").ordinal());
          out.append(EnumSet.allOf(Op.class)).append(Class.forName("p.Program$Op").getName());
          Lock lock = new ReentrantLock(out.length() > 3);
          lock.lock();
          try { out.append(((ReentrantLock) lock).isFair()); } finally { lock.unlock(); }
          Supplier<ReentrantLock> made = ReentrantLock::new;
          out.append(made.get().isLocked());
          assert count > 0 : "counted";
          return out.toString();
        }
      }
      """;

  @Test
  void weave_languageFeatures_sameResult() throws Throwable {
    Object before = ThrowAwayLoader.plain(PROGRAM).call("p.Program", "run");

    assertThat(ThrowAwayLoader.woven(PROGRAM).call("p.Program", "run")).isEqualTo(before);
  }

  @Test
  void weave_packageInfoAndAnnotation_staysLoadable() throws Exception {
    ThrowAwayLoader woven =
        ThrowAwayLoader.woven(
            "package p;\n@interface Note { Class<?> value() default int.class; }");

    assertThat(woven.loadClass("p.Note").isAnnotation()).isTrue();
  }

  @Test
  void weave_classFileWithoutClassConstants_isRefusedByName() {
    ClassWriter old = new ClassWriter(0);
    old.visit(Opcodes.V1_4, Opcodes.ACC_SUPER, "p/Old", null, "java/lang/Object", null);

    assertThatThrownBy(() -> Weaver.weave(old.toByteArray(), name -> null))
        .isInstanceOf(WeaveException.class)
        .hasMessageContainingAll("class=p.Old", "classFileVersion=48", "--release 17");
  }

  @Test
  void weave_twice_sameBytes() {
    Map<String, byte[]> classes = Sources.compile(PROGRAM);

    assertThat(ThrowAwayLoader.weave(classes))
        .containsExactlyEntriesOf(ThrowAwayLoader.weave(classes));
  }
}
