package dev.kitsune.kv.paging;

import dev.kitsune.Gate;
import dev.kitsune.Kitsune;
import dev.kitsune.kv.data.Value;
import dev.kitsune.kv.persistence.Holds;
import dev.kitsune.kv.persistence.RdbException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A thread that loads values beside the commands, and ends when there are none left. It takes part
 * in updates: what it has begun is its state, and before each value it stands at an update point.
 */
final class Loader {

  private static final String POINT = "vm_io";
  private static final int HELD_MILLIS = 10;

  private final String name;
  private final PagedMemory memory;
  private final Gate gate;
  private @Nullable Load load; // what is being loaded

  private Loader(String name, PagedMemory memory, Gate gate) {
    this.name = name;
    this.memory = memory;
    this.gate = gate;
  }

  /**
   * Starts a thread.
   *
   * @param name not used before
   */
  static void start(String name, PagedMemory memory, Gate gate) {
    Kitsune.thread(name, Loader::run, new Loader(name, memory, gate));
  }

  /** The thread. */
  static void run(Loader loader) throws InterruptedException {
    while (loader.take()) {
      Kitsune.update(POINT);
      while (Holds.isHeld(loader.name)) {
        Kitsune.sleep(POINT, Duration.ofMillis(HELD_MILLIS));
      }
      loader.read();
    }
  }

  private boolean take() {
    if (load == null) {
      gate.run(() -> load = memory.next());
    }
    return load != null;
  }

  private void read() {
    Load current = load;
    if (current != null) {
      @Nullable Value value = null;
      String failure = "";
      try {
        value = memory.read(current); // beside the commands
      } catch (IOException | RdbException e) {
        failure = e.toString();
      }
      Value found = value;
      String why = failure;
      gate.run(() -> memory.found(current, found, why));
      load = null;
    }
  }
}
