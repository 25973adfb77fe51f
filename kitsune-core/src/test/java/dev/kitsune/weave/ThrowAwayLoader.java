package dev.kitsune.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.internal.EndingSite;
import dev.kitsune.internal.ProgramClassLoader;
import dev.kitsune.testing.Sources;
import dev.kitsune.unit.ClassFacts;
import dev.kitsune.unit.ClassFactsReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.util.CheckClassAdapter;

/** Defines the classes of one program, plain or woven, and leaves the rest to the test's loader. */
final class ThrowAwayLoader extends ClassLoader implements ProgramClassLoader {

  private final EndingSite endingSite = new EndingSite();

  private final Map<String, byte[]> classes;

  ThrowAwayLoader(Map<String, byte[]> classes) {
    super(ThrowAwayLoader.class.getClassLoader());
    this.classes = classes;
  }

  /** Weaves and checks the compiled sources. */
  static ThrowAwayLoader woven(String... sources) {
    Map<String, byte[]> woven = weave(Sources.compile(sources));
    ThrowAwayLoader loader = new ThrowAwayLoader(woven);
    woven.forEach((name, bytes) -> check(name, bytes, loader));
    return loader;
  }

  static ThrowAwayLoader plain(String... sources) {
    return new ThrowAwayLoader(Sources.compile(sources));
  }

  static Map<String, byte[]> weave(Map<String, byte[]> classes) {
    Map<String, ClassFacts> facts = new HashMap<>();
    classes.forEach((name, bytes) -> facts.put(name, ClassFactsReader.read(bytes)));
    Map<String, byte[]> woven = new TreeMap<>();
    classes.forEach((name, bytes) -> woven.put(name, Weaver.weave(bytes, facts::get)));
    return woven;
  }

  /**
   * Checks structure and data flow with ASM; the JVM checks the frames when the class is linked.
   */
  private static void check(String name, byte[] woven, ClassLoader loader) {
    StringWriter problems = new StringWriter();
    CheckClassAdapter.verify(new ClassReader(woven), loader, false, new PrintWriter(problems));
    assertThat(problems.toString()).as(name).isEmpty();
  }

  ClassNode node(String name) {
    ClassNode node = new ClassNode();
    new ClassReader(classes.get(name)).accept(node, 0);
    return node;
  }

  /** Calls a static method without parameters. */
  Object call(String className, String method) throws Throwable {
    Method found = loadClass(className).getDeclaredMethod(method);
    found.setAccessible(true);
    try {
      return found.invoke(null);
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public EndingSite endingSite() {
    return endingSite;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> found = findLoadedClass(name);
      byte[] bytes = classes.get(name);
      if (found == null && bytes != null) {
        found = defineClass(name, bytes, 0, bytes.length);
      }
      return found != null ? found : super.loadClass(name, resolve);
    }
  }

  @Override
  public void initialized(Class<?> type) {
    // Nobody asks which classes were.
  }
}
