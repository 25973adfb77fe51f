package dev.kitsune.http.format;

import org.jspecify.annotations.Nullable;

/**
 * The blocks of a source from the oldest that somebody still needs to the newest. Listeners keep
 * their place in it. Not thread-safe: its source guards it.
 */
public final class BlockQueue {

  private final int burstSize;
  private @Nullable Block oldest;
  private @Nullable Block newest;
  private @Nullable Block burstPoint;
  private int burstOffset;
  private long size;
  private long count;

  /** Makes an empty queue that keeps about so many bytes for new listeners. */
  public BlockQueue(int burstSize) {
    this.burstSize = burstSize;
  }

  /** Adds the newest block; the burst point follows by at most one block. */
  public void add(Block block) {
    block.number = count++;
    size += block.data.length;
    Block last = newest;
    if (last == null) {
      oldest = block;
      burstPoint = block;
    } else {
      last.next = block;
    }
    newest = block;
    burstOffset += block.data.length;
    Block point = burstPoint;
    if (point != null && burstOffset > burstSize && point.next != null) {
      burstOffset -= point.data.length;
      burstPoint = point.next;
    }
  }

  /** Drops what lies before the burst point and before a block that somebody still needs. */
  public void trim(long neededNumber) {
    Block first = oldest;
    Block point = burstPoint;
    while (first != null
        && point != null
        && first.number < Math.min(neededNumber, point.number)
        && first.next != null) {
      size -= first.data.length;
      first = first.next;
    }
    oldest = first;
  }

  /** Returns the number of bytes that are kept. */
  public long size() {
    return size;
  }

  /** Returns the number of the oldest block that is kept. */
  long oldestNumber() {
    Block first = oldest;
    return first == null ? count : first.number;
  }

  /** Returns where a new listener begins: the first start from the burst point on. */
  @Nullable Block start() {
    Block at = burstSize == 0 ? newest : burstPoint;
    while (at != null && !at.isStart) {
      at = at.next;
    }
    return at;
  }

  /** Returns the newest block if a listener may begin there, for one that comes from elsewhere. */
  @Nullable Block newestStart() {
    Block last = newest;
    return last != null && last.isStart ? last : null;
  }
}
