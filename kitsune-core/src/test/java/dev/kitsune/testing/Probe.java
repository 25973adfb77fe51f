package dev.kitsune.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What versions under test tell their test, and ask of it. A class of the platform, so that every
 * version sees the same one.
 */
public final class Probe {

  private static final int PATIENCE_SECONDS = 20;
  private static final BlockingQueue<String> SAID = new LinkedBlockingQueue<>();
  private static final Map<String, Object> KEPT = new ConcurrentHashMap<>();
  private static volatile boolean stopping;

  private Probe() {}

  /** Forgets everything; before a test. */
  public static void reset() {
    stopping = false;
    SAID.clear();
    KEPT.clear();
  }

  /** Called by a version: says one line. */
  public static void say(Object line) {
    SAID.add(String.valueOf(line));
  }

  /** Called by a version: keeps an object for the test, by name. */
  public static void keep(String name, Object value) {
    KEPT.put(name, value);
  }

  /** Returns what a version kept, or the test itself. */
  public static @Nullable Object kept(String name) {
    return KEPT.get(name);
  }

  /** Forgets an object that was kept. */
  public static void forget(String name) {
    KEPT.remove(name);
  }

  /** Whether programs should end; every loop of a version asks it. */
  public static boolean stopping() {
    return stopping;
  }

  /** Lets programs end. */
  public static void stop() {
    stopping = true;
  }

  /** Waits for the next line. */
  public static String hear() {
    try {
      String line = SAID.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("a line within %s s", PATIENCE_SECONDS).isNotNull();
      return line;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for a line, dropping others before it. */
  public static void hear(String expected) {
    List<String> others = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      String line = hear();
      if (line.equals(expected)) {
        return;
      }
      others.add(line);
    }
    throw new AssertionError("expected=" + expected + ", heard=" + others);
  }

  /** Returns and drops the lines said so far. */
  public static List<String> heard() {
    List<String> lines = new ArrayList<>();
    SAID.drainTo(lines);
    return lines;
  }
}
