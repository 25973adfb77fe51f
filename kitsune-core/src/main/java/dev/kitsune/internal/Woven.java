package dev.kitsune.internal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.net.URL;
import java.util.Enumeration;
import java.util.ServiceLoader;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.NotCompliantMBeanException;
import javax.management.ObjectInstance;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls. Where there is no runtime, or the call is not about the program, each
 * method does what the JDK's of the same name does.
 */
public final class Woven {

  private static final StackWalker FRAMES =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Woven() {}

  /** The first thing that a class's static initialiser does. */
  public static void initialized(Class<?> programClass) {
    Runtime runtime = Hooks.runtime();
    if (runtime != null) {
      runtime.initialized(programClass);
    }
  }

  /** Program code made a lock. */
  public static void lock(Object lock) {
    Locks.register(lock);
  }

  /** Program code made a pool of threads or a timer. */
  public static void pool(Object pool) {
    Offspring.made(pool);
  }

  /** {@link Cleaner#register}. */
  public static Cleaner.Cleanable register(Cleaner receiver, Object object, Runnable action) {
    return object == null || action == null || Hooks.runtime() == null
        ? receiver.register(object, action)
        : Cleaners.register(receiver, object, action);
  }

  /** {@code ReentrantLock::new}. */
  public static ReentrantLock newReentrantLock() {
    return registered(new ReentrantLock());
  }

  /** {@code ReentrantLock::new} with a fairness. */
  public static ReentrantLock newReentrantLock(boolean fair) {
    return registered(new ReentrantLock(fair));
  }

  /** {@code ReentrantReadWriteLock::new}. */
  public static ReentrantReadWriteLock newReentrantReadWriteLock() {
    return registered(new ReentrantReadWriteLock());
  }

  /** {@code ReentrantReadWriteLock::new} with a fairness. */
  public static ReentrantReadWriteLock newReentrantReadWriteLock(boolean fair) {
    return registered(new ReentrantReadWriteLock(fair));
  }

  private static <L> L registered(L lock) {
    Locks.register(lock);
    return lock;
  }

  /** {@link Class#forName(String)}, called by a class of the program. */
  public static Class<?> forName(String name, Class<?> caller) throws ClassNotFoundException {
    Runtime runtime = Hooks.runtime();
    return runtime != null
        ? runtime.forName(name, caller)
        : Class.forName(name, true, caller.getClassLoader());
  }

  /**
   * {@link Class#forName(String, boolean, ClassLoader)}. Program classes are also found where only
   * the platform's loader was asked, as under plain {@code java}.
   */
  public static Class<?> forName(String name, boolean initialize, @Nullable ClassLoader loader)
      throws ClassNotFoundException {
    Runtime runtime = Hooks.runtime();
    if (runtime == null) {
      return Class.forName(name, initialize, loader);
    }
    if (loader instanceof ProgramClassLoader) {
      return Class.forName(name, initialize, runtime.programLoader());
    }
    try {
      return Class.forName(name, initialize, loader);
    } catch (ClassNotFoundException e) {
      if (loader != ClassLoader.getSystemClassLoader()) {
        throw e;
      }
      return Class.forName(name, initialize, runtime.programLoader());
    }
  }

  /** {@link System#exit}. */
  public static void exit(int status, Class<?> caller) {
    endsProcess(caller, "System.exit(" + status + ")");
    System.exit(status);
  }

  /** {@code System::exit}. */
  public static void exit(int status) {
    exit(
        status,
        FRAMES.walk(frames ->
            frames
                .<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                .filter(type -> type.getClassLoader() instanceof ProgramClassLoader)
                .findFirst()
                .orElse(Woven.class)));
  }

  /** {@link java.lang.Runtime#exit}. */
  public static void exit(java.lang.Runtime receiver, int status, Class<?> caller) {
    endsProcess(caller, "Runtime.exit(" + status + ")");
    receiver.exit(status);
  }

  /** {@link java.lang.Runtime#halt}. */
  public static void halt(java.lang.Runtime receiver, int status, Class<?> caller) {
    endsProcess(caller, "Runtime.halt(" + status + ")");
    receiver.halt(status);
  }

  /** {@link java.lang.Runtime#addShutdownHook}. */
  public static void addShutdownHook(java.lang.Runtime receiver, Thread hook, Class<?> caller) {
    Runtime runtime = Hooks.runtime();
    if (runtime != null) {
      runtime.addShutdownHook(caller, hook);
    } else {
      receiver.addShutdownHook(hook);
    }
  }

  /** {@link java.lang.Runtime#removeShutdownHook}. */
  public static boolean removeShutdownHook(java.lang.Runtime receiver, Thread hook) {
    Runtime runtime = Hooks.runtime();
    return runtime != null ? runtime.removeShutdownHook(hook) : receiver.removeShutdownHook(hook);
  }

  /** {@link MBeanServer#registerMBean}. */
  public static ObjectInstance registerMBean(
      MBeanServer receiver, Object bean, ObjectName name, Class<?> caller)
      throws InstanceAlreadyExistsException,
          MBeanRegistrationException,
          NotCompliantMBeanException {
    Runtime runtime = Hooks.runtime();
    return runtime != null && bean != null && name != null
        ? runtime.registerMBean(caller, receiver, bean, name)
        : receiver.registerMBean(bean, name);
  }

  /** {@link MBeanServer#unregisterMBean}. */
  public static void unregisterMBean(MBeanServer receiver, ObjectName name, Class<?> caller)
      throws InstanceNotFoundException, MBeanRegistrationException {
    Runtime runtime = Hooks.runtime();
    if (runtime != null && name != null) {
      runtime.unregisterMBean(caller, receiver, name);
    } else {
      receiver.unregisterMBean(name);
    }
  }

  /**
   * Whether an object with this forwarding pointer was left behind, so that it has no finalizer.
   */
  public static boolean isGone(@Nullable Object forward) {
    return forward != null && !(forward instanceof Mark);
  }

  /** Marks a kept object during one update; it says nothing of where the object went. */
  public interface Mark {}

  private static void endsProcess(Class<?> caller, String call) {
    Runtime runtime = Hooks.runtime();
    if (runtime != null) {
      runtime.endsProcess(caller, call);
    }
  }

  /** {@link Class#getResource(String)}. */
  public static @Nullable URL getResource(Class<?> receiver, String name) {
    ClassLoader program = programLoader(receiver.getClassLoader());
    return program == null
        ? receiver.getResource(name)
        : program.getResource(resolve(receiver, name));
  }

  /** {@link Class#getResourceAsStream(String)}. */
  public static @Nullable InputStream getResourceAsStream(Class<?> receiver, String name) {
    ClassLoader program = programLoader(receiver.getClassLoader());
    return program == null
        ? receiver.getResourceAsStream(name)
        : program.getResourceAsStream(resolve(receiver, name));
  }

  /** {@link ClassLoader#getResource(String)}. */
  public static @Nullable URL getResource(ClassLoader receiver, String name) {
    return current(receiver).getResource(name);
  }

  /** {@link ClassLoader#getResourceAsStream(String)}. */
  public static @Nullable InputStream getResourceAsStream(ClassLoader receiver, String name) {
    return current(receiver).getResourceAsStream(name);
  }

  /** {@link ClassLoader#getResources(String)}. */
  public static Enumeration<URL> getResources(ClassLoader receiver, String name)
      throws IOException {
    return current(receiver).getResources(name);
  }

  /** {@link ClassLoader#loadClass(String)}. */
  public static Class<?> loadClass(ClassLoader receiver, String name)
      throws ClassNotFoundException {
    return current(receiver).loadClass(name);
  }

  /** {@link ServiceLoader#load(Class)}. */
  public static <S> ServiceLoader<S> load(Class<S> service) {
    Runtime runtime = Hooks.runtime();
    return serviceLoader(
        service,
        runtime != null ? runtime.programLoader() : Thread.currentThread().getContextClassLoader());
  }

  /** {@link ServiceLoader#load(Class, ClassLoader)}. */
  public static <S> ServiceLoader<S> load(Class<S> service, @Nullable ClassLoader loader) {
    ClassLoader program = programLoader(loader);
    return serviceLoader(service, program != null ? program : loader);
  }

  private static <S> ServiceLoader<S> serviceLoader(
      Class<S> service, @Nullable ClassLoader loader) {
    // The JDK asks whether the caller's module uses the service; the caller is this class.
    Woven.class.getModule().addUses(service);
    return ServiceLoader.load(service, loader);
  }

  /** Returns the current version's loader in place of any of the program's. */
  private static ClassLoader current(ClassLoader loader) {
    ClassLoader program = programLoader(loader);
    return program != null ? program : loader;
  }

  private static @Nullable ClassLoader programLoader(@Nullable ClassLoader loader) {
    Runtime runtime = Hooks.runtime();
    return runtime != null && loader instanceof ProgramClassLoader ? runtime.programLoader() : null;
  }

  /** As the JDK does: names are relative to the class's package unless they begin with a slash. */
  private static String resolve(Class<?> receiver, String name) {
    if (name.startsWith("/")) {
      return name.substring(1);
    }
    Class<?> type = receiver;
    while (type.isArray()) {
      type = type.getComponentType();
    }
    String pkg = type.getPackageName();
    return pkg.isEmpty() ? name : pkg.replace('.', '/') + '/' + name;
  }
}
