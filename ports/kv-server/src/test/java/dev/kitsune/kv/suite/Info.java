package dev.kitsune.kv.suite;

import java.time.Duration;
import org.awaitility.Awaitility;

/** Lines of INFO. */
public final class Info {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Info() {}

  /** Returns the value of a line. */
  public static String of(Wire wire, String name) {
    for (String line : wire.call("INFO").split("\r\n")) {
      if (line.startsWith(name + ":")) {
        return line.substring(name.length() + 1);
      }
    }
    throw new AssertionError("no such line in INFO: name=" + name);
  }

  /** Waits until a line has a value. */
  public static void await(Wire wire, String name, String value) {
    Awaitility.await(name + " = " + value)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> of(wire, name).equals(value));
  }
}
