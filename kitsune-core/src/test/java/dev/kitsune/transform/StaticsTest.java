package dev.kitsune.transform;

import static dev.kitsune.transform.TwoVersions.get;
import static dev.kitsune.transform.TwoVersions.getStatic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StaticsTest {

  private static Transformation transform(TwoVersions versions, String... classes) {
    Transformation transformation = new Transformation(versions);
    for (String name : classes) {
      transformation.statics(versions.oldClass(name), versions.newClass(name));
    }
    transformation.run();
    transformation.apply();
    transformation.installStatics();
    return transformation;
  }

  @Test
  void nonFinalStatics_areState() {
    String source =
        """
        package p;
        import dev.kitsune.*;
        public class Main {
          public static int count = 1; public static long[] longs = {1}; public static Main self = new Main();
          public static Object nothing = "code";
          @NoMigrate public static String banner = "old";
          public static Object gone = new Object();
          public static String before = "x";
          { assert count >= 0; }
        }
        """;
    TwoVersions versions =
        TwoVersions.of(
            source,
            source
                .replace("\"old\"", "\"new\"")
                .replace("Object gone", "Object added")
                .replace("count = 1", "count = 100")
                .replace("String before", "Object before"));
    Class<?> old = versions.oldClass("p.Main");
    TwoVersions.call(Static.class, "set", old, "count", 7);
    TwoVersions.call(Static.class, "set", old, "nothing", null);

    Transformation transformation = transform(versions, "p.Main");

    Class<?> fresh = versions.newClass("p.Main");
    assertThat(getStatic(fresh, "count")).isEqualTo(7);
    assertThat(getStatic(fresh, "longs")).isSameAs(getStatic(old, "longs"));
    assertThat(getStatic(fresh, "self"))
        .isInstanceOf(fresh)
        .isSameAs(transformation.fresh(getStatic(old, "self")));
    assertThat(getStatic(fresh, "nothing")).isNull();
    assertThat(getStatic(fresh, "banner")).isEqualTo("new");
    assertThat(getStatic(fresh, "before")).isEqualTo("x");
    assertThat(getStatic(fresh, "added")).isNotNull();
    assertThat(transformation.notes())
        .containsExactlyInAnyOrder(
            "static Main.gone is gone; its value was dropped",
            "new static Main.added kept what the new version's code gave it");
  }

  static final class Static {
    static void set(Class<?> type, String name, Object value) throws ReflectiveOperationException {
      type.getField(name).set(null, value);
    }
  }

  @Test
  void statics_installedOnlyWhenAsked() {
    String source = "package p; public class Main { public static int n = 1; }";
    TwoVersions versions = TwoVersions.of(source, source.replace("1", "2"));
    Transformation transformation = new Transformation(versions);
    transformation.statics(versions.oldClass("p.Main"), versions.newClass("p.Main"));
    transformation.run();
    transformation.apply();

    assertThat(getStatic(versions.newClass("p.Main"), "n")).isEqualTo(2);
    transformation.installStatics();
    assertThat(getStatic(versions.newClass("p.Main"), "n")).isEqualTo(1);
  }

  @Test
  void staticThatBecameFinal_hasTheCodesValueAndIsTold_theOtherWayRoundItIsState() {
    String source =
        "package p; public class Main { public static int a = 1; public static final String b = new String(\"x\"); }";
    TwoVersions versions =
        TwoVersions.of(
            source,
            source
                .replace("static int a = 1", "static final int a = 2")
                .replace("final String b", "String b")
                .replace("\"x\"", "\"y\""));

    Transformation transformation = transform(versions, "p.Main");

    assertThat(getStatic(versions.newClass("p.Main"), "a")).isEqualTo(2);
    assertThat(getStatic(versions.newClass("p.Main"), "b")).isEqualTo("x");
    assertThat(transformation.notes())
        .containsExactly("static Main.a became final; it has the new code's value");
  }

  @Test
  void retypedStatic_isRefused() {
    TwoVersions versions =
        TwoVersions.of(
            "package p; public class Main { public static int n = 1; }",
            "package p; public class Main { public static long n = 1; }");

    assertThatThrownBy(() -> transform(versions, "p.Main"))
        .isInstanceOf(TransformException.class)
        .hasMessageContaining("p.Main.n has another type in the new version: from=int, to=long")
        .hasMessageEndingWith("path: static p.Main.n");
  }

  @Test
  void staticFinalSentinel_isForwarded_whereverItIsHeld() {
    String source =
        """
        package p;
        import java.util.*;
        public class Main {
          public static final Object NONE = new Object();
          static final Runnable TASK = () -> {};
          static final Comparator<String> ORDER = Comparator.<String>naturalOrder().reversed();
          static final String NAME = "v";
          public static final int[] EMPTY = {};
          public static Object held = NONE;
          public static Map<String, Object> map = new HashMap<>(Map.of("a", NONE, "t", TASK, "e", EMPTY));
          public static boolean holds() { return held == NONE && map.get("a") == NONE && map.get("t") == TASK && map.get("e") == EMPTY; }
        }
        """;
    TwoVersions versions =
        TwoVersions.of(source, source.replace("() -> {}", "() -> { int i = 0; }"));
    Object oldNone = getStatic(versions.oldClass("p.Main"), "NONE");

    transform(versions, "p.Main");

    assertThat(versions.callNew("p.Main", "holds")).isEqualTo(true);
    assertThat(getStatic(versions.newClass("p.Main"), "held")).isNotSameAs(oldNone);
  }

  private static final String TABLES =
      """
      package p;
      import dev.kitsune.*;
      import java.util.*;
      import java.util.concurrent.atomic.*;
      public class Main {
        public static class Item { public int n; public Item(int n) { this.n = n; } }
        MARK public static final Map<String, Object> MAP = new TreeMap<>(Map.of("code", "VERSION"));
        MARK public static final List<Object> LIST = new ArrayList<>(List.of("VERSION"));
        MARK public static final AtomicLong COUNTER = new AtomicLong(0);
        MARK public static final Object[] ARRAY = {"VERSION", null};
        MARK public static final int[] INTS = {0, 0};
        MARK public static final Item ITEM = new Item(0);
        public static Object held = LIST;
        public static void work() {
          MAP.clear(); MAP.put("state", new Item(1)); LIST.add(new Item(2)); LIST.add(LIST); COUNTER.set(3);
          ARRAY[1] = new Item(4); INTS[1] = 5; ITEM.n = 6;
        }
      }
      """;

  @Test
  void staticFinalContents_markedMigrate_areCarriedIntoTheNewObjects() {
    String source = TABLES.replace("MARK", "@Migrate");
    TwoVersions versions =
        TwoVersions.of(
            source.replace("VERSION", "1"),
            source.replace("VERSION", "2").replace("new TreeMap", "new LinkedHashMap"));
    versions.callOld("p.Main", "work");

    transform(versions, "p.Main");

    Class<?> fresh = versions.newClass("p.Main");
    Class<?> item = versions.newClass("p.Main$Item");
    Map<?, ?> map = (Map<?, ?>) getStatic(fresh, "MAP");
    assertThat(map.keySet().toArray()).containsExactly("state");
    assertThat(map.get("state")).isInstanceOf(item);
    assertThat(map.getClass().getSimpleName()).isEqualTo("LinkedHashMap");
    List<?> list = (List<?>) getStatic(fresh, "LIST");
    assertThat(list.get(0)).isEqualTo("1");
    assertThat(list.get(1)).isInstanceOf(item);
    assertThat(list.get(2)).isSameAs(list).isSameAs(getStatic(fresh, "held"));
    assertThat(((AtomicLong) getStatic(fresh, "COUNTER")).get()).isEqualTo(3);
    assertThat(((Object[]) getStatic(fresh, "ARRAY"))[1]).isInstanceOf(item);
    assertThat((int[]) getStatic(fresh, "INTS")).containsExactly(0, 5);
    assertThat(get(getStatic(fresh, "ITEM"), "n")).isEqualTo(6);
  }

  @Test
  void staticFinalContents_markedNoMigrate_areTheCodes() {
    String source = TABLES.replace("MARK", "@NoMigrate");
    TwoVersions versions =
        TwoVersions.of(source.replace("VERSION", "1"), source.replace("VERSION", "2"));
    versions.callOld("p.Main", "work");

    Transformation transformation = transform(versions, "p.Main");

    Class<?> fresh = versions.newClass("p.Main");
    assertThat(getStatic(fresh, "MAP")).isEqualTo(Map.of("code", "2"));
    assertThat(getStatic(fresh, "LIST")).isEqualTo(List.of("2")).isSameAs(getStatic(fresh, "held"));
    assertThat(get(getStatic(fresh, "ITEM"), "n")).isEqualTo(0);
    assertThat(transformation.counts().copied()).isZero();
  }

  @Test
  void staticFinalContents_unmarked_areUndecidedBeforeAndRefusedInTheUpdate() {
    String source = TABLES.replace("MARK", "");
    TwoVersions versions =
        TwoVersions.of(source.replace("VERSION", "1"), source.replace("VERSION", "2"));
    Class<?> old = versions.oldClass("p.Main");

    List<String> undecided = StaticFinals.undecided(versions, old);

    assertThat(undecided)
        .hasSize(6)
        .allSatisfy(line -> assertThat(line).contains("@Migrate").contains("@NoMigrate"))
        .anySatisfy(line -> assertThat(line).contains("field=p.Main.COUNTER"));
    assertThatThrownBy(() -> transform(versions, "p.Main"))
        .isInstanceOf(TransformException.class)
        .hasMessageContaining("field=p.Main.MAP");
  }

  private static final String KINDS =
      """
      package p;
      public class Main {
        static final String IMMUTABLE0 = new String("a");
        static final Integer IMMUTABLE1 = 5000;
        static final Object IMMUTABLE2 = new Object();
        static final java.time.Duration IMMUTABLE3 = java.time.Duration.ofSeconds(5);
        static final java.util.regex.Pattern IMMUTABLE4 = java.util.regex.Pattern.compile("a");
        static final Thread.State IMMUTABLE5 = Thread.State.NEW;
        static final Class<?> IMMUTABLE6 = Main.class;
        static final Runnable IMMUTABLE7 = () -> {};
        static final Object IMMUTABLE8 = new Empty();
        static final Object IMMUTABLE9 = new Rec(1, "a");
        static final Object IMMUTABLE10 = new Fixed("a");
        static final java.util.List<Object> IMMUTABLE11 = java.util.List.of(1, "a", new Rec(1, null));
        static final java.util.Map<String, Object> IMMUTABLE12 = java.util.Map.of("a", new Empty());
        static final java.util.List<String> IMMUTABLE13 = java.util.Collections.emptyList();
        static final int[] IMMUTABLE14 = {};
        static final org.slf4j.Logger IMMUTABLE15 = org.slf4j.LoggerFactory.getLogger("x");
        static final Object IMMUTABLE16 = new java.util.concurrent.locks.ReentrantLock();
        static final ThreadLocal<Object> IMMUTABLE17 = ThreadLocal.withInitial(() -> 1);
        static final java.util.Optional<String> IMMUTABLE18 = java.util.Optional.of("a");
        static final Object MUTABLE0 = new StringBuilder();
        static final Object MUTABLE1 = new java.util.concurrent.atomic.AtomicInteger();
        static final int[] MUTABLE2 = {1};
        static final Object MUTABLE3 = new Rec(1, new int[1]);
        static final Object MUTABLE4 = new Var();
        static final Object MUTABLE5 = new Fixed(new Var());
        static final Object MUTABLE6 = java.util.List.of(new Var());
        static final Object MUTABLE7 = java.util.Map.of("a", new int[1]);
        static final Object MUTABLE8 = java.util.Collections.unmodifiableList(new java.util.ArrayList<>());
        static final Object MUTABLE9 = new java.util.Random();
        static final Object MUTABLE10 = java.util.Optional.of(new Var());
        public record Rec(int n, Object o) {}
        public static class Empty {}
        public static class Var { public int n; }
        public static class Fixed { final Object o; Fixed(Object o) { this.o = o; } }
      }
      """;

  @Test
  void undecided_namesAllMutableOnes_andNoImmutable() {
    TwoVersions versions = TwoVersions.of(KINDS, KINDS);

    List<String> undecided = StaticFinals.undecided(versions, versions.oldClass("p.Main"));

    assertThat(undecided)
        .extracting(line -> line.replaceAll(".*field=p.Main.(\\w+);.*", "$1"))
        .containsExactly(
            "MUTABLE0",
            "MUTABLE1",
            "MUTABLE2",
            "MUTABLE3",
            "MUTABLE4",
            "MUTABLE5",
            "MUTABLE6",
            "MUTABLE7",
            "MUTABLE8",
            "MUTABLE9",
            "MUTABLE10");
  }

  @Test
  void staticFinalContents_ofAnotherKind_areRefused() {
    TwoVersions versions =
        TwoVersions.of(
            "package p; public class Main { @dev.kitsune.Migrate public static final Object X = new int[] {1}; }",
            "package p; public class Main { @dev.kitsune.Migrate public static final Object X = new int[] {1, 2}; }");

    assertThatThrownBy(() -> transform(versions, "p.Main"))
        .hasMessageContaining("expected an array of the same type and length=1")
        .hasMessageEndingWith("path: static p.Main.X");
  }

  @Test
  void staticFinal_thatRefersToASharedObject_isNoSentinel() {
    String kept =
        "package k; public class Box { public static final Box ONE = new Box(), TWO = new Box(); public int n; }";
    String source =
        """
        package p;
        import java.util.*;
        public class Main {
          @dev.kitsune.NoMigrate static final k.Box BOX = k.Box.ONE;
          static final Comparator<String> ORDER = String.CASE_INSENSITIVE_ORDER;
          static final List<String> NAMES = List.of();
          public static Object[] held = {k.Box.ONE, String.CASE_INSENSITIVE_ORDER, List.of()};
        }
        """;
    TwoVersions versions =
        TwoVersions.over(
            kept,
            source,
            source
                .replace("BOX = k.Box.ONE", "BOX = k.Box.TWO")
                .replace("ORDER = String.CASE_INSENSITIVE_ORDER", "ORDER = String::compareTo")
                .replace("NAMES = List.of()", "NAMES = List.of(\"a\")"));
    Object[] held = (Object[]) getStatic(versions.oldClass("p.Main"), "held");
    Object[] before = held.clone();

    Transformation transformation = new Transformation(versions);
    transformation.statics(versions.oldClass("p.Main"), versions.newClass("p.Main"));
    transformation.keptStatics(versions.keptClass("k.Box"));
    transformation.run();
    transformation.apply();

    assertThat(held).usingElementComparator((x, y) -> x == y ? 0 : 1).containsExactly(before);
  }

  @Test
  void aliasOfAnEnumConstant_isPairedByName() {
    String source =
        """
        package p;
        public enum Level { LOW, HIGH; public static final Level DEFAULT = LOW; public static Level held = LOW; }
        """;
    TwoVersions versions =
        TwoVersions.of(source, source.replace("DEFAULT = LOW", "DEFAULT = HIGH"));

    transform(versions, "p.Level");

    assertThat(getStatic(versions.newClass("p.Level"), "held"))
        .isSameAs(getStatic(versions.newClass("p.Level"), "LOW"));
  }

  private static final String KEPT =
      """
      package k;
      import java.util.*;
      public class Registry {
        public static final List<Object> ALL = new ArrayList<>();
        public static Object last;
        public static Object[] array = new Object[1];
        public static final Object CONSTANT = System.getProperties().get("kitsune.test.constant");
      }
      """;

  private static final String USER =
      """
      package p;
      public class User {
        public static Object make() { User u = new User(); k.Registry.ALL.add(u); k.Registry.last = u; k.Registry.array[0] = u; return u; }
      }
      """;

  @Test
  void keptStatics_areRootsAndRepairedInPlace_andPutBack() {
    TwoVersions versions =
        TwoVersions.over(KEPT, USER, USER.replace("{ User u", "{ int i; User u"));
    Object user = versions.callOld("p.User", "make");
    Class<?> registry = versions.keptClass("k.Registry");
    Object array = getStatic(registry, "array");
    Object list = getStatic(registry, "ALL");
    List<String> before = Digest.of(list, array, getStatic(registry, "last"));

    Transformation transformation = new Transformation(versions);
    transformation.keptStatics(registry);
    transformation.run();
    assertThat(getStatic(registry, "last")).isSameAs(user);
    transformation.apply();

    Object fresh = transformation.fresh(user);
    assertThat(fresh).isInstanceOf(versions.newClass("p.User"));
    assertThat(getStatic(registry, "last")).isSameAs(fresh);
    assertThat(getStatic(registry, "ALL")).isSameAs(list).isEqualTo(List.of(fresh));
    assertThat((Object[]) getStatic(registry, "array")).isSameAs(array).containsExactly(fresh);
    transformation.undo();
    assertThat(getStatic(registry, "last")).isSameAs(user);
    assertThat(Digest.of(list, array, getStatic(registry, "last"))).isEqualTo(before);
  }

  @Test
  void staticFinalOfKeptClass_thatHoldsAnOldObject_isRefused() {
    TwoVersions versions = TwoVersions.over(KEPT, USER, USER);
    System.getProperties().put("kitsune.test.constant", Make.object(versions.oldClass("p.User")));
    try {
      Transformation transformation = new Transformation(versions);
      transformation.keptStatics(versions.keptClass("k.Registry"));

      assertThatThrownBy(transformation::run)
          .hasMessageContaining("is really final")
          .hasMessageEndingWith("path: static k.Registry.CONSTANT");
    } finally {
      System.getProperties().remove("kitsune.test.constant");
    }
  }

  @Test
  void goneClass_withState_isRefused_withoutState_isLetGo() {
    TwoVersions versions =
        TwoVersions.of(
            new String[0],
            new String[] {
              "package p; public class A { public static Object state = new Object(); }",
              "package p; public class B { public static int zero; static final String NAME = \"b\";"
                  + " @dev.kitsune.NoMigrate public static Object cache = new Object(); }"
            },
            new String[] {"package p; public class C {}"});

    Transformation allowed = new Transformation(versions);
    allowed.goneStatics(versions.oldClass("p.B"));
    allowed.run();
    Transformation refused = new Transformation(versions);
    refused.goneStatics(versions.oldClass("p.A"));

    assertThatThrownBy(refused::run)
        .isInstanceOf(TransformException.class)
        .hasMessageContaining("class p.A is gone in the new version")
        .hasMessageContaining("static=state");
  }

  @Test
  void error_namesThePathFromAStatic() {
    String source =
        """
        package p;
        import java.util.*;
        public class Main {
          public static Server server = new Server();
          public static class Server { Map<String, List<Client>> clients = new HashMap<>(Map.of("db", new ArrayList<>(List.of(new Client(), new Client())))); }
          public static class Client { TIMER; }
        }
        """;
    TwoVersions versions =
        TwoVersions.of(
            source.replace("TIMER", "Object timer = new Object[] {(Runnable) () -> {}}"),
            source.replace("TIMER", "Object timer"));

    assertThatThrownBy(() -> transform(versions, "p.Main"))
        .hasMessageEndingWith(
            "path: static p.Main.server -> Main$Server.clients -> HashMap[\"db\"] -> ArrayList[0]"
                + " -> Main$Client.timer -> Object[][0]");
  }

  @Test
  void sharedKeptObjectInStaticFinals_ofBothVersions_isRepaired() {
    String kept =
        "package k; public class Box { public static final Box ONE = new Box(); public Object held; }";
    String source =
        """
        package p;
        public class Main {
          @dev.kitsune.NoMigrate static final k.Box BOX = k.Box.ONE;
          public static void work() { BOX.held = new Main(); }
        }
        """;
    TwoVersions versions =
        TwoVersions.over(kept, source, source.replace("new Main();", "new Main(); ;"));
    versions.callOld("p.Main", "work");

    transform(versions, "p.Main");

    Object box = getStatic(versions.newClass("p.Main"), "BOX");
    assertThat(box).isSameAs(getStatic(versions.keptClass("k.Box"), "ONE"));
    assertThat(get(box, "held")).isInstanceOf(versions.newClass("p.Main"));
  }
}
