package dev.kitsune.http.stats;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Somebody who wants to hear of every change: a queue of lines. */
public final class StatsListener {

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  /** Returns the lines that were not taken yet. */
  public BlockingQueue<String> lines() {
    return lines;
  }
}
