package dev.kitsune.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kitsune.internal.NotedFrames;
import dev.kitsune.internal.NotedFrames.Snapshot;
import dev.kitsune.internal.UpdateUnwind;
import dev.kitsune.testing.Sources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

class LocalsTest {

  private static final String NOTED =
      """
      package p;
      import dev.kitsune.NoteLocals;
      import dev.kitsune.internal.NotedFrames;
      import dev.kitsune.internal.UpdateUnwind;
      import java.util.*;

      public class Noted {
        static List<NotedFrames.Snapshot> captured = List.of();
        static int afterReturn;

        static List<NotedFrames.Snapshot> point() { return captured = NotedFrames.capture(); }

        static Object nested() { outer("x", 7L); return captured; }
        @NoteLocals static void outer(String name, long id) {
          int depth = 1;
          unmarked(depth + 1);
          depth = 9;
        }
        static void unmarked(int hidden) { new Noted().middle(hidden, null); }
        @NoteLocals int middle(int depth, Object nothing) {
          List<String> names = new ArrayList<>(List.of("a"));
          names.add("b");
          double ratio = inner((byte) depth) / 2.0;
          return (int) ratio;
        }
        @NoteLocals private static int inner(byte depth) {
          String label = "in" + depth;
          point();
          return depth;
        }

        @NoteLocals static Object kinds() {
          boolean z = true; byte b = -1; char c = 'c'; short s = -2; int i = -3; long l = 1L << 40;
          float f = -0.5f; double d = Math.PI; Object o = null; int[] a = {1}; String never;
          final int constant = 42;
          long unassigned;
          point();
          never = "later"; unassigned = 1;
          return captured;
        }

        @NoteLocals static Object loops(int n) {
          long sum = 0;
          for (int i = 0; i < n; i++) { sum += i; n--; n++; }
          for (String each : List.of("a", "b")) { String last = each; last.trim(); }
          int i = -5;
          i += 1000;
          { int scoped = 1; scoped = 2; }
          { String scoped = "again"; scoped.trim(); }
          int twice = n;
          while (twice > 3) { twice--; }
          return point();
        }

        static Object runLoops() { return loops(5); }

        @NoteLocals static Object reused() {
          { long first = 1; first++; point(); }
          { String second = "s"; point(); }
          return captured;
        }

        @NoteLocals static int recurse(int n) {
          int before = n * 10;
          if (n == 0) { point(); return 0; }
          int result = recurse(n - 1);
          return result + before;
        }
        static Object recursion() { recurse(2); return captured; }

        @NoteLocals static void fails(boolean unwind) {
          int n = 1;
          synchronized (Noted.class) {
            try { if (unwind) { UpdateUnwind.unwind(); } throw new IllegalStateException("x"); }
            finally { n = 2; }
          }
        }
        @NoteLocals static Object exception() {
          int n = 3;
          try { fails(false); } catch (IllegalStateException e) { n++; }
          return point();
        }
        static Object unwound() { fails(true); return null; }

        @NoteLocals static Object handlers(int n) {
          for (int i = 0; i < 3; i++) {
            try { if (i == 1) throw new Exception("e" + i); n += 10; }
            catch (Exception caught) { n += 100; String message = caught.getMessage(); message.trim(); }
            finally { n++; }
          }
          return point();
        }

        static Object runHandlers() { return handlers(1); }

        @NoteLocals static long manyReturns(int n) {
          switch (n) { case 0: return 1L; case 1: return 2L; default: long wide = n; return wide; }
        }
        static Object returns() {
          manyReturns(0); manyReturns(1); manyReturns(2);
          return point();
        }

        interface Def { @NoteLocals default Object run(int p) { int q = p + 1; return point(); } }
        static Object inInterface() { return new Def() {}.run(1); }

        static abstract class Generic<T> { abstract Object take(T t); }
        static Object bridge() {
          return ((Generic<String>) new Generic<String>() {
            @NoteLocals @Override Object take(String text) { return point(); }
          }).take("t");
        }
      }
      """;

  private static final ThrowAwayLoader WOVEN = ThrowAwayLoader.woven(NOTED);

  @Test
  void capture_threeNestedFrames_innermostFirst() throws Throwable {
    List<Snapshot> frames = run("nested");

    assertThat(frames)
        .containsExactly(
            new Snapshot("p.Noted", "inner", "(B)I", Map.of("depth", (byte) 2, "label", "in2")),
            new Snapshot(
                "p.Noted",
                "middle",
                "(ILjava/lang/Object;)I",
                mapWithNull(Map.of("depth", 2, "names", List.of("a", "b")), "nothing")),
            new Snapshot(
                "p.Noted",
                "outer",
                "(Ljava/lang/String;J)V",
                Map.of("name", "x", "id", 7L, "depth", 1)));
  }

  @Test
  void capture_allKinds_areBoxed() throws Throwable {
    Map<String, ?> locals = run("kinds").get(0).locals();

    assertThat(locals.get("a")).isEqualTo(new int[] {1});
    assertThat(without(locals, "a"))
        .isEqualTo(
            mapWithNull(
                Map.of(
                    "z",
                    true,
                    "b",
                    (byte) -1,
                    "c",
                    'c',
                    "s",
                    (short) -2,
                    "i",
                    -3,
                    "l",
                    1L << 40,
                    "f",
                    -0.5f,
                    "d",
                    Math.PI,
                    "constant",
                    42),
                "o"));
  }

  @Test
  void capture_loopsAndScopes_lastStoreWins() throws Throwable {
    assertThat(run("runLoops").get(0).locals())
        .isEqualTo(
            Map.of(
                "n", 5, "sum", 10L, "i", 995, "each", "b", "last", "b", "scoped", "again", "twice",
                3));
  }

  @Test
  void capture_slotUsedTwice_isToldApartByName() throws Throwable {
    assertThat(run("reused").get(0).locals()).isEqualTo(Map.of("first", 2L, "second", "s"));
  }

  @Test
  void capture_recursion_hasAFrameEach() throws Throwable {
    assertThat(run("recursion"))
        .extracting(Snapshot::locals)
        .containsExactly(
            Map.of("n", 0, "before", 0),
            Map.of("n", 1, "before", 10),
            Map.of("n", 2, "before", 20));
  }

  @Test
  void capture_handlers_seeTheLastStores() throws Throwable {
    Map<String, ?> locals = run("runHandlers").get(0).locals();

    assertThat(locals.get("n")).isEqualTo(124);
    assertThat(locals.get("message")).isEqualTo("e1");
    assertThat(locals.get("caught")).isInstanceOf(Exception.class);
    assertThat(locals.get("i")).isEqualTo(3);
  }

  @Test
  void capture_afterException_frameIsGone() throws Throwable {
    List<Snapshot> frames = run("exception");

    assertThat(frames).extracting(Snapshot::methodName).containsExactly("exception");
    assertThat(frames.get(0).locals().get("n")).isEqualTo(4);
  }

  @Test
  void capture_afterUnwinding_frameIsGone() {
    assertThatThrownBy(() -> run("unwound")).isSameAs(UpdateUnwind.INSTANCE);

    assertThat(NotedFrames.capture()).isEmpty();
  }

  @Test
  void capture_afterEveryReturn_frameIsGone() throws Throwable {
    assertThat(run("returns")).isEmpty();
  }

  @Test
  void capture_defaultMethodAndBridge_haveOneFrame() throws Throwable {
    assertThat(run("inInterface"))
        .containsExactly(
            new Snapshot("p.Noted$Def", "run", "(I)Ljava/lang/Object;", Map.of("p", 1, "q", 2)));
    assertThat(run("bridge")).extracting(Snapshot::locals).containsExactly(Map.of("text", "t"));
  }

  @Test
  void capture_snapshot_staysWhenTheFrameGoesOn() throws Throwable {
    Map<String, ?> locals = run("kinds").get(0).locals();

    assertThat(locals).doesNotContainKeys("never", "unassigned");
    assertThatThrownBy(() -> locals.remove("z")).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void weave_notedWithoutTable_isRefusedByName() {
    byte[] withTable = Sources.compile(NOTED).get("p.Noted");
    ClassWriter without = new ClassWriter(0);
    new ClassReader(withTable).accept(without, ClassReader.SKIP_DEBUG);

    assertThatThrownBy(() -> Weaver.weave(without.toByteArray(), name -> null))
        .isInstanceOf(WeaveException.class)
        .hasMessageContainingAll("class=p.Noted", "method=outer(Ljava/lang/String;J)V", "javac -g");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abstract void m();", "native void m();"})
  void weave_notedWithoutCode_isRefusedByName(String method) {
    byte[] classFile =
        Sources.compile("package p;\nabstract class C { @dev.kitsune.NoteLocals " + method + " }")
            .get("p.C");

    assertThatThrownBy(() -> Weaver.weave(classFile, name -> null))
        .isInstanceOf(WeaveException.class)
        .hasMessageContainingAll("class=p.C", "method=m()V");
  }

  @SuppressWarnings("unchecked")
  private static List<Snapshot> run(String method) throws Throwable {
    return (List<Snapshot>) WOVEN.call("p.Noted", method);
  }

  private static Map<String, Object> mapWithNull(Map<String, Object> map, String nullKey) {
    Map<String, Object> result = new java.util.HashMap<>(map);
    result.put(nullKey, null);
    return result;
  }

  private static Map<String, Object> without(Map<String, ?> map, String key) {
    Map<String, Object> result = new java.util.HashMap<>(map);
    result.remove(key);
    return result;
  }
}
