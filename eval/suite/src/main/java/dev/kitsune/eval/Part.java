package dev.kitsune.eval;

import java.io.IOException;

/**
 * A part of a run.
 *
 * @param seconds that are expected of it
 */
record Part(String name, double seconds, Work work) {

  /** What is done. */
  @FunctionalInterface
  interface Work {

    /** Measures, and keeps the rows. */
    void run() throws IOException, InterruptedException;
  }
}
