package dev.kitsune.xf.run;

import dev.kitsune.xf.step.StepNames;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads one step's transformer, and knows what its call sites are linked to. */
final class StepLoader extends ClassLoader {

  private final Map<String, byte[]> classes = new HashMap<>();
  private final List<MethodHandle> sites;

  /**
   * @param files of the step, by name
   */
  StepLoader(
      String name, ClassLoader platform, Map<String, byte[]> files, List<MethodHandle> sites) {
    super(name, platform);
    files.forEach((file, bytes) -> {
      if (file.endsWith(".class")) {
        classes.put(file.substring(0, file.length() - ".class".length()), bytes);
      }
    });
    this.sites = sites;
  }

  /** Returns the transformer's class, or null if no rule has code. */
  boolean hasTransformer() {
    return classes.containsKey(StepNames.TRANSFORMER);
  }

  MethodHandle site(int number) {
    return sites.get(number);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!classes.containsKey(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] file = classes.get(name);
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, file, 0, file.length);
  }
}
