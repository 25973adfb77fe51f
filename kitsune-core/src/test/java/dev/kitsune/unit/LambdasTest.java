package dev.kitsune.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Sources;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What identifies a lambda, and what does not. */
class LambdasTest {

  private static final String SOURCE =
      """
      package p;
      import java.util.function.*;
      public class Main {
        static Supplier<String> one() { return () -> "one"; }
        static Supplier<String> two(String s, int i) { return () -> s + i; }
        static Supplier<Runnable> nested() { return () -> () -> System.gc(); }
        static Function<Object, String> reference() { return Object::toString; }
        static Object anonymous() { Supplier<Object> s = () -> new Object() {}; return s; }
      }
      """;

  private static Lambdas read(String source) {
    return Lambdas.of(Sources.compile(source).get("p.Main"));
  }

  private static List<String> kinds(Lambdas lambdas) {
    return lambdas.items().stream().map(Likeness.Item::kind).sorted().toList();
  }

  @Test
  void items_areThoseWithABody_byPlaceAndTypes() {
    Lambdas lambdas = read(SOURCE);

    assertThat(kinds(lambdas))
        .containsExactly(
            "anonymous/1 get()Ljava/util/function/Supplier; ()Ljava/lang/Object;",
            "nested/1 get()Ljava/util/function/Supplier; ()Ljava/lang/Runnable;",
            "nested/2 run()Ljava/lang/Runnable; ()V",
            "one/1 get()Ljava/util/function/Supplier; ()Ljava/lang/String;",
            "two/1 get(Ljava/lang/String;I)Ljava/util/function/Supplier; ()Ljava/lang/String;");
  }

  @Test
  void items_ofShiftedNumbers_areTheSameButForTheirNames() {
    Lambdas before = read(SOURCE);

    Lambdas after =
        read(
            SOURCE.replace(
                "public class Main {",
                "public class Main { static Runnable r = () -> {}; static Object o = new Object() {};"));

    for (Likeness.Item item : before.items()) {
      List<Likeness.Item> found = Likeness.counterparts(item, before.items(), after.items());
      assertThat(found).as(item.kind()).hasSize(1);
      assertThat(found.get(0).body()).as(item.kind()).isEqualTo(item.body());
    }
    assertThat(after.items()).hasSize(before.items().size() + 1);
    assertThat(after.items().stream().map(Likeness.Item::name).toList())
        .isNotEqualTo(before.items().stream().map(Likeness.Item::name).toList());
  }

  @Test
  void items_ofSerializableLambdas_areNotTakenForTheirDeserializer() {
    Lambdas lambdas =
        read(
            "package p;\nimport java.util.function.*;\npublic class Main { static Object make() {"
                + " return (Supplier<String> & java.io.Serializable) () -> \"a\"; } }");

    assertThat(kinds(lambdas))
        .containsExactly("make/1 get()Ljava/util/function/Supplier; ()Ljava/lang/String;");
  }

  @Test
  void body_changed_hasAnotherDigest() {
    Lambdas before = read(SOURCE);
    Lambdas after = read(SOURCE.replace("\"one\"", "\"uno\""));

    assertThat(before.items()).hasSameSizeAs(after.items());
    assertThat(before.items().stream().map(Likeness.Item::body).toList())
        .isNotEqualTo(after.items().stream().map(Likeness.Item::body).toList());
    assertThat(before.descriptor(before.items().get(0).name())).startsWith("(");
  }
}
