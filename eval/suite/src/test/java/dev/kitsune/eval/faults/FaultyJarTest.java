package dev.kitsune.eval.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kitsune.eval.testing.Jars;
import dev.kitsune.stream.Version;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultyJarTest {

  private static final String MAIN =
      """
      package toy;
      public class Main {
        static final StringBuilder SAID = new StringBuilder("ready");
        public static void main(String[] a) {
          for (Part each : new Part[] {new Part()}) {
            SAID.append(each);
          }
        }
      }
      class Part {}
      """;

  @TempDir Path folder;

  private Version base;

  @BeforeEach
  void makeBase() throws Exception {
    base = Version.read(Jars.version("toy", "2", "1").source(MAIN).write(folder.resolve("2.jar")));
  }

  @Test
  void make_throwingMain_throws() throws Exception {
    assertThatThrownBy(() -> run(FaultyJar.Edit.THROWING_MAIN))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(Bodies.PLANTED);
  }

  @Test
  void make_returningMain_doesNothing() throws Throwable {
    assertThat(run(FaultyJar.Edit.RETURNING_MAIN)).hasToString("ready");
  }

  @Test
  void make_throwingInitialiser_cannotBeUsed() {
    assertThatThrownBy(() -> run(FaultyJar.Edit.THROWING_INITIALISER))
        .isInstanceOf(ExceptionInInitializerError.class)
        .hasRootCauseMessage(Bodies.PLANTED);
  }

  @Test
  void make_unverifiableMain_doesNotVerify() {
    assertThatThrownBy(() -> run(FaultyJar.Edit.UNVERIFIABLE_MAIN)).isInstanceOf(VerifyError.class);
  }

  @Test
  void make_withoutAClass_lacksTheFirstThatMainMakes() {
    assertThatThrownBy(() -> run(FaultyJar.Edit.WITHOUT_A_CLASS))
        .isInstanceOf(NoClassDefFoundError.class)
        .hasMessageContaining("toy/Part");
  }

  /** What would not end, or would start what does not, is only linked, which verifies its code. */
  @ParameterizedTest
  @EnumSource(names = {"LOOPING_MAIN", "EXITING_MAIN", "GREEDY_INITIALISER", "BUSY_THREAD"})
  void make_whatDoesNotEnd_verifies(FaultyJar.Edit edit) throws Exception {
    assertThat(load(edit).getDeclaredMethods()).isNotEmpty();
  }

  @Test
  void make_waitingMain_waitsUntilItIsInterrupted() throws Exception {
    Class<?> main = load(FaultyJar.Edit.WAITING_MAIN);
    AtomicReference<Throwable> ended = new AtomicReference<>();
    Thread thread =
        new Thread(() -> {
          try {
            invoke(main);
          } catch (Throwable e) {
            ended.set(e);
          }
        });

    thread.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> thread.getState() == Thread.State.WAITING);
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(30));

    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void make_rulesThatAreNotThere_saysNo() throws Exception {
    Path jar = folder.resolve("none.jar");

    assertThat(FaultyJar.make(base, "1", "x", FaultyJar.Edit.THROWING_RULES, jar)).isFalse();
    assertThat(jar).doesNotExist();
  }

  @Test
  void make_anyEdit_isANextVersionOfItsOwnName() throws Exception {
    Path jar = folder.resolve("named.jar");

    FaultyJar.make(base, "1", "main-throws", FaultyJar.Edit.THROWING_MAIN, jar);

    Version made = Version.read(jar);
    assertThat(made.version()).isEqualTo("2-main-throws");
    assertThat(made.previous()).isEqualTo("1");
    try (JarFile old = new JarFile(base.jar().toFile());
        JarFile fresh = new JarFile(jar.toFile())) {
      assertThat(fresh.getInputStream(fresh.getEntry("toy/Part.class")).readAllBytes())
          .isEqualTo(old.getInputStream(old.getEntry("toy/Part.class")).readAllBytes());
    }
  }

  private Object run(FaultyJar.Edit edit) throws Throwable {
    Class<?> main = load(edit);
    invoke(main);
    Field said = main.getDeclaredField("SAID");
    said.setAccessible(true);
    return said.get(null);
  }

  private Class<?> load(FaultyJar.Edit edit) throws Exception {
    Path jar = folder.resolve(edit + ".jar");
    assertThat(FaultyJar.make(base, "1", "x", edit, jar)).isTrue();
    URL[] path = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
      Class<?> main = Class.forName("toy.Main", false, loader);
      assertThat(main.getDeclaredMethods()).as("linked, so verified").isNotEmpty();
      loadIfThere(loader, "toy.Part");
      return main;
    }
  }

  private static void loadIfThere(ClassLoader loader, String name) {
    try {
      Class.forName(name, false, loader);
    } catch (ClassNotFoundException leftOut) {
      // The code that needs it will say so.
    }
  }

  private static void invoke(Class<?> main) throws Throwable {
    try {
      main.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
