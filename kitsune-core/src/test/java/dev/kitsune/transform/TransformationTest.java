package dev.kitsune.transform;

import static dev.kitsune.transform.TwoVersions.get;
import static dev.kitsune.transform.TwoVersions.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransformationTest {

  @Test
  void copy_changedClass_takesFieldsByDeclaringClassNameAndType() {
    TwoVersions versions =
        TwoVersions.of(
            """
            package p;
            public class Main {
              public static class Base { private int x = 1; protected String s = "base"; boolean z = true; }
              public static class Sub extends Base {
                private int x = 2; byte b = 3; short h = 4; char c = 'c'; long l = 5L; float f = 6f;
                double d = 7d; final int fin = 8; Object gone = "gone";
              }
              public static Object make() { return new Sub(); }
            }
            """,
            """
            package p;
            public class Main {
              public static class Middle { int middle = 99; }
              public static class Base extends Middle { private int x; protected String s; boolean z; int added = 42; }
              public static class Sub extends Base {
                double d; float f; long l; char c; short h; byte b; private int x; final int fin = 0;
              }
            }
            """);
    Object old = versions.callOld("p.Main", "make");

    Transformation transformation = new Transformation(versions);
    transformation.root("root", old);
    transformation.run();
    transformation.apply();
    Object fresh = transformation.fresh(old);

    assertThat(fresh.getClass()).isSameAs(versions.newClass("p.Main$Sub"));
    assertThat(List.of("b", "h", "c", "l", "f", "d", "x", "s", "z"))
        .allSatisfy(name -> assertThat(get(fresh, name)).isEqualTo(get(old, name)));
    assertThat(TwoVersions.call(Shadow.class, "x", fresh)).isEqualTo(1);
    assertThat(get(fresh, "added")).isEqualTo(0);
    assertThat(get(fresh, "middle")).isEqualTo(0);
    assertThat(transformation.notes())
        .anySatisfy(n -> assertThat(n).contains("new field Main$Base.added took zero"))
        .anySatisfy(n -> assertThat(n).contains("field Main$Sub.gone is gone"));
  }

  /** Reads the field x that the topmost but one superclass of Sub shadows. */
  static final class Shadow {
    static Object x(Object sub) throws ReflectiveOperationException {
      var field = sub.getClass().getSuperclass().getDeclaredField("x");
      field.setAccessible(true);
      return field.get(sub);
    }
  }

  private static final String NODE =
      """
      package p;
      public class Node {
        public Object a; public Object b; public int n;
        public Node() {}
      }
      """;

  @Test
  void walk_sharedAndCyclicGraph_keepsIdentity() {
    TwoVersions versions = TwoVersions.of(NODE, NODE.replace("int n", "long more; public int n"));
    Object[] nodes = nodes(versions, 3);
    List<Object> shared = new ArrayList<>(List.of(nodes[0], nodes[1]));
    set(nodes[0], "a", nodes[1]);
    set(nodes[0], "b", nodes[0]);
    set(nodes[1], "a", nodes[2]);
    set(nodes[1], "b", shared);
    set(nodes[2], "a", nodes[0]);
    set(nodes[2], "b", shared);

    Transformation transformation = new Transformation(versions);
    transformation.root("root", nodes[0]);
    transformation.run();
    transformation.apply();
    Object fresh = transformation.fresh(nodes[0]);

    assertThat(fresh).isNotSameAs(nodes[0]).isInstanceOf(versions.newClass("p.Node"));
    assertThat(get(fresh, "b")).isSameAs(fresh);
    Object second = get(fresh, "a");
    Object third = get(second, "a");
    assertThat(get(third, "a")).isSameAs(fresh);
    assertThat(get(second, "b")).isSameAs(shared).isSameAs(get(third, "b"));
    assertThat(shared.get(0)).isSameAs(fresh);
    assertThat(shared.get(1)).isSameAs(second);
    assertThat(transformation.counts().copied()).isEqualTo(3);
    assertThat(transformation.counts().copiedByClass()).isEqualTo(Map.of("p.Node", 3L));
    assertThat(transformation.counts().repaired()).isEqualTo(1);
  }

  private static Object[] nodes(TwoVersions versions, int count) {
    Object[] nodes = new Object[count];
    for (int i = 0; i < count; i++) {
      nodes[i] = Make.object(versions.oldClass("p.Node"));
      set(nodes[i], "n", i);
    }
    return nodes;
  }

  @Test
  void run_alone_writesNothingThatIsShared() {
    TwoVersions versions = TwoVersions.of(NODE, NODE);
    List<Object> list = new ArrayList<>(Arrays.asList(nodes(versions, 2)));
    List<Object> before = new ArrayList<>(list);

    Transformation transformation = new Transformation(versions);
    transformation.root("root", list);
    transformation.run();

    assertThat(list).usingElementComparator((x, y) -> x == y ? 0 : 1).isEqualTo(before);
  }

  @Test
  void arrays_changedComponent_areNewAndShared() {
    TwoVersions versions = TwoVersions.of(NODE, NODE);
    Class<?> type = versions.oldClass("p.Node");
    Object node = nodes(versions, 1)[0];
    Object[] row = (Object[]) java.lang.reflect.Array.newInstance(type, 2);
    Object[][] table = (Object[][]) java.lang.reflect.Array.newInstance(type, 2, 0);
    row[1] = node;
    table[0] = row;
    table[1] = row;
    Object[] any = {table, node, row, "text", null, any(), new int[] {1}};
    any[5] = any;

    Transformation transformation = new Transformation(versions);
    transformation.root("root", any);
    transformation.run();
    transformation.apply();

    assertThat(transformation.fresh(any)).isSameAs(any);
    assertThat(any[5]).isSameAs(any);
    Object[][] newTable = (Object[][]) any[0];
    Class<?> fresh = versions.newClass("p.Node");
    assertThat(newTable.getClass()).isSameAs(fresh.arrayType().arrayType());
    assertThat(newTable[0]).isSameAs(newTable[1]).isSameAs(any[2]);
    assertThat(newTable[0].getClass()).isSameAs(fresh.arrayType());
    assertThat(newTable[0][1]).isSameAs(any[1]).isInstanceOf(fresh);
    assertThat(newTable[0][0]).isNull();
  }

  private static Object any() {
    return "replaced";
  }

  @Test
  void classValues_ofChangedClasses_areTheNewOnes() {
    TwoVersions versions = TwoVersions.of(NODE, NODE);
    Class<?> old = versions.oldClass("p.Node");
    Object[] values = {old, old.arrayType(), int.class, String.class, int[].class};

    Transformation transformation = new Transformation(versions);
    transformation.root("root", values);
    transformation.run();
    transformation.apply();

    Class<?> fresh = versions.newClass("p.Node");
    assertThat(values)
        .containsExactly(fresh, fresh.arrayType(), int.class, String.class, int[].class);
  }

  @Test
  void enums_changed_arePairedByNameAndKeepMutableState() {
    TwoVersions versions =
        TwoVersions.of(
            """
            package p;
            public enum Mode {
              A("old-a"), B("old-b") { @Override public int it() { return 1; } }, GONE("old");
              public final String label; public int uses; public Object last;
              Mode(String label) { this.label = label; }
              public int it() { return 0; }
            }
            """,
            """
            package p;
            public enum Mode {
              NEW("new"), B("new-b"), A("new-a") { @Override public int it() { return 2; } };
              public final String label; public int uses = 100; public Object last; public int more = 7;
              Mode(String label) { this.label = label; }
              public int it() { return 0; }
            }
            """);
    Object a = constant(versions.oldClass("p.Mode"), "A");
    Object b = constant(versions.oldClass("p.Mode"), "B");
    set(a, "uses", 5);
    set(b, "last", a);
    Object[] state = {a, b};

    Transformation transformation = new Transformation(versions);
    transformation.statics(versions.oldClass("p.Mode"), versions.newClass("p.Mode"));
    transformation.root("root", state);
    transformation.run();
    transformation.apply();

    Object newA = constant(versions.newClass("p.Mode"), "A");
    Object newB = constant(versions.newClass("p.Mode"), "B");
    assertThat(state).containsExactly(newA, newB);
    assertThat(get(newA, "label")).isEqualTo("new-a");
    assertThat(get(newA, "uses")).isEqualTo(5);
    assertThat(get(newA, "more")).isEqualTo(7);
    assertThat(get(newB, "last")).isSameAs(newA);
    assertThat(get(constant(versions.newClass("p.Mode"), "NEW"), "uses")).isEqualTo(100);
  }

  private static Object constant(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> ((Enum<?>) c).name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void enumConstant_missingAndReached_isAnErrorWithPath() {
    TwoVersions versions =
        TwoVersions.of(
            "package p; public enum Mode { A, GONE }", "package p; public enum Mode { A }");
    List<Object> list = new ArrayList<>();
    list.add(constant(versions.oldClass("p.Mode"), "A"));
    list.add(constant(versions.oldClass("p.Mode"), "GONE"));

    Transformation transformation = new Transformation(versions);
    transformation.root("thread main: state", list);

    assertThatThrownBy(transformation::run)
        .isInstanceOf(TransformException.class)
        .hasMessageContaining("constant=p.Mode.GONE")
        .hasMessageEndingWith("path: thread main: state -> ArrayList[1]");
  }

  @Test
  void records_changed_areFilledWithoutTheirConstructor() {
    TwoVersions versions =
        TwoVersions.of(
            "package p; public record Point(int x, Object next) {"
                + " public static Object make() { return new Point(1, new Point(2, null)); } }",
            "package p; public record Point(int x, Object next, String name) {"
                + " public Point { java.util.Objects.requireNonNull(name); } }");
    Object old = versions.callOld("p.Point", "make");

    Transformation transformation = new Transformation(versions);
    transformation.root("root", old);
    transformation.run();

    Object fresh = transformation.fresh(old);
    assertThat(fresh).hasToString("Point[x=1, next=Point[x=2, next=null, name=null], name=null]");
    assertThat(fresh).isNotEqualTo(get(fresh, "next"));
    assertThat(fresh.hashCode()).isNotEqualTo(get(fresh, "next").hashCode());
  }

  @Test
  void innerAnonymousAndLocalClasses_sameDeclaration_keepTheirOuterAndCaptures() {
    String source =
        """
        package p;
        public class Main {
          int n = 4;
          class Inner { int get() { return n + VERSION; } }
          static final int VERSION = 1;
          public static Object make() {
            Main main = new Main();
            Inner inner = main.new Inner();
            int captured = main.n;
            Runnable anonymous = new Runnable() { public void run() { if (captured != main.n) throw new IllegalStateException(); } };
            return new Object[] {main, inner, anonymous};
          }
        }
        """;
    TwoVersions versions = TwoVersions.of(source, source.replace("VERSION = 1", "VERSION = 2"));
    Object[] state = (Object[]) versions.callOld("p.Main", "make");

    Transformation transformation = new Transformation(versions);
    transformation.root("root", state);
    transformation.run();
    transformation.apply();

    assertThat(get(state[1], "this$0")).isSameAs(state[0]);
    assertThat(state[2]).isInstanceOf(Runnable.class);
    assertThat(state[2].getClass().getClassLoader())
        .isSameAs(versions.newClass("p.Main").getClassLoader());
    ((Runnable) state[2]).run();
  }

  @Test
  void anonymousClass_anotherOneOfTheSameNumber_isNotTakenForIt() {
    String source =
        """
        package p;
        public class Main {
          public static Object make() { return new Runnable() { int n = 5; public void run() {} }; }
        }
        """;
    TwoVersions versions =
        TwoVersions.of(
            source,
            source.replace(
                "public static",
                "static Object earlier() { return new Object() {}; } public static"));
    Object old = versions.callOld("p.Main", "make");
    set(old, "n", 6);

    Transformation transformation = new Transformation(versions);
    transformation.root("root", old);
    transformation.run();

    Object fresh = transformation.fresh(old);
    assertThat(fresh).isInstanceOf(Runnable.class);
    assertThat(fresh.getClass().getName()).isEqualTo("p.Main$2");
    assertThat(get(fresh, "n")).isEqualTo(6);
  }

  @Test
  void retypedField_isRefused_widenedIsAllowed() {
    String source =
        """
        package p;
        import java.util.*;
        public class Main {
          public ArrayList<Object> list = new ArrayList<>(List.of("x"));
          public int n = 1;
          public static Object make() { return new Main(); }
        }
        """;
    TwoVersions wider = TwoVersions.of(source, source.replace("public ArrayList", "public List"));
    TwoVersions other = TwoVersions.of(source, source.replace("public int", "public long"));
    TwoVersions narrower =
        TwoVersions.of(source.replace("public ArrayList", "public List"), source);

    Transformation allowed = new Transformation(wider);
    Object old = wider.callOld("p.Main", "make");
    allowed.root("root", old);
    allowed.run();

    assertThat(get(allowed.fresh(old), "list")).isSameAs(get(old, "list"));
    assertThatThrownBy(() -> runRoot(other, other.callOld("p.Main", "make")))
        .hasMessageContaining("field p.Main.n has another type")
        .hasMessageContaining("from=int, to=long");
    assertThatThrownBy(() -> runRoot(narrower, narrower.callOld("p.Main", "make")))
        .hasMessageContaining("field p.Main.list has another type");
  }

  private static void runRoot(TwoVersions versions, Object root) {
    Transformation transformation = new Transformation(versions);
    transformation.root("root", root);
    transformation.run();
  }

  @Test
  void lambdaOfChangedUnit_thatIsGone_isRefusedWithPath() {
    String source =
        """
        package p;
        import java.util.*;
        public class Main {
          Map<String, Runnable> tasks = new HashMap<>();
          static Object other = (Comparator<String>) String::compareTo;
          public static Object make() { Main m = new Main(); m.tasks.put("t", () -> {}); return m; }
        }
        """;
    TwoVersions versions = TwoVersions.of(source, source.replace("() -> {}", "null"));

    assertThatThrownBy(() -> runRoot(versions, versions.callOld("p.Main", "make")))
        .hasMessageContaining("a lambda of p.Main has no counterpart in the new version")
        .hasMessageEndingWith("path: root -> Main.tasks -> HashMap[\"t\"]");
  }

  @Test
  void goneClass_heldInState_isRefusedWithPath() {
    TwoVersions versions =
        TwoVersions.of(
            "package p; public class Main { public static class Gone {} public Object held = new Gone();"
                + " public static Object make() { return new Object[] {null, new Main()}; } }",
            "package p; public class Main { public Object held; }");

    assertThatThrownBy(() -> runRoot(versions, versions.callOld("p.Main", "make")))
        .hasMessageContaining("class p.Main$Gone is gone")
        .hasMessageEndingWith("path: root -> Object[][1] -> Main.held");
  }

  @Test
  void keptObjects_stayAndAreRepairedInPlace() {
    String kept =
        """
        package k;
        public class Box { public final Object content; public Box next; private final int id;
          public Box(Object content, int id) { this.content = content; this.id = id; } }
        """;
    String main =
        """
        package p;
        public class Main { public k.Box box;
          public static Object make() { Main m = new Main(); m.box = new k.Box(m, 1);
            m.box.next = new k.Box(m.box, 2); m.box.next.next = m.box; return m; } }
        """;
    TwoVersions versions =
        TwoVersions.over(kept, main, main.replace("{ public k.Box", "{ int more; public k.Box"));
    Object old = versions.callOld("p.Main", "make");
    Object box = get(old, "box");
    List<String> before = Digest.of(old);

    Transformation transformation = new Transformation(versions);
    transformation.root("root", old);
    transformation.run();
    transformation.apply();
    Object fresh = transformation.fresh(old);

    assertThat(get(fresh, "box")).isSameAs(box);
    assertThat(get(box, "content")).isSameAs(fresh);
    assertThat(get(get(box, "next"), "content")).isSameAs(box);
    transformation.undo();
    assertThat(Digest.of(old)).isEqualTo(before);
  }

  @Test
  void finish_takesMarksOffKeptObjects_andTheNextUpdateRepairsAgain() {
    String kept = "package k; public class Box { public Object content; }";
    TwoVersions versions = TwoVersions.over(kept, NODE, NODE);
    Object box = Make.object(versions.keptClass("k.Box"));

    for (int update = 0; update < 3; update++) {
      Object node = Make.object(versions.oldClass("p.Node"));
      set(box, "content", node);
      Transformation transformation = new Transformation(versions);
      transformation.root("root", box);
      transformation.run();
      assertThat(get(box, Forwarding.FIELD)).isNotNull();
      transformation.apply();
      transformation.finish();

      assertThat(get(box, Forwarding.FIELD)).isNull();
      assertThat(get(box, "content")).isInstanceOf(versions.newClass("p.Node"));
    }
  }

  @Test
  void markOfAnEarlierUpdate_isNotMistaken() {
    String kept = "package k; public class Box { public Object content; }";
    TwoVersions versions = TwoVersions.over(kept, NODE, NODE);
    Object box = Make.object(versions.keptClass("k.Box"));
    Object node = Make.object(versions.oldClass("p.Node"));
    set(box, "content", node);
    set(box, Forwarding.FIELD, new Forwarding.Mark());
    set(node, Forwarding.FIELD, new Forwarding.Mark());

    Transformation transformation = new Transformation(versions);
    transformation.root("root", box);
    transformation.run();
    transformation.apply();

    assertThat(get(box, "content")).isInstanceOf(versions.newClass("p.Node"));
  }

  @Test
  void failedRun_undone_leavesNoMark() {
    TwoVersions versions =
        TwoVersions.of(
            new String[] {"package k; public class Box { public Object a; public Object b; }"},
            new String[] {NODE, "package p; public class Gone {}"},
            new String[] {NODE});
    Object box = Make.object(versions.keptClass("k.Box"));
    Object node = Make.object(versions.oldClass("p.Node"));
    set(box, "a", node);
    set(node, "a", new ArrayList<>(List.of(box, Make.object(versions.oldClass("p.Gone")))));
    List<String> before = Digest.of(box);

    Transformation transformation = new Transformation(versions);
    transformation.root("root", box);

    assertThatThrownBy(transformation::run)
        .hasMessageEndingWith("path: root -> Box.a -> Node.a -> ArrayList[1]");
    assertThat(Digest.of(box)).isNotEqualTo(before);
    transformation.undo();
    assertThat(Digest.of(box)).isEqualTo(before);
  }

  @Test
  void forward_knownCounterpart_isUsedAndNotLookedInto() {
    TwoVersions versions = TwoVersions.of(NODE, NODE);
    Thread oldThread = new Thread(() -> {});
    Thread newThread = new Thread(() -> {});
    Object old = Make.object(versions.oldClass("p.Node"));
    Object fresh = Make.object(versions.newClass("p.Node"));
    Object[] state = {oldThread, old, Thread.currentThread()};

    Transformation transformation = new Transformation(versions);
    transformation.forward(oldThread, newThread);
    transformation.forward(old, fresh);
    transformation.root("root", state);
    transformation.run();
    transformation.apply();

    assertThat(state).containsExactly(newThread, fresh, Thread.currentThread());
    transformation.undo();
    assertThat(state).containsExactly(oldThread, old, Thread.currentThread());
    assertThat(get(old, Forwarding.FIELD)).isNull();
  }

  @Test
  void slots_ofPlatformObjects_areReplacedAndPutBack() {
    TwoVersions versions = TwoVersions.of(NODE, NODE);
    Object[] attributes = {nodes(versions, 1)[0], "kept", null};
    Object node = attributes[0];

    Transformation transformation = new Transformation(versions);
    transformation.slots(
        "gate g: roots",
        operator -> {
          for (int i = 0; i < attributes.length; i++) {
            attributes[i] = operator.apply(attributes[i]);
          }
        });
    transformation.run();
    assertThat(attributes[0]).isSameAs(node);
    transformation.apply();

    assertThat(attributes[0]).isInstanceOf(versions.newClass("p.Node"));
    assertThat(attributes[0]).isSameAs(transformation.fresh(node));
    transformation.undo();
    assertThat(attributes).containsExactly(node, "kept", null);
  }

  @Test
  void objectNoLongerOfTheFieldsType_isRefused() {
    TwoVersions versions =
        TwoVersions.over(
            "package k; public class Box { public Runnable held; }",
            "package p; public class Job implements Runnable { public void run() {} }",
            "package p; public class Job {}");
    Object box = Make.object(versions.keptClass("k.Box"));
    set(box, "held", Make.object(versions.oldClass("p.Job")));

    assertThatThrownBy(() -> runRoot(versions, box))
        .hasMessageContaining("Box.held cannot hold the new value")
        .hasMessageContaining("expected=java.lang.Runnable, found=p.Job");
  }

  @Test
  void unreachedObject_hasNoCounterpart() {
    TwoVersions versions = TwoVersions.of(NODE, NODE);
    Object[] nodes = nodes(versions, 2);

    Transformation transformation = new Transformation(versions);
    transformation.root("root", nodes[0]);
    transformation.run();

    assertThatThrownBy(() -> transformation.fresh(nodes[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("p.Node");
  }

  @Test
  void libraryObjects_areNotFollowedAndTold() {
    TwoVersions versions = TwoVersions.of(NODE, NODE);

    Transformation transformation = new Transformation(versions);
    transformation.root("root", new Object[] {new org.objectweb.asm.tree.ClassNode(), "x"});
    transformation.run();

    assertThat(transformation.notes())
        .containsExactly("not followed: org.objectweb.asm.tree.ClassNode");
  }

  @Test
  void lambdaOfKeptUnit_staysUnlessItCapturedAnOldObject() {
    String kept =
        """
        package k;
        public class Lambdas {
          public static Runnable free() { return () -> {}; }
          public static Runnable over(Object captured) { return () -> captured.hashCode(); }
        }
        """;
    TwoVersions versions = TwoVersions.over(kept, NODE, NODE);
    Class<?> lambdas = versions.keptClass("k.Lambdas");
    Object[] state = {
      TwoVersions.call(lambdas, "free"), TwoVersions.call(lambdas, "over", "text"),
    };
    Object[] before = state.clone();
    Object node = nodes(versions, 1)[0];

    runRoot(versions, state);

    assertThat(state).containsExactly(before);
    Object over = TwoVersions.call(lambdas, "over", node);
    Transformation transformation = new Transformation(versions);
    transformation.root("root", over);
    transformation.run();
    assertThat(transformation.fresh(over)).isNotSameAs(over).hasSameClassAs(over);
  }

  @Test
  void lambdaOfTheClosedPlatform_thatCaptured_isTold() {
    TwoVersions versions = TwoVersions.of(NODE, NODE);
    Object[] ofTheTest = new Object[1];
    Runnable lambda = () -> ofTheTest[0] = null;

    Transformation transformation = new Transformation(versions);
    transformation.root("root", new Object[] {lambda});
    transformation.run();

    assertThat(transformation.notes())
        .singleElement()
        .asString()
        .startsWith("not followed: dev.kitsune.transform.TransformationTest$$Lambda");
  }

  @Test
  void undo_twiceOrBeforeRun_doesNothing() {
    TwoVersions versions = TwoVersions.of(NODE, NODE);
    List<Object> list = new ArrayList<>(Arrays.asList(nodes(versions, 1)));
    Object node = list.get(0);

    Transformation transformation = new Transformation(versions);
    transformation.undo();
    transformation.root("root", list);
    transformation.run();
    transformation.apply();
    transformation.undo();
    transformation.undo();

    assertThat(list).containsExactly(node);
    assertThat(transformation.counts().copied()).isEqualTo(1);
  }
}
