package dev.kitsune.internal;

import org.jspecify.annotations.Nullable;

/** The one switch that update points read, and the runtime behind the public API. */
public final class Hooks {

  /**
   * The number of the update that is wanted or under way, from its request until commit or
   * roll-back; else 0. Volatile: loops must see it.
   */
  private static volatile long request;

  private static long requests; // guarded by the class

  private static volatile @Nullable Runtime runtime;

  private Hooks() {}

  /** Whether an update is wanted or under way. */
  public static boolean requested() {
    return request != 0;
  }

  /** Returns the number of the update that is wanted or under way, or 0. */
  static long request() {
    return request;
  }

  /** Called by the runtime at the start and at the end of an update. */
  public static synchronized void request(boolean wanted) {
    request = wanted ? ++requests : 0;
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
