package dev.kitsune.micro;

import dev.kitsune.internal.EndingSite;
import dev.kitsune.internal.ProgramClassLoader;
import dev.kitsune.unit.ClassFacts;
import dev.kitsune.unit.ClassFactsReader;
import dev.kitsune.weave.Weaver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Defines one class of this module again, woven as the runtime weaves a program's. */
final class WovenLoader extends ClassLoader implements ProgramClassLoader {

  private final String name;
  private final EndingSite endingSite = new EndingSite();

  private WovenLoader(String name) {
    super(WovenLoader.class.getClassLoader());
    this.name = name;
  }

  /** Returns a new object of the class's woven form. */
  static Loop loop(Class<? extends Loop> plain) {
    try {
      Class<?> woven = new WovenLoader(plain.getName()).loadClass(plain.getName());
      if (woven == plain) {
        throw new IllegalStateException("not woven: class=" + plain.getName());
      }
      return (Loop) woven.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot weave: class=" + plain.getName(), e);
    }
  }

  @Override
  public void initialized(Class<?> type) {}

  @Override
  public EndingSite endingSite() {
    return endingSite;
  }

  @Override
  protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
    if (!wanted.equals(name)) {
      return super.loadClass(wanted, resolve);
    }
    synchronized (getClassLoadingLock(wanted)) {
      Class<?> known = findLoadedClass(wanted);
      return known != null ? known : define();
    }
  }

  private Class<?> define() {
    String path = name.replace('.', '/') + ".class";
    byte[] bytes;
    try (InputStream in = WovenLoader.class.getClassLoader().getResourceAsStream(path)) {
      bytes = Objects.requireNonNull(in, path).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ClassFacts facts = ClassFactsReader.read(bytes);
    byte[] woven = Weaver.weave(bytes, asked -> asked.equals(name) ? facts : null);
    return defineClass(name, woven, 0, woven.length);
  }
}
