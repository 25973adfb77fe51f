package dev.kitsune.http.stats;

import dev.kitsune.Kitsune;
import dev.kitsune.blocking.Blocking;

/** The thread that applies changes of the statistics in their order. */
public final class StatsThread {

  private StatsThread() {}

  /** Starts the thread. */
  public static void start(Statistics statistics) {
    Kitsune.thread("Stats Thread", StatsThread::run, statistics);
  }

  static void run(Statistics statistics) throws InterruptedException {
    while (true) {
      statistics.apply(Blocking.take("stats", statistics.events()));
    }
  }
}
