package dev.kitsune.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.internal.UpdateUnwind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A prologue that leads back to itself would loop for ever, hence the time-out. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandlersTest {

  /** Every method of {@code Cases} that begins with {@code case} is one; all call {@code point}. */
  private static final String CASES =
      """
      package p;
      import dev.kitsune.internal.UpdateUnwind;
      import java.util.*;
      import java.util.function.*;

      public class Cases {
        public static final List<String> TRACE = new ArrayList<>();
        public static final Object A = new Object();
        public static final Object B = new Object();
        public static String mode = "";

        static void point() {
          TRACE.add("point");
          switch (mode) {
            case "unwind" -> UpdateUnwind.unwind();
            case "exception" -> throw new IllegalStateException("thrown");
            case "error" -> throw new AssertionError("thrown");
            default -> {}
          }
          TRACE.add("after point");
        }

        static void trace(String what) { TRACE.add(what); }

        static class Resource implements AutoCloseable {
          final String name;
          Resource(String name) { this.name = name; }
          public void close() throws java.io.IOException {
            trace("close " + name);
            throw new java.io.IOException(name);
          }
        }

        static void caseFinally() {
          try { point(); } finally { trace("finally"); }
        }
        static void caseNestedFinally() {
          try {
            try { point(); } finally { trace("inner"); }
          } finally { trace("outer"); }
        }
        static void caseFinallyInFinally() {
          try { trace("body"); } finally {
            try { point(); } finally { trace("inner"); }
          }
        }
        static void casePointInFinally() {
          try { throw new IllegalStateException("first"); } finally { point(); trace("finally"); }
        }
        static void caseCatchThrowable() {
          try { point(); } catch (Throwable t) { trace("caught " + t); }
        }
        static void caseCatchAndFinally() {
          try { point(); }
          catch (IllegalStateException e) { trace("state " + e); }
          catch (Throwable t) { trace("caught " + t); }
          finally { trace("finally"); }
        }
        static void caseCatchThatThrows() throws Exception {
          try {
            try { point(); } catch (Throwable t) { trace("inner"); throw new Exception("new", t); }
            finally { trace("finally"); }
          } catch (Throwable t) { trace("outer " + t); throw t; }
        }
        static void casePointInCatch() {
          try { throw new IllegalStateException("first"); }
          catch (Throwable t) { trace("caught"); point(); trace("on"); }
          finally { trace("finally"); }
        }
        static void caseCatchMulti() {
          try { point(); } catch (IllegalStateException | AssertionError e) { trace("multi " + e); }
        }
        static int caseReturnInFinally() {
          try { point(); return 1; } finally { trace("finally"); if (TRACE.size() > 0) return 2; }
        }
        static int caseReturnThroughFinally() {
          int i = 0;
          try { i = 1; point(); return i; } finally { i = 2; trace("finally " + i); }
        }
        static void caseLoop() {
          for (int i = 0; i < 3; i++) {
            try {
              if (i == 0) continue;
              point();
              if (i == 1) break;
            } catch (Throwable t) {
              trace("caught " + i);
            } finally {
              trace("finally " + i);
            }
          }
        }
        static void caseEmptyHandlers() {
          try { try { point(); } finally {} } catch (Throwable ignored) {}
        }
        static void caseHandlerIsLoop() {
          int n = 0;
          try { point(); } catch (Throwable t) { while (n < 2) { n++; } trace("n " + n); }
        }
        static void caseResource() throws Exception {
          try (Resource r = new Resource("r")) { point(); }
        }
        static void caseResources() {
          try (Resource r = new Resource("r"); Resource s = new Resource("s")) { point(); }
          catch (Throwable t) { trace("caught " + t + List.of(t.getSuppressed())); }
          finally { trace("finally"); }
        }
        static void caseSynchronized() {
          synchronized (A) { point(); }
        }
        static synchronized void caseSynchronizedMethod() {
          try { point(); } finally { trace("finally"); }
        }
        static void caseNestedSynchronized() {
          synchronized (A) { synchronized (B) { synchronized (A) { point(); } } }
        }
        static void caseFinallyInSynchronized() {
          synchronized (A) { try { point(); } finally { trace("finally"); } }
        }
        static void caseCatchInSynchronized() {
          synchronized (A) {
            try { synchronized (B) { point(); } } catch (Throwable t) { trace("caught " + t); }
          }
        }
        static void caseSynchronizedInTry() {
          try { synchronized (A) { point(); } } catch (Throwable t) { trace("caught " + t); }
          finally { trace("finally"); }
        }
        static void caseSynchronizedInFinally() {
          try { point(); } finally { synchronized (A) { trace("finally"); } }
        }
        static void caseSynchronizedInCatch() {
          try { point(); } catch (Throwable t) { synchronized (A) { trace("caught " + t); } }
        }
        static void casePointInSynchronizedInFinally() {
          try { trace("body"); }
          finally { synchronized (A) { try { point(); } finally { trace("finally"); } } }
        }
        static void caseResourceInSynchronized() {
          synchronized (A) {
            try (Resource r = new Resource("r")) { synchronized (B) { point(); } }
            catch (Throwable t) { trace("caught " + t + t.getSuppressed().length); }
          }
        }
        static int caseReturnInSynchronized() {
          synchronized (A) {
            try { if (TRACE.isEmpty()) { synchronized (B) { point(); return 1; } } return 2; }
            finally { trace("finally"); }
          }
        }
        static void caseWideLocals() {
          long l = 1; double d = 2; int i = 3; String s = "s"; int[] a = {1};
          try { l += i; point(); d += l; } catch (Throwable t) { trace(l + " " + d + s + a[0] + t); }
          finally { trace(l + " " + d + s + a.length); }
        }
        static void caseLambda() {
          Runnable r = () -> { try { point(); } catch (Throwable t) { trace("caught " + t); } };
          try { r.run(); } finally { trace("finally"); }
        }
        static void caseConstructor() {
          new Object() {
            final int n;
            { int k = 0; try { point(); k = 1; } catch (Throwable t) { k = 2; } n = k; }
            void show() { trace("n " + n); }
          }.show();
        }
        static void caseSwitchInFinally() {
          try { point(); } finally {
            switch (TRACE.size()) { case 1: trace("one"); break; default: trace("more"); }
          }
        }
        static <T extends Throwable> void caseGenericRethrow() throws T {
          try { point(); } catch (Throwable t) { trace("caught"); throw (T) t; }
        }
      }
      """;

  private record Result(@Nullable Object returned, @Nullable String thrown, List<String> trace) {}

  private static final ThrowAwayLoader WOVEN = ThrowAwayLoader.woven(CASES);
  private static final ThrowAwayLoader PLAIN = ThrowAwayLoader.plain(CASES);

  static List<String> cases() throws ClassNotFoundException {
    return Stream.of(PLAIN.loadClass("p.Cases").getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .map(Method::getName)
        .filter(name -> name.startsWith("case"))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weave_unwinding_passesAllHandlersAndReleasesMonitors(String method) throws Exception {
    Result result = run(WOVEN, method, "unwind");

    assertThat(result.thrown()).isEqualTo(UpdateUnwind.INSTANCE.toString());
    assertThat(result.trace()).endsWith("point");
    Class<?> cases = WOVEN.loadClass("p.Cases");
    assertThat(Thread.holdsLock(cases)).isFalse();
    assertThat(Thread.holdsLock(cases.getField("A").get(null))).isFalse();
    assertThat(Thread.holdsLock(cases.getField("B").get(null))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weave_noUnwinding_behavesAsBefore(String method) throws Exception {
    for (String mode : List.of("normal", "exception", "error")) {
      assertThat(run(WOVEN, method, mode)).as(mode).isEqualTo(run(PLAIN, method, mode));
    }
  }

  private static Result run(ThrowAwayLoader loader, String name, String mode) throws Exception {
    Class<?> cases = loader.loadClass("p.Cases");
    @SuppressWarnings("unchecked")
    List<String> trace = (List<String>) cases.getField("TRACE").get(null);
    trace.clear();
    cases.getField("mode").set(null, mode);
    Method method = cases.getDeclaredMethod(name);
    method.setAccessible(true);
    Object returned = null;
    String thrown = null;
    try {
      returned = method.invoke(null);
    } catch (InvocationTargetException e) {
      thrown = e.getCause().toString();
    }
    return new Result(returned, thrown, new ArrayList<>(trace));
  }
}
