package dev.kitsune.transform;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The program whose state the table of kinds is about: in the new version keys have another hash
 * and the opposite order, and a lambda and a class more stand before all others.
 */
final class KindWorld {

  private static final String KEY =
      """
      package p;
      public class Key implements Comparable<Key>, java.util.concurrent.Delayed {
        public int id;
        public Key(int id) { this.id = id; }
        public int id() { return id; }
        public long getDelay(java.util.concurrent.TimeUnit unit) { return -1; }
        @Override public int hashCode() { return id; }
        @Override public boolean equals(Object o) { return o instanceof Key k && k.id == id; }
        @Override public int compareTo(java.util.concurrent.Delayed k) { return Integer.compare(id, ((Key) k).id); }
        @Override public String toString() { return "key " + id; }
      }
      """
          .replace("Comparable<Key>, ", "");

  private static final String ORDER =
      """
      package p;
      public class Order implements java.util.Comparator<Object> {
        public int compare(Object a, Object b) { return String.valueOf(a).compareTo(String.valueOf(b)); }
      }
      """;

  private static final String CODE =
      """
      package p;
      import java.io.Serializable;
      import java.lang.annotation.*;
      import java.lang.invoke.*;
      import java.lang.ref.*;
      import java.lang.reflect.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      import java.util.function.*;
      public class Code {
        //first
        static final int VERSION = 1;
        public int number = 7;
        volatile int counter;
        public Object held;

        public interface Face { String say(String word); }
        public @Retention(RetentionPolicy.RUNTIME) @interface Mark { }
        public static class Handler implements InvocationHandler {
          public Object invoke(Object proxy, Method m, Object[] arguments) { return m.getName() + VERSION; }
        }
        public static class Failure extends RuntimeException {
          public Object what; public Failure(String m, Object what) { super(m); this.what = what; }
        }
        public static class Task extends TimerTask { public Object what; public void run() {} }
        public static class Ref extends PhantomReference<Object> {
          public Ref(Object o, ReferenceQueue<Object> q) { super(o, q); }
        }
        public static class Weak extends WeakReference<Object> {
          public Weak(Object o, ReferenceQueue<Object> q) { super(o, q); }
        }
        public sealed interface Shape permits Circle, Square {}
        public record Circle(Key at, int radius) implements Shape {}
        public static final class Square implements Shape { public Key at = new Key(3); }
        public class Inner { public int get() { return number + VERSION; } }
        public static class Work extends Thread { }
        public static class Recent extends LinkedHashMap<Object, Object> {
          public int limit = 3;
          @Override protected boolean removeEldestEntry(Map.Entry<Object, Object> e) { return size() > limit; }
        }
        public static class Input extends java.io.ByteArrayInputStream { public Input() { super(new byte[3]); } }
        public record Generic<T>(List<T> items, T[] row) {}

        public static Object record() { return new Circle(new Key(1), 2); }
        public static Object generic() { return new Generic<>(new ArrayList<>(List.of(new Key(1))), new Key[] {new Key(2)}); }
        public static Object sealed() { return new ArrayList<>(List.of(new Circle(new Key(1), 2), new Square())); }
        public static String shape(Object o) {
          return o instanceof Shape s ? s instanceof Circle c ? "circle " + c.radius() + VERSION : "square" + VERSION : "none";
        }
        public static Object inner() { return new Code().new Inner(); }
        public static Object anonymous() {
          Key key = new Key(5);
          return new Supplier<Object>() { int calls = 3; public Object get() { return key + " " + calls + " v" + VERSION; } };
        }
        public static Object local() {
          int n = 4;
          class Local implements Supplier<Object> { Key key = new Key(6); public Object get() { return key + " " + n + " v" + VERSION; } }
          return new Local();
        }
        public static Object more() {
          int n = new Key(4).id; int m = new Key(5).id;
          class More implements Supplier<Object> { public Object get() { return "" + n /*more*/; } }
          return new More();
        }
        public static Object twins() {
          return List.of(new Supplier<Object>() { public Object get() { return "one"; } },
              new Supplier<Object>() { public Object get() { return "two"; } });
        }
        public static Object changedTwins() {
          return List.of(new Supplier<Object>() { public Object get() { return "one" + VERSION; } },
              new Supplier<Object>() { public Object get() { return "two" + VERSION; } });
        }
        public static String colour(Object o) {
          switch ((Color) o) { case RED: return "red" + VERSION; case GREEN: return "green" + VERSION; default: return "other"; }
        }

        public static Object lambda() { return (Supplier<Object> & Serializable) () -> "v" + VERSION; }
        public static Object plain() { Supplier<Object> s = () -> "v" + VERSION; return s; }
        public static Object capturing() {
          Key key = new Key(1); int i = 2; long l = 3; double d = 4.5; boolean b = true; String s = "s"; char c = 'c';
          Supplier<Object> all = () -> key + " " + i + " " + l + " " + d + " " + b + " " + s + " " + c + " v" + VERSION;
          return all;
        }
        public static Object ofThis() { return new Code().mine(); }
        private Supplier<Object> mine() { return () -> number + " v" + VERSION; }
        public static Object nested() {
          Key key = new Key(1);
          Supplier<Supplier<Object>> outer = () -> () -> key + " v" + VERSION;
          return List.of(outer, outer.get());
        }
        public static Object cyclic() {
          Code code = new Code();
          Supplier<Object> self = () -> code;
          code.held = self;
          return code;
        }
        static String stat(Object o) { return o + " v" + VERSION; }
        public static Object references() {
          Function<Object, String> stat = Code::stat;
          Function<Key, String> unbound = Key::toString;
          Supplier<String> bound = new Key(8)::toString;
          Function<Integer, Key> made = Key::new;
          IntFunction<Key[]> array = Key[]::new;
          return List.of(stat, unbound, bound, made, array);
        }
        private static <F extends Function<String, String>> Object marked(F f) { return f; }
        public interface Narrow extends Function<String, String> { String apply(String s); }
        public static Object marker() { return marked((Narrow & Cloneable) s -> s + VERSION); }
        public static Object alike() {
          Supplier<Object> one = () -> "one"; Supplier<Object> two = () -> "two";
          return List.of(one, two);
        }
        public static Object changedAlike() {
          Supplier<Object> one = () -> "one" + VERSION; Supplier<Object> two = () -> "two" + VERSION;
          return one;
        }
        public static Object lost() { Key key = new Key(1); Supplier<Object> s = () -> key; return s; }
        public static Object comparators() {
          Comparator<Key> order = Comparator.comparing(Key::id);
          TreeMap<Key, String> map = new TreeMap<>(order.reversed().thenComparing(Comparator.comparing(Key::toString)));
          for (int i = 0; i < 5; i++) map.put(new Key(i), "value " + i);
          return map;
        }
        public static Object functions() {
          Function<Object, String> f = Code::stat; Predicate<Object> p = o -> VERSION == 1;
          return List.of(f.andThen(s -> s + "!"), p.negate(), p.and(Objects::nonNull), BinaryOperator.minBy(new Order()));
        }

        public static Object field() throws Exception { return Code.class.getDeclaredField("number"); }
        public static Object method() throws Exception { Method m = Code.class.getDeclaredMethod("stat", Object.class); m.setAccessible(true); return m; }
        public static Object constructor() throws Exception { return Key.class.getConstructor(int.class); }
        public static Object goneMethod() throws Exception { return Code.class.getDeclaredMethod("lost"); }
        public static Object handles() throws Exception {
          MethodHandles.Lookup l = MethodHandles.lookup();
          return List.of(
              l.findStatic(Code.class, "stat", MethodType.methodType(String.class, Object.class)),
              l.findVirtual(Key.class, "id", MethodType.methodType(int.class)),
              l.findConstructor(Key.class, MethodType.methodType(void.class, int.class)),
              l.findGetter(Code.class, "number", int.class));
        }
        public static Object bound() throws Exception {
          return MethodHandles.lookup().findVirtual(Key.class, "compareTo", MethodType.methodType(int.class, Delayed.class)).asType(MethodType.methodType(int.class, Key.class, Key.class)).bindTo(new Key(1));
        }
        public static Object variables() throws Exception {
          return List.of(MethodHandles.lookup().findVarHandle(Code.class, "counter", int.class), MethodHandles.arrayElementVarHandle(Key[].class));
        }
        public static Object type() { return MethodType.methodType(Key.class, Color.class, int.class); }
        public static Object lookup() { return MethodHandles.lookup(); }
        public static Object updater() { return AtomicIntegerFieldUpdater.newUpdater(Code.class, "counter"); }
        @Mark static void noted() {}
        public static Object annotation() throws Exception { return Code.class.getDeclaredMethod("noted").getAnnotation(Mark.class); }
        public static Object component() { return Circle.class.getRecordComponents()[0]; }
        public static Object proxies() {
          Object face = Proxy.newProxyInstance(Face.class.getClassLoader(), new Class<?>[] {Face.class}, new Handler());
          Object plain = Proxy.newProxyInstance(null, new Class<?>[] {Runnable.class, Comparable.class}, new Handler());
          Object lambda = Proxy.newProxyInstance(null, new Class<?>[] {Callable.class}, (p, m, a) -> "lambda " + VERSION);
          return List.of(face, plain, lambda);
        }
        public static Object stream(List<Object> source) { return source.stream().filter(o -> o instanceof Key).map(Code::stat); }
        public static Object collector() { return java.util.stream.Collectors.mapping((Object o) -> stat(o), java.util.stream.Collectors.toList()); }
        public static Object queued() { Callable<String> c = () -> "ran v" + VERSION; return c; }
        public static Object threadLocal() { return ThreadLocal.withInitial(() -> new Key(VERSION)); }
        public static Object adding() { LongBinaryOperator f = (a, b) -> a + b + VERSION; return f; }
        public static Object dependent(CompletableFuture<Object> f) {
          Key key = new Key(3);
          return f.thenApply(o -> o + " " + key + " v" + VERSION);
        }
        public static Object marking(Key key) { Runnable r = () -> key.id = 42; return r; }
        public static Object cleaned() {
          Code code = new Code();
          code.held = Cleaner.create().register(code, () -> {});
          return code;
        }
        //second
      }
      """;

  static final TwoVersions VERSIONS =
      TwoVersions.of(
          new String[] {
            "package k; public record Pair(Object left, Object right) {}",
            "package k; public class Holder { public Object held; public Holder(Object held) { this.held = held; } }",
            "package k; public enum Size { SMALL, LARGE }",
            """
            package k;
            import java.util.function.*;
            public class Kept {
              public static Supplier<Object> over(Object captured) { return () -> captured; }
              public static Supplier<Object> free() { return () -> "free"; }
              public static Supplier<String> bound(Object o) { return o::toString; }
            }
            """,
          },
          sources(
              KEY,
              ORDER,
              CODE,
              colours("RED { }, GREEN, BLUE"),
              wide("Growing", 60),
              wide("Shrinking", 70),
              wide("Jumbo", 70)),
          sources(
              KEY.replace(
                      "return id; }\n  @Override public boolean",
                      "return 1000 - id * 31; }\n  @Override public boolean")
                  .replace(
                      "Integer.compare(id, ((Key) k).id)", "Integer.compare(((Key) k).id, id)"),
              ORDER.replace(
                  "valueOf(a).compareTo(String.valueOf(b))",
                  "valueOf(b).compareTo(String.valueOf(a))"),
              CODE.replace("VERSION = 1", "VERSION = 2")
                  .replace("/*more*/", "+ m")
                  .replace(
                      "//first",
                      "static Object first() { Runnable r = () -> {}; return r; } static Object anon() { return new Object() { }; }")
                  .replace(
                      "Key key = new Key(1); Supplier<Object> s = () -> key; return s;",
                      "return new Key(1);")
                  .replace("public static Object lost() {", "public static Object lost2() {"),
              colours("BLACK, BLUE, GREEN, RED { }"),
              wide("Growing", 70),
              wide("Shrinking", 60),
              wide("Jumbo", 80)));

  private KindWorld() {}

  private static String[] sources(String... sources) {
    return sources;
  }

  private static String colours(String constants) {
    return "package p;\npublic enum Color { " + constants + "; public int uses; }";
  }

  private static String wide(String name, int constants) {
    return IntStream.range(0, constants)
        .mapToObj(i -> "C" + i)
        .collect(Collectors.joining(", ", "package p;\npublic enum " + name + " { X, ", " }"))
        .replace("X, C0", constants > 60 ? "X, C0" : "C0");
  }

  static Object key(int id) {
    return Make.object(VERSIONS.oldClass("p.Key"), id);
  }

  static Object newKey(int id) {
    return Make.object(VERSIONS.newClass("p.Key"), id);
  }

  static boolean isNew(@Nullable Object object) {
    return object != null
        && object.getClass().getClassLoader() == VERSIONS.newClass("p.Key").getClassLoader();
  }

  /** Calls a method of the old version's code. */
  static Object code(String method, Object... arguments) {
    return TwoVersions.call(VERSIONS.oldClass("p.Code"), method, arguments);
  }

  static Object kept(String method, Object... arguments) {
    return TwoVersions.call(VERSIONS.keptClass("k.Kept"), method, arguments);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static Enum<?> old(String type, String constant) {
    return Enum.valueOf((Class) VERSIONS.oldClass("p." + type), constant);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static Enum<?> fresh(String type, String constant) {
    return Enum.valueOf((Class) VERSIONS.newClass("p." + type), constant);
  }

  static Object[] keys(int... ids) {
    return Arrays.stream(ids).mapToObj(KindWorld::key).toArray();
  }

  static Object[] newKeys(int... ids) {
    return Arrays.stream(ids).mapToObj(KindWorld::newKey).toArray();
  }
}
