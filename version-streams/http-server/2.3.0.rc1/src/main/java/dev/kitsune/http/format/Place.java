package dev.kitsune.http.format;

import org.jspecify.annotations.Nullable;

/** How far a listener is in a stream. Belongs to the thread of its source. */
public final class Place {

  private int interval;
  private @Nullable Block current; // not handed over yet if isDone is false
  private boolean isDone;
  private boolean isMoved;
  byte @Nullable [] associated; // what was sent last; written by the format, as the next
  int sinceMetadata;

  /** Makes the place of a new listener; it gets metadata after so many bytes each, 0 for none. */
  public Place(int interval) {
    this.interval = interval;
  }

  /** Sets after how many bytes metadata is mixed into the data, before the first is sent. */
  public void interval(int bytes) {
    interval = bytes;
  }

  /** Returns after how many bytes metadata is mixed into the data, 0 for not at all. */
  public int interval() {
    return interval;
  }

  /** Forgets the place, as the listener goes on in another queue. */
  public void leave() {
    current = null;
    isDone = false;
    isMoved = true;
  }

  /** Returns the next block to send, or null if the listener has all there is. */
  public @Nullable Block next(BlockQueue queue) {
    Block at = current;
    if (at == null) {
      at = isMoved ? queue.newestStart() : queue.start();
      current = at;
      isDone = false;
      return at;
    }
    if (!isDone) {
      return at;
    }
    Block after = at.next;
    if (after != null) {
      current = after;
      isDone = false;
    }
    return after;
  }

  /** Notes that the block that {@link #next} gave was sent. */
  void sent() {
    isDone = true;
  }

  /** Returns the number of the oldest block that the listener still needs. */
  public long needed() {
    Block at = current;
    return at == null ? Long.MAX_VALUE : at.number;
  }

  /** Returns whether the listener still stands at the oldest block and has not got all of it. */
  public boolean isBehind(BlockQueue queue) {
    Block at = current;
    return at != null && at.number <= queue.oldestNumber() && (!isDone || at.next != null);
  }
}
