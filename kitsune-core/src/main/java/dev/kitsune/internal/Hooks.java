package dev.kitsune.internal;

import org.jspecify.annotations.Nullable;

/** The one switch that update points read, and the runtime behind the public API. */
public final class Hooks {

  /** True from an update request until commit or roll-back. Volatile: loops must see it. */
  private static volatile boolean requested;

  private static volatile @Nullable Runtime runtime;

  private Hooks() {}

  /** Whether an update is wanted or under way. */
  public static boolean requested() {
    return requested;
  }

  /** Called by the runtime at the start and at the end of an update. */
  public static void request(boolean wanted) {
    requested = wanted;
  }

  /** Returns the runtime, or null under plain {@code java}. */
  public static @Nullable Runtime runtime() {
    return runtime;
  }

  /** Sets the runtime of this process; null takes it away (tests). */
  public static void install(@Nullable Runtime installed) {
    runtime = installed;
  }
}
