package dev.kitsune.transform;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is known of the JDK's classes: which are open to us, and which are worth following. */
final class Platform {

  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.ref",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.function",
          "java.util.stream");

  /** Packages that hold no program objects in practice: neither followed nor told. */
  private static final List<String> QUIET =
      List.of(
          "java.lang",
          "java.util",
          "java.time",
          "java.math",
          "java.net",
          "java.nio",
          "java.io",
          "java.text",
          "java.security",
          "javax.",
          "sun.",
          "jdk.",
          "com.sun.",
          "dev.kitsune.internal.",
          "org.slf4j");

  /** Guava: its collections hold a program's objects as the JDK's do. */
  private static final String LIBRARY = "com.google.common.";

  /** Classes of opened packages with insides that are no state of a program. */
  private static final Set<String> CLOSED =
      Set.of(
          "java.util.Locale",
          "java.util.TimeZone",
          "java.util.SimpleTimeZone",
          "java.util.Calendar",
          "java.util.GregorianCalendar",
          "java.util.Currency",
          "java.util.Date",
          "java.util.Scanner",
          "java.util.Formatter",
          "java.util.ServiceLoader",
          "java.util.concurrent.ForkJoinPool");

  private Platform() {}

  /** Throws if the packages whose objects are repaired in place are not open to this module. */
  static void checkOpened() {
    List<String> missing = new ArrayList<>();
    for (String name : OPENED) {
      if (!Object.class.getModule().isOpen(name, Platform.class.getModule())) {
        missing.add("--add-opens java.base/" + name + "=ALL-UNNAMED");
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "the JDK's collections are closed to the state transformation; start java with "
              + String.join(" ", missing));
    }
  }

  /** Whether the fields of the platform class can be read and written. */
  static boolean isOpened(Class<?> type) {
    return type.getModule() == Object.class.getModule() && OPENED.contains(type.getPackageName())
        || isLibrary(type);
  }

  /** Whether the class is of a library on the class path whose objects are followed. */
  static boolean isLibrary(Class<?> type) {
    return type.getName().startsWith(LIBRARY) && !type.getModule().isNamed();
  }

  /** Whether objects of exactly this platform class are looked into. */
  static boolean isFollowed(Class<?> type) {
    if (!isOpened(type) || CLOSED.contains(type.getName()) || type.isEnum()) {
      return false;
    }
    return switch (type.getPackageName()) {
      case "java.lang" ->
          type.isHidden()
              || Throwable.class.isAssignableFrom(type)
              || ThreadLocal.class.isAssignableFrom(type);
      case "java.lang.ref" ->
          WeakReference.class.isAssignableFrom(type)
              || SoftReference.class.isAssignableFrom(type)
              || PhantomReference.class.isAssignableFrom(type)
              || ReferenceQueue.class.isAssignableFrom(type);
      default -> !Thread.class.isAssignableFrom(type);
    };
  }

  /** Whether a class that is not followed is nothing to tell about. */
  static boolean isQuiet(Class<?> type) {
    String name = type.getName();
    for (String prefix : QUIET) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the field belongs to the JVM's own book-keeping and must start empty in a copy. */
  static boolean isUnsettable(Field field) {
    return switch (Slot.label(field)) {
      case "Throwable.backtrace", "Reference.referent", "Reference.next", "Reference.discovered" ->
          field.getDeclaringClass().getModule() == Object.class.getModule();
      default -> false;
    };
  }
}
