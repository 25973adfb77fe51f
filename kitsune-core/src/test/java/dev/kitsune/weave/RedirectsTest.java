package dev.kitsune.weave;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.internal.Hooks;
import dev.kitsune.internal.Locks;
import dev.kitsune.internal.Runtime;
import dev.kitsune.testing.Sources;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Woven look-ups, initialisers and locks, with a runtime that answers for "the current version".
 */
class RedirectsTest {

  private static final String PROGRAM =
      """
      package p;
      import java.io.*;
      import java.net.*;
      import java.util.*;
      import java.util.concurrent.locks.*;
      import java.util.function.*;

      public class Asks {
        static String text(InputStream in) throws IOException {
          return in == null ? null : new String(in.readAllBytes());
        }
        static Object forName() throws Exception { return Class.forName("p.Other"); }
        static Object forNameWithLoader() throws Exception {
          return Class.forName("p.Other", false, Asks.class.getClassLoader());
        }
        static Object forNameWithSystemLoader() throws Exception {
          return Class.forName("p.Other", false, ClassLoader.getSystemClassLoader());
        }
        static Object loadClass() throws Exception {
          return Asks.class.getClassLoader().loadClass("p.Other");
        }
        static Object forNameOfPlatform() throws Exception {
          return Class.forName("java.util.Map", true, null);
        }
        static Object stream() throws Exception { return text(Asks.class.getResourceAsStream("r")); }
        static Object streamOfArray() throws Exception {
          return text(Asks[][].class.getResourceAsStream("r"));
        }
        static Object streamFromRoot() throws Exception {
          return text(Asks.class.getResourceAsStream("/r"));
        }
        static Object streamOfLoader() throws Exception {
          return text(Asks.class.getClassLoader().getResourceAsStream("p/r"));
        }
        static Object streamByReference() throws Exception {
          Function<String, InputStream> open = Asks.class::getResourceAsStream;
          return text(open.apply("r"));
        }
        static Object streamOfPlatform() throws Exception {
          return String.class.getResourceAsStream("String.class") != null;
        }
        static Object url() { return String.valueOf(Asks.class.getResource("r")); }
        static Object urlOfLoader() {
          return String.valueOf(Asks.class.getClassLoader().getResource("p/r"));
        }
        static Object urls() throws Exception {
          return Collections.list(Asks.class.getClassLoader().getResources("p/r"));
        }
        static Object services() {
          for (Runnable service : ServiceLoader.load(Runnable.class)) { return service; }
          return null;
        }
        static Object servicesOfLoader() {
          ClassLoader loader = Asks.class.getClassLoader();
          for (Runnable service : ServiceLoader.load(Runnable.class, loader)) { return service; }
          return null;
        }
        public static class Service implements Runnable { public void run() {} }
        public static class OwnLoader extends ClassLoader {
          @Override public Class<?> loadClass(String name) throws ClassNotFoundException {
            return super.loadClass(name);
          }
        }
        static Object ownLoader() throws Exception {
          return new OwnLoader().loadClass("java.util.Map");
        }

        static Object made(Lock lock) { lock.lock(); return lock; }
        static Object lock() { return made(new ReentrantLock()); }
        static Object fairLock() {
          boolean fair = Asks.class.getName().length() > 3;
          return made(new ReentrantLock(fair ? new Random().nextBoolean() : false));
        }
        static Object lockByReference() {
          Supplier<Lock> make = ReentrantLock::new;
          return made(make.get());
        }
        static Object fairLockByReference() {
          Function<Boolean, ReentrantReadWriteLock> make = ReentrantReadWriteLock::new;
          return made(make.apply(true).writeLock());
        }
        static Object readLock() { return made(new ReentrantReadWriteLock().readLock()); }
        static class OwnLock extends ReentrantLock {
          OwnLock(boolean fair) { super(fair); }
          OwnLock() { this(false); }
        }
        static class DerivedLock extends OwnLock {}
        static Object ownLock() { return made(new OwnLock()); }
        static Object derivedLock() { return made(new DerivedLock()); }
        static void unusedLock() { new ReentrantLock(); }
      }
      class Other {}
      """;

  private static final String STATICS =
      """
      package p;
      import java.util.*;
      class Statics {
        static class WithInitialiser { static final List<String> L = new ArrayList<>(); }
        static class Without { static int n; }
        static class Nothing { int n; static final int C = 1; static final String S = "s"; }
        enum Colour { RED }
        interface Shape { List<String> L = new ArrayList<>(); }
        static Object none() { return null; }
        static Object initialize() {
          new Without().n = 2;
          WithInitialiser.L.add("x");
          new Nothing();
          return Colour.RED.name() + Shape.L;
        }
      }
      """;

  private static final Map<String, byte[]> WOVEN = ThrowAwayLoader.weave(Sources.compile(PROGRAM));

  private final ThrowAwayLoader woven = new ThrowAwayLoader(WOVEN);
  private final CurrentVersion current = new CurrentVersion(new ThrowAwayLoader(WOVEN));
  private final List<Class<?>> initialized = new ArrayList<>();

  @AfterEach
  void takeRuntimeAway() {
    Hooks.install(null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"forName", "forNameWithLoader", "forNameWithSystemLoader", "loadClass"})
  void weave_classLookups_askTheCurrentVersion(String method) throws Throwable {
    install();

    assertThat(woven.call("p.Asks", method)).isSameAs(current.loadClass("p.Other"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"forName", "forNameWithLoader", "loadClass"})
  void weave_classLookupsWithoutRuntime_askTheOwnLoader(String method) throws Throwable {
    assertThat(woven.call("p.Asks", method)).isSameAs(woven.loadClass("p.Other"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "streamOfArray", "streamOfLoader", "streamByReference"})
  void weave_resources_askTheCurrentVersionWithinThePackage(String method) throws Throwable {
    assertThat(woven.call("p.Asks", method)).isNull();

    install();

    assertThat(woven.call("p.Asks", method)).isEqualTo("current p/r");
  }

  @Test
  void weave_resourceFromRoot_isNotRelative() throws Throwable {
    install();

    assertThat(woven.call("p.Asks", "streamFromRoot")).isEqualTo("current r");
  }

  @Test
  void weave_resourceUrls_askTheCurrentVersion() throws Throwable {
    install();

    assertThat(woven.call("p.Asks", "url")).isEqualTo("file:/current/p/r");
    assertThat(woven.call("p.Asks", "urlOfLoader")).isEqualTo("file:/current/p/r");
    assertThat(woven.call("p.Asks", "urls")).isEqualTo(List.of(new URL("file:/current/p/r")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"services", "servicesOfLoader"})
  void weave_services_askTheCurrentVersion(String method) throws Throwable {
    assertThat(woven.call("p.Asks", method)).isNull();

    install();

    assertThat(woven.call("p.Asks", method))
        .isNotNull()
        .isInstanceOf(current.loadClass("p.Asks$Service"));
  }

  @Test
  void weave_lookupsInThePlatform_stayThere() throws Throwable {
    install();

    assertThat(woven.call("p.Asks", "forNameOfPlatform")).isEqualTo(Map.class);
    assertThat(woven.call("p.Asks", "streamOfPlatform")).isEqualTo(true);
    assertThat(woven.call("p.Asks", "ownLoader")).isEqualTo(Map.class);
  }

  @Test
  void weave_classesWithStatics_tellWhenTheyAreInitialised() throws Throwable {
    install();
    ThrowAwayLoader statics = ThrowAwayLoader.woven(STATICS);

    statics.call("p.Statics", "none");
    assertThat(initialized).isEmpty();
    statics.call("p.Statics", "initialize");

    assertThat(initialized)
        .containsExactly(
            statics.loadClass("p.Statics$Without"),
            statics.loadClass("p.Statics$WithInitialiser"),
            statics.loadClass("p.Statics$Colour"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lock",
        "fairLock",
        "lockByReference",
        "fairLockByReference",
        "readLock",
        "ownLock",
        "derivedLock"
      })
  void weave_lockMadeAndOwned_isKnown(String method) throws Throwable {
    assertThat(Locks.heldByCurrentThread()).isEmpty();

    var lock = (java.util.concurrent.locks.Lock) woven.call("p.Asks", method);
    List<String> held = Locks.heldByCurrentThread();
    lock.unlock();

    assertThat(held).hasSize(1);
    assertThat(held.get(0)).containsPattern("Lock@[0-9a-f]+");
    assertThat(Locks.heldByCurrentThread()).isEmpty();
  }

  @Test
  void weave_lockThatNobodyKeeps_stillLinks() throws Throwable {
    woven.call("p.Asks", "unusedLock");

    assertThat(Locks.heldByCurrentThread()).isEmpty();
  }

  private void install() {
    Hooks.install(
        (Runtime)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Runtime.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "programLoader" -> current;
                      case "forName" -> Class.forName((String) arguments[0], true, current);
                      case "initialized" -> {
                        initialized.add((Class<?>) arguments[0]);
                        yield null;
                      }
                      default -> throw new AssertionError(method);
                    }));
  }

  /** Answers for the current version's classes, resources and services. */
  private static final class CurrentVersion extends ClassLoader {
    CurrentVersion(ClassLoader classes) {
      super(classes);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      return new ByteArrayInputStream(("current " + name).getBytes(UTF_8));
    }

    @Override
    public @Nullable URL getResource(String name) {
      try {
        return new URL("file:/current/" + name);
      } catch (java.net.MalformedURLException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws java.io.IOException {
      if (name.startsWith("META-INF/services/")) {
        java.nio.file.Path file = java.nio.file.Files.createTempFile("services", null);
        file.toFile().deleteOnExit();
        java.nio.file.Files.writeString(file, "p.Asks$Service");
        return Collections.enumeration(List.of(file.toUri().toURL()));
      }
      return Collections.enumeration(List.of(java.util.Objects.requireNonNull(getResource(name))));
    }
  }
}
