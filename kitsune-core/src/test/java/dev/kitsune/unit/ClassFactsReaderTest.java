package dev.kitsune.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.TypeReference;

class ClassFactsReaderTest {

  @Test
  void read_class_tellsNamesAndFields() {
    Map<String, byte[]> classes =
        Versions.compile(
            """
            package a;
            import java.util.*;
            public final class C extends ArrayList<String> implements Comparable<C> {
              @Deprecated private final Map<String, int[]> map = new HashMap<>();
              static volatile int n;
              public int compareTo(C other) { return 0; }
            }
            """);

    ClassFacts facts = ClassFactsReader.read(classes.get("a.C"));

    assertThat(facts.name()).isEqualTo("a.C");
    assertThat(Modifier.isFinal(facts.access())).isTrue();
    assertThat(facts.superName()).isEqualTo("java.util.ArrayList");
    assertThat(facts.interfaces()).containsExactly("java.lang.Comparable");
    assertThat(facts.fields()).extracting(ClassFacts.FieldFacts::name).containsExactly("map", "n");
    ClassFacts.FieldFacts map = facts.fields().get(0);
    assertThat(map.access()).isEqualTo(Modifier.PRIVATE | Modifier.FINAL);
    assertThat(map.descriptor()).isEqualTo("Ljava/util/Map;");
    assertThat(map.signature()).isEqualTo("Ljava/util/Map<Ljava/lang/String;[I>;");
    assertThat(map.annotations()).containsExactly("Ljava/lang/Deprecated;");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void read_classNamedInOnePlace_isReferred(String place, String source, String expected) {
    String[] sources = Arrays.copyOf(LIBRARY, LIBRARY.length + 1);
    sources[LIBRARY.length] = source;
    byte[] classFile = Versions.compile(sources).get("a.C");

    assertThat(ClassFactsReader.read(classFile).references()).as(place).contains(expected);
  }

  static Stream<Arguments> places() {
    return Stream.of(
            List.of("field", "class C { lib.X f; }"),
            List.of("field array", "class C { lib.X[][] f; }"),
            List.of("static constant's type", "class C { static lib.X f; }"),
            List.of("parameter", "class C { void m(lib.X x) {} }"),
            List.of("result", "class C { lib.X m() { return null; } }"),
            List.of("generic signature", "class C { java.util.List<? super lib.X> f; }"),
            List.of("class signature", "abstract class C implements java.util.List<lib.X> {}"),
            List.of("type bound", "class C<T extends Comparable<lib.X>> {}"),
            List.of("inner of generic", "class C { lib.Outer<lib.X>.Inner f; }"),
            List.of("local variable", "class C { void m() { lib.X x = null; } }"),
            List.of(
                "local variable's signature",
                "class C { void m() { java.util.List<lib.X> x = null; } }"),
            List.of("new", "class C { Object m() { return new lib.X(); } }"),
            List.of("new array", "class C { Object m() { return new lib.X[1][1]; } }"),
            List.of("cast", "class C { Object m(Object o) { return (lib.X) o; } }"),
            List.of(
                "instanceof", "class C { boolean m(Object o) { return o instanceof lib.X[]; } }"),
            List.of("class literal", "class C { Object m() { return lib.X.class; } }"),
            List.of("static call", "class C { void m() { lib.X.call(); } }"),
            List.of("static field", "class C { int m() { return lib.X.field; } }"),
            List.of(
                "array's clone",
                "class C { Object m(Object o) { return ((lib.X[]) o).clone(); } }"),
            List.of("throws", "class C { void m() throws lib.X {} }"),
            List.of(
                "catch",
                "abstract class C { void m() { try { n(); } catch (lib.X x) {} } abstract void n()"
                    + " throws lib.Y; }"),
            List.of("method reference", "class C { Runnable m() { return lib.X::call; } }"),
            List.of("lambda's type", "class C { Object m() { return (lib.F) v -> {}; } }"),
            List.of("annotation", "@lib.Note(int.class)\nclass C {}", "lib.Note"),
            List.of("annotation's class value", "@lib.Note(lib.X.class)\nclass C {}"),
            List.of("annotation's enum value", "@lib.Kind(lib.E.A)\nclass C {}", "lib.E"),
            List.of("annotation within", "@lib.Deep({@lib.Note(lib.X.class)})\nclass C {}"),
            List.of("on a field", "class C { @lib.Note(lib.X.class) int f; }"),
            List.of("on a method", "class C { @lib.Note(lib.X.class) void m() {} }"),
            List.of("on a parameter", "class C { void m(@lib.Note(lib.X.class) int p) {} }"),
            List.of("on a type", "class C { java.util.List<@lib.Use(lib.X.class) String> f; }"),
            List.of(
                "on a local's type", "class C { void m() { @lib.Use(lib.X.class) int i = 0; } }"),
            List.of(
                "on a cast",
                "class C { int m(Object o) { return (@lib.Use(lib.X.class) int) o; } }"),
            List.of("on a type parameter", "class C<@lib.Use(lib.X.class) T> {}"),
            List.of("on a superclass", "class C extends @lib.Use(lib.X.class) Object {}"),
            List.of(
                "on a catch",
                "class C { void m() { try { m(); } "
                    + "catch (@lib.Use(lib.X.class) RuntimeException x) {} } }"),
            List.of(
                "annotation's default", "@interface C { Class<?> value() default lib.X.class; }"),
            List.of("record component", "record C(lib.X x) {}"),
            List.of("on a record component", "record C(@lib.Note(lib.X.class) int x) {}"),
            List.of("member", "class C { void m() { lib.X.Member.class.getName(); } }"))
        .map(row ->
            Arguments.of(
                row.get(0), "package a; " + row.get(1), row.size() > 2 ? row.get(2) : "lib.X"));
  }

  private static final String[] LIBRARY = {
    """
    package lib;
    public class X extends Exception {
      public static int field;
      public static void call() {}
      public static class Member {}
    }
    """,
    "package lib; public class Y extends X {}",
    "package lib; public class Outer<T> { public class Inner {} }",
    "package lib; public interface F { void f(X x); }",
    "package lib; public enum E { A }",
    "package lib; public @interface Note { Class<?> value(); }",
    "package lib; public @interface Kind { E value(); }",
    "package lib; public @interface Deep { Note[] value(); }",
    """
    package lib;
    import java.lang.annotation.*;
    @Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER})
    public @interface Use { Class<?> value(); }
    """
  };

  @Test
  void read_sealedAndNested_refersToThem() {
    Map<String, byte[]> classes =
        Versions.compile(
            "package a; sealed interface S permits S.P { record P() implements S {} }");

    assertThat(ClassFactsReader.read(classes.get("a.S")).references()).contains("a.S$P");
    assertThat(ClassFactsReader.read(classes.get("a.S$P")).references()).contains("a.S");
  }

  @Test
  void read_dynamicConstantWithinDynamicConstant_refersToAll() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_SUPER, "a/C", null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()V", null, null);
    Handle bootstrap = new Handle(Opcodes.H_INVOKESTATIC, "b/Boot", "b", "(Lb/P;)V", false);
    ConstantDynamic inner =
        new ConstantDynamic(
            "inner", "Lb/Inner;", bootstrap, Type.getType("Lb/T;"), Type.getMethodType("(Lb/M;)V"));
    method.visitLdcInsn(
        new ConstantDynamic(
            "outer",
            "Lb/Outer;",
            bootstrap,
            inner,
            new Handle(Opcodes.H_GETSTATIC, "b/H", "f", "Lb/F;", false)));
    method.visitTypeInsn(Opcodes.ANEWARRAY, "[Lb/A;");
    method
        .visitInsnAnnotation(
            TypeReference.newTypeReference(TypeReference.NEW).getValue(),
            TypePath.fromString("["),
            "Lb/N;",
            false)
        .visitEnd();
    method.visitMaxs(2, 0);

    assertThat(ClassFactsReader.read(writer.toByteArray()).references())
        .contains("b.Boot", "b.P", "b.Inner", "b.T", "b.M", "b.Outer", "b.H", "b.F", "b.A", "b.N");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("realClasses")
  void read_realClass_refersToAllThatItsPoolNames(String name) throws IOException {
    byte[] classFile = bytesOf(name);

    assertThat(ClassFactsReader.read(classFile).references()).containsAll(namedByPool(classFile));
  }

  static List<String> realClasses() {
    return List.of(
        "java.util.HashMap",
        "java.util.concurrent.ConcurrentHashMap",
        "java.lang.Thread$State",
        "java.lang.Character",
        "java.lang.constant.ConstantDescs",
        "java.util.stream.Collectors",
        "com.fasterxml.jackson.databind.ObjectMapper",
        "com.fasterxml.jackson.databind.ser.BeanSerializerFactory",
        "picocli.CommandLine",
        "org.assertj.core.api.Assertions");
  }

  @Test
  void read_onlyLinesDiffer_sameDigest() {
    String source = "package a; class C { int m(int i) { int j = i; return j + 1; } }";
    byte[] one = Versions.compile(source).get("a.C");
    byte[] two =
        Versions.compile(source.replace("{ int", "{\n\n int").replace(";", ";\n")).get("a.C");

    assertThat(one).isNotEqualTo(two);
    assertThat(ClassFactsReader.read(two).digest()).isEqualTo(ClassFactsReader.read(one).digest());
  }

  @Test
  void read_constantDiffers_otherDigest() {
    String source = "package a; class C { int m(int i) { int j = i; return j + 1; } }";
    byte[] one = Versions.compile(source).get("a.C");
    byte[] two = Versions.compile(source.replace("+ 1", "+ 2")).get("a.C");
    byte[] local = Versions.compile(source.replace("j", "k")).get("a.C");

    assertThat(
            Set.of(
                ClassFactsReader.read(one).digest(),
                ClassFactsReader.read(two).digest(),
                ClassFactsReader.read(local).digest()))
        .hasSize(3);
  }

  private static byte[] bytesOf(String name) throws IOException {
    try (InputStream in =
        ClassLoader.getSystemResourceAsStream(name.replace('.', '/') + ".class")) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }

  /** An independent look: class entries and descriptors of the constant pool. */
  private static Set<String> namedByPool(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    char[] buffer = new char[reader.getMaxStringLength()];
    List<Type> types = new ArrayList<>();
    for (int i = 1; i < reader.getItemCount(); i++) {
      int item = reader.getItem(i);
      if (item == 0) {
        continue;
      }
      switch (reader.readByte(item - 1)) {
        case 7 -> types.add(Type.getObjectType(reader.readUTF8(item, buffer)));
        case 12 -> types.add(Type.getType(reader.readUTF8(item + 2, buffer)));
        case 16 -> types.add(Type.getType(reader.readUTF8(item, buffer)));
        default -> {}
      }
    }
    Set<String> names = new TreeSet<>();
    for (Type type : types) {
      if (type.getSort() == Type.METHOD) {
        add(names, type.getReturnType());
        for (Type argument : type.getArgumentTypes()) {
          add(names, argument);
        }
      } else {
        add(names, type);
      }
    }
    return names;
  }

  private static void add(Set<String> names, Type type) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    if (element.getSort() == Type.OBJECT) {
      names.add(element.getClassName());
    }
  }
}
