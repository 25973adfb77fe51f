package dev.kitsune.update;

import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * What a new version may set before its commit and the old one would find changed: the statics of
 * kept units, and what the JVM has once for all. Taken when all stand, put back by a roll-back.
 */
final class ProcessState {

  private record Static(Field field, @Nullable Object value) {}

  private final List<Static> statics = new ArrayList<>();
  private final Thread.@Nullable UncaughtExceptionHandler handler =
      Thread.getDefaultUncaughtExceptionHandler();
  private final Properties properties = (Properties) System.getProperties().clone();
  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final InputStream in = System.in;

  /**
   * Takes it.
   *
   * @param kept initialised classes that both versions share
   */
  ProcessState(Collection<Class<?>> kept) {
    for (Class<?> type : kept) {
      for (Field field : type.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (Modifier.isStatic(modifiers)
            && !Modifier.isFinal(modifiers)
            && field.trySetAccessible()) {
          statics.add(new Static(field, get(field)));
        }
      }
    }
  }

  /**
   * Puts back what was changed.
   *
   * @return one line for each
   */
  List<String> putBack() {
    List<String> notes = new ArrayList<>();
    for (Static each : statics) {
      if (!isSame(get(each.field()), each.value())) {
        set(each.field(), each.value());
        notes.add(
            "put back: static "
                + each.field().getDeclaringClass().getName()
                + "."
                + each.field().getName()
                + ", which the new version wrote before its commit; use Kitsune.afterCommit");
      }
    }
    if (Thread.getDefaultUncaughtExceptionHandler() != handler) {
      Thread.setDefaultUncaughtExceptionHandler(handler);
      notes.add("put back: the default uncaught-exception handler");
    }
    if (!System.getProperties().equals(properties)) {
      System.setProperties(properties);
      notes.add("put back: system properties");
    }
    if (!Locale.getDefault().equals(locale)) { // else it would set the locales of categories too
      Locale.setDefault(locale);
      notes.add("put back: the default locale");
    }
    if (!TimeZone.getDefault().equals(zone)) {
      TimeZone.setDefault(zone);
      notes.add("put back: the default time zone");
    }
    if (System.out != out || System.err != err || System.in != in) {
      System.setOut(out);
      System.setErr(err);
      System.setIn(in);
      notes.add("put back: the standard streams");
    }
    return notes;
  }

  /** References by identity: a static that refers to an equal other object is another. */
  private static boolean isSame(@Nullable Object now, @Nullable Object before) {
    return now == before
        || now instanceof Number && now.equals(before)
        || now instanceof Boolean && now.equals(before)
        || now instanceof Character && now.equals(before);
  }

  private static @Nullable Object get(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a static cannot be read: field=" + field, e);
    }
  }

  private static void set(Field field, @Nullable Object value) {
    try {
      field.set(null, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a static cannot be written: field=" + field, e);
    }
  }
}
