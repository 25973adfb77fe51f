package dev.kitsune.blocking;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** Selectors to wait in for one channel, kept open for the next wait, since opening is slow. */
final class Selectors {

  private static final int MAX_IDLE = 32;
  private static final ConcurrentLinkedDeque<Selector> IDLE = new ConcurrentLinkedDeque<>();
  private static final AtomicInteger IDLE_COUNT = new AtomicInteger();

  private Selectors() {}

  /** Returns a selector without keys. */
  static Selector take() throws IOException {
    Selector idle = IDLE.pollFirst();
    if (idle == null) {
      return Selector.open();
    }
    IDLE_COUNT.decrementAndGet();
    return idle;
  }

  /** Takes a selector back and lets its channel go. */
  static void giveBack(Selector selector) throws IOException {
    selector.keys().forEach(SelectionKey::cancel);
    try {
      // Lets go of the channel, whose descriptor else stays open when it is closed, and forgets a
      // wake-up that came late.
      selector.selectNow();
    } catch (IOException e) {
      selector.close();
      throw e;
    }
    if (IDLE_COUNT.incrementAndGet() <= MAX_IDLE) {
      IDLE.addFirst(selector);
    } else {
      IDLE_COUNT.decrementAndGet();
      selector.close();
    }
  }
}
