package dev.kitsune.transform;

import java.util.Set;

/**
 * Throwables: the JVM's own form of the stack trace cannot be copied, so it is spelt out before; in
 * one that stays it is let go, since it holds the classes of all frames, and so their loaders.
 */
final class ThrowableContents extends Contents {

  private static final Slot BACKTRACE = Access.slot(Throwable.class, "backtrace");

  @Override
  Set<String> owned() {
    return Set.of();
  }

  @Override
  void prepare(Object old, Object fresh) {
    spellOut(old);
  }

  private static void spellOut(Object throwable) {
    StackTraceElement[] materialised = ((Throwable) throwable).getStackTrace();
    assert materialised != null;
  }

  @Override
  void scan(Object container, Visitor visitor) {
    Object backtrace = BACKTRACE.get(container, -1);
    if (backtrace != null) { // a copy has none
      spellOut(container);
      visitor.write(BACKTRACE, container, -1, backtrace, null);
    }
  }

  @Override
  String label(Object container, Object child) {
    return Names.simple(container.getClass());
  }
}
