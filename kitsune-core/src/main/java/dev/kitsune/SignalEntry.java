package dev.kitsune;

import java.io.Serializable;

/**
 * What runs on a signal: a non-capturing reference to a static method, looked up again in the
 * version that is current when the signal comes.
 */
@FunctionalInterface
public interface SignalEntry extends Serializable {

  /** Handles one signal, on a thread of the runtime. */
  void run();
}
