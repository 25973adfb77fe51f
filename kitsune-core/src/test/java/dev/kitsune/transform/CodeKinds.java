package dev.kitsune.transform;

import static dev.kitsune.transform.Kind.carried;
import static dev.kitsune.transform.Kind.refused;
import static dev.kitsune.transform.KindWorld.code;
import static dev.kitsune.transform.KindWorld.kept;
import static dev.kitsune.transform.KindWorld.key;
import static dev.kitsune.transform.KindWorld.newKey;
import static dev.kitsune.transform.KindWorld.old;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collector;
import java.util.stream.Stream;

/** What has code of its own or names code: classes of all forms, lambdas, reflection, proxies. */
@SuppressWarnings({"unchecked", "rawtypes"})
final class CodeKinds {

  private CodeKinds() {}

  static List<Kind> all() {
    List<Kind> all = new ArrayList<>();
    classes(all);
    subclasses(all);
    numbered(all);
    lambdas(all);
    functions(all);
    reflection(all);
    handles(all);
    proxies(all);
    return all;
  }

  private static Object get(Object supplier) {
    return ((Supplier<Object>) supplier).get();
  }

  private static Object shown(String method, Object argument) {
    return TwoVersions.call(KindWorld.VERSIONS.newClass("p.Code"), method, argument);
  }

  private static Class<?> newCode() {
    return KindWorld.VERSIONS.newClass("p.Code");
  }

  private static void classes(List<Kind> all) {
    all.add(
        carried(
            "Class",
            () -> List.of(KindWorld.VERSIONS.oldClass("p.Key"), String.class),
            (List list) ->
                assertThat(list)
                    .isEqualTo(List.of(KindWorld.VERSIONS.newClass("p.Key"), String.class))));
    all.add(
        carried(
            "record",
            () -> code("record"),
            (Object circle) -> {
              assertThat(TwoVersions.get(circle, "at")).isEqualTo(newKey(1));
              assertThat(circle.toString()).isEqualTo("Circle[at=key 1, radius=2]");
            }));
    all.add(
        carried(
            "record of a kept unit",
            () -> Make.object(KindWorld.VERSIONS.keptClass("k.Pair"), key(1), "text"),
            (Object pair) -> assertThat(TwoVersions.get(pair, "left")).isEqualTo(newKey(1))));
    all.add(
        carried(
            "generic record with an array",
            () -> code("generic"),
            (Object generic) -> {
              assertThat((List) TwoVersions.get(generic, "items")).containsExactly(newKey(1));
              assertThat((Object[]) TwoVersions.get(generic, "row")).containsExactly(newKey(2));
            }));
    all.add(
        carried(
            "sealed hierarchy",
            () -> code("sealed"),
            (List shapes) -> {
              assertThat(shown("shape", shapes.get(0))).isEqualTo("circle 22");
              assertThat(shown("shape", shapes.get(1))).isEqualTo("square2");
            }));
    all.add(
        carried(
            "enum with bodies, in a switch",
            () -> {
              TwoVersions.set(old("Color", "RED"), "uses", 3);
              return List.of(old("Color", "RED"), old("Color", "GREEN"));
            },
            (List colours) -> {
              assertThat(shown("colour", colours.get(0))).isEqualTo("red2");
              assertThat(shown("colour", colours.get(1))).isEqualTo("green2");
              assertThat(TwoVersions.get(colours.get(0), "uses")).isEqualTo(3);
            }));
    all.add(
        carried(
            "inner class",
            () -> code("inner"),
            (Object inner) -> {
              TwoVersions.set(TwoVersions.get(inner, "this$0"), "number", 40);
              assertThat(TwoVersions.invoke(inner, "get")).isEqualTo(42);
            }));
  }

  private static void subclasses(List<Kind> all) {
    all.add(
        carried(
            "program class that extends a JDK collection",
            () -> {
              Map recent = (Map) Make.object(KindWorld.VERSIONS.oldClass("p.Code$Recent"));
              recent.put(key(1), key(2));
              TwoVersions.set(recent, "limit", 1);
              return recent;
            },
            (Map recent) -> {
              assertThat(KindWorld.isNew(recent)).isTrue();
              assertThat(recent.get(newKey(1))).isEqualTo(newKey(2));
              recent.put("next", "evicts");
              assertThat(recent).isEqualTo(Map.of("next", "evicts"));
            }));
    all.add(
        refused(
            "program class that extends a closed platform class",
            () -> Make.object(KindWorld.VERSIONS.oldClass("p.Code$Input")),
            "it extends the platform's java.io.ByteArrayInputStream, whose fields are closed"));
  }

  private static void numbered(List<Kind> all) {
    all.add(
        carried(
            "anonymous class whose number shifts",
            () -> code("anonymous"),
            (Supplier made) -> assertThat(made.get()).isEqualTo("key 5 3 v2")));
    all.add(
        carried(
            "local class",
            () -> code("local"),
            (Supplier made) -> assertThat(made.get()).isEqualTo("key 6 4 v2")));
    all.add(
        refused(
            "local class that captures one variable more",
            () -> code("more"),
            "cannot know what the new version's code would have it capture: field=Code$1More.val$m"));
    all.add(
        carried(
            "two anonymous classes alike, told apart by their code",
            () -> code("twins"),
            (List<Supplier> twins) ->
                assertThat(twins.stream().map(Supplier::get).toList())
                    .isEqualTo(List.of("one", "two"))));
    all.add(
        refused(
            "two anonymous classes alike, both with other code",
            () -> code("changedTwins"),
            "it is not known which anonymous or local class of the new version"));
  }

  private static void lambdas(List<Kind> all) {
    all.add(lambda("lambda without captures", "plain", "v2"));
    all.add(lambda("lambda that is Serializable", "lambda", "v2"));
    all.add(lambda("lambda that captures", "capturing", "key 1 2 3 4.5 true s c v2"));
    all.add(lambda("lambda that captures this", "ofThis", "7 v2"));
    all.add(
        carried(
            "lambda in a lambda",
            () -> code("nested"),
            (List list) -> {
              assertThat(get(get(list.get(0)))).isEqualTo("key 1 v2");
              assertThat(get(list.get(1))).isEqualTo("key 1 v2");
            }));
    all.add(
        carried(
            "lambda that captures its own holder",
            () -> code("cyclic"),
            (Object cycle) -> assertThat(get(TwoVersions.get(cycle, "held"))).isSameAs(cycle)));
    all.add(
        carried(
            "lambda with marker interfaces and bridges",
            () -> code("marker"),
            (Function marked) -> {
              assertThat(marked).isInstanceOf(Cloneable.class);
              assertThat(marked.apply("s")).isEqualTo("s2");
            }));
    all.add(
        carried(
            "two lambdas alike, told apart by their code",
            () -> code("alike"),
            (List list) -> {
              assertThat(get(list.get(0))).isEqualTo("one");
              assertThat(get(list.get(1))).isEqualTo("two");
            }));
    all.add(
        refused(
            "two lambdas alike, both with other code",
            () -> code("changedAlike"),
            "a lambda of p.Code has several counterparts in the new version"));
    all.add(
        refused(
            "lambda that is gone",
            () -> code("lost"),
            "a lambda of p.Code has no counterpart in the new version"));
    all.add(
        carried(
            "lambda of a kept unit that captured an old object",
            () -> List.of(kept("over", key(1)), kept("bound", key(2)), kept("free")),
            (List list) -> {
              assertThat(get(list.get(0))).isEqualTo(newKey(1));
              assertThat(get(list.get(1))).isEqualTo("key 2");
              assertThat(list.get(2)).isSameAs(kept("free"));
            }));
    all.add(
        carried(
            "method references of all forms",
            () -> code("references"),
            (List list) -> {
              assertThat(((Function) list.get(0)).apply("a")).isEqualTo("a v2");
              assertThat(((Function) list.get(1)).apply(newKey(1))).isEqualTo("key 1");
              assertThat(get(list.get(2))).isEqualTo("key 8");
              assertThat(((Function) list.get(3)).apply(4)).isEqualTo(newKey(4));
              assertThat(((IntFunction<Object[]>) list.get(4)).apply(4)).hasSize(4);
            }));
  }

  private static Kind lambda(String name, String method, String expected) {
    return carried(
        name, () -> code(method), (Supplier made) -> assertThat(made.get()).isEqualTo(expected));
  }

  private static void functions(List<Kind> all) {
    all.add(
        carried(
            "Comparator.comparing, reversed, thenComparing",
            () -> code("comparators"),
            (TreeMap<Object, Object> map) -> {
              assertThat(map.firstKey()).isEqualTo(newKey(4));
              assertThat(map.get(newKey(2))).isEqualTo("value 2");
              map.put(newKey(9), "added");
              assertThat(map.firstKey()).isEqualTo(newKey(9));
            }));
    all.add(
        carried(
            "functions composed by the JDK",
            () -> code("functions"),
            (List list) -> {
              assertThat(((Function) list.get(0)).apply("a")).isEqualTo("a v2!");
              assertThat(((Predicate) list.get(1)).test("a")).isTrue();
              assertThat(((Predicate) list.get(2)).test("a")).isFalse();
              assertThat(((BinaryOperator) list.get(3)).apply("a", "b")).isEqualTo("b");
            }));
    all.add(
        carried(
            "stream in use",
            () -> code("stream", new ArrayList<>(List.of(key(1), "text", key(2)))),
            (Stream stream) ->
                assertThat(stream.toList()).isEqualTo(List.of("key 1 v2", "key 2 v2"))));
    all.add(
        carried(
            "Collector",
            () -> code("collector"),
            (Collector<Object, Object, Object> collector) ->
                assertThat(Stream.of(1, 2).collect(collector)).isEqualTo(List.of("1 v2", "2 v2"))));
  }

  private static void reflection(List<Kind> all) {
    all.add(
        carried(
            "Field",
            () -> code("field"),
            (Field field) -> assertThat(field.getDeclaringClass()).isSameAs(newCode())));
    all.add(
        carried(
            "Method",
            () -> code("method"),
            (Method method) -> {
              try {
                assertThat(method.invoke(null, "a")).isEqualTo("a v2");
              } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
              }
            }));
    all.add(
        carried(
            "Constructor",
            () -> code("constructor"),
            (Constructor constructor) ->
                assertThat(constructor.getDeclaringClass())
                    .isSameAs(KindWorld.VERSIONS.newClass("p.Key"))));
    all.add(
        refused(
            "Method that is gone",
            () -> code("goneMethod"),
            "a Method of a changed class is held in state, and the new version has none like it"));
    all.add(
        refused(
            "RecordComponent",
            () -> code("component"),
            "a record component of a changed class is held in state: class=p.Code$Circle"));
    all.add(
        refused(
            "annotation",
            () -> code("annotation"),
            "an annotation of a changed class is held in state: class=p.Code$Mark"));
  }

  private static Object invoke(Object handle, Object... arguments) {
    try {
      return ((MethodHandle) handle).invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static void handles(List<Kind> all) {
    all.add(
        carried(
            "MethodHandle, direct",
            () -> code("handles"),
            (List list) -> {
              assertThat(invoke(list.get(0), "a")).isEqualTo("a v2");
              assertThat(invoke(list.get(1), newKey(5))).isEqualTo(5);
              assertThat(invoke(list.get(2), 6)).isEqualTo(newKey(6));
              assertThat(invoke(list.get(3), Make.object(newCode()))).isEqualTo(7);
            }));
    all.add(
        refused(
            "MethodHandle, bound or combined",
            () -> code("bound"),
            "a bound or combined method handle that leads to a changed class is held in state"));
    all.add(
        carried(
            "VarHandle",
            () -> code("variables"),
            (List<VarHandle> list) -> {
              assertThat(list.get(0).coordinateTypes()).isEqualTo(List.of(newCode()));
              assertThat(list.get(1).varType()).isSameAs(KindWorld.VERSIONS.newClass("p.Key"));
            }));
    all.add(
        carried(
            "MethodType",
            () -> code("type"),
            (MethodType type) ->
                assertThat(type.returnType()).isSameAs(KindWorld.VERSIONS.newClass("p.Key"))));
    all.add(
        refused(
            "MethodHandles.Lookup",
            () -> code("lookup"),
            "a look-up of a changed class is held in state: class=p.Code"));
  }

  private static void proxies(List<Kind> all) {
    all.add(
        carried(
            "JDK proxy",
            () -> code("proxies"),
            (List list) -> {
              assertThat(TwoVersions.invoke(list.get(0), "say", "word")).isEqualTo("say2");
              assertThat(java.lang.reflect.Proxy.getInvocationHandler(list.get(1)).getClass())
                  .isSameAs(KindWorld.VERSIONS.newClass("p.Code$Handler"));
              try {
                assertThat(((Callable) list.get(2)).call()).isEqualTo("lambda 2");
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            }));
  }
}
