package dev.kitsune.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Woven lambdas do what they did, and say which method they call. */
class LambdasTest {

  private static final String SOURCE =
      """
      package p;
      import java.io.Serializable;
      import java.util.*;
      import java.util.function.*;
      public class Main {
        interface Maker { default Supplier<String> make(String s) { return () -> s + "!"; } }
        static Supplier<String> wide(Supplier<String> s) { return s; }
        public static Object all() {
          String word = "word";
          Supplier<String> lambda = () -> word + 1;
          Supplier<String> reference = word::toUpperCase;
          Supplier<String> serializable = (Supplier<String> & Serializable) () -> "s";
          Supplier<String> marked = (Supplier<String> & Cloneable) () -> "m";
          return List.of(lambda, reference, serializable, marked, new Maker() {}.make("i"));
        }
      }
      """;

  private static SerializedLambda form(Object lambda) throws ReflectiveOperationException {
    Method method = lambda.getClass().getDeclaredMethod("writeReplace");
    method.setAccessible(true);
    return (SerializedLambda) method.invoke(lambda);
  }

  @SuppressWarnings("unchecked")
  @Test
  void lambda_woven_worksAndSaysItsMethod() throws Exception {
    Class<?> type = ThrowAwayLoader.woven(SOURCE).loadClass("p.Main");

    List<Supplier<String>> all = (List<Supplier<String>>) type.getMethod("all").invoke(null);

    assertThat(all.stream().map(Supplier::get).toList())
        .isEqualTo(List.of("word1", "WORD", "s", "m", "i!"));
    assertThat(all).allMatch(lambda -> lambda instanceof Serializable);
    assertThat(all.get(3)).isInstanceOf(Cloneable.class);
    assertThat(form(all.get(0)).getImplMethodName()).startsWith("lambda$all$");
    assertThat(form(all.get(0)).getCapturedArg(0)).isEqualTo("word");
    assertThat(form(all.get(1)).getImplClass()).isEqualTo("java/lang/String");
    assertThat(form(all.get(1)).getImplMethodName()).isEqualTo("toUpperCase");
    assertThat(form(all.get(4)).getImplClass()).isEqualTo("p/Main$Maker");
  }

  @Test
  void classWithLambdas_handsOutItsOwnLookup_othersHaveNone() throws Exception {
    ThrowAwayLoader loader = ThrowAwayLoader.woven(SOURCE, "package p;\npublic class Plain { }");

    for (String name : List.of("p.Main", "p.Main$Maker")) {
      Method method = loader.loadClass(name).getDeclaredMethod(Lambdas.LOOKUP);
      method.setAccessible(true);
      MethodHandles.Lookup lookup = (MethodHandles.Lookup) method.invoke(null);

      assertThat(lookup.lookupClass().getName()).isEqualTo(name);
      assertThat(lookup.hasFullPrivilegeAccess()).isTrue();
    }
    assertThat(loader.loadClass("p.Plain").getDeclaredMethods()).isEmpty();
  }
}
