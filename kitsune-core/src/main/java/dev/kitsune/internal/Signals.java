package dev.kitsune.internal;

import sun.misc.Signal;

/** The one place that knows the JDK's signal class. */
public final class Signals {

  private Signals() {}

  /**
   * Runs the action when the process gets the signal.
   *
   * @param signal its name without SIG, for example {@code TERM}
   * @throws IllegalArgumentException if this JVM does not know or keeps the signal
   */
  public static void handle(String signal, Runnable action) {
    Signal.handle(new Signal(signal), received -> action.run());
  }
}
