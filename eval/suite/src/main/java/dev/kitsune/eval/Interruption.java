package dev.kitsune.eval;

import java.nio.file.Path;

/**
 * Notices that the run is being interrupted. What is measured while the servers are ended is not
 * written, since it would say that they failed.
 */
final class Interruption {

  private volatile boolean come;
  private final Thread hook;

  private Interruption(Path out) {
    hook =
        new Thread(
            () -> {
              come = true;
              System.err.println(
                  "kitsune: interrupted; what was measured is in "
                      + out
                      + ", go on with --resume "
                      + out);
            },
            "interruption");
  }

  /** Begins to watch for it. */
  static Interruption watch(Path out) {
    Interruption interruption = new Interruption(out);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Returns whether this JVM is ending. */
  boolean hasCome() {
    return come;
  }

  /** Watches no longer: the run came to its own end. */
  void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAnyway) {
      // The hook runs, or has run.
    }
  }
}
