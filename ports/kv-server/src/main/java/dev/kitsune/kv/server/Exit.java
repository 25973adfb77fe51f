package dev.kitsune.kv.server;

/** The ways in which the process ends itself. */
public final class Exit {

  private static final int OK = 0;
  private static final int FAILURE = 1;

  private Exit() {}

  /** Ends the process because somebody asked for it. Does not return. */
  public static IllegalStateException orderly(Settings settings) {
    Log.write(settings, LogLevel.WARNING, "Server exit now, bye bye...");
    System.exit(OK);
    return new IllegalStateException("the process goes on after its exit");
  }

  /** Ends the process because it cannot go on. Does not return. */
  public static IllegalStateException fatal(Settings settings, String why) {
    Log.write(settings, LogLevel.WARNING, why);
    System.exit(FAILURE);
    return new IllegalStateException("the process goes on after its exit");
  }

  /**
   * Ends the process where the release dies of a fatal signal, whose handler ends it with a
   * success. Does not return.
   */
  public static IllegalStateException crashed(Settings settings, String cause) {
    Log.write(settings, LogLevel.WARNING, "======= Ooops! Redis got signal: -11- =======");
    Log.write(settings, LogLevel.WARNING, cause);
    System.exit(OK);
    return new IllegalStateException("the process goes on after its exit");
  }

  /** Ends the process because an assertion of the release does not hold. Does not return. */
  public static IllegalStateException assertionFailed(Settings settings, String assertion) {
    Log.write(settings, LogLevel.WARNING, "ASSERTION FAILED: '" + assertion + "' is not true");
    System.exit(FAILURE);
    return new IllegalStateException("the process goes on after its exit");
  }
}
