package dev.kitsune.transform;

import java.util.Set;

/**
 * Throwables: the JVM's own form of the stack trace cannot be copied, so it is spelt out before.
 */
final class ThrowableContents extends Contents {

  @Override
  Set<String> owned() {
    return Set.of();
  }

  @Override
  void prepare(Object old, Object fresh) {
    StackTraceElement[] materialised = ((Throwable) old).getStackTrace();
    assert materialised != null;
  }

  @Override
  void scan(Object container, Visitor visitor) {
    // The fields are followed as others are.
  }

  @Override
  String label(Object container, Object child) {
    return Names.simple(container.getClass());
  }
}
