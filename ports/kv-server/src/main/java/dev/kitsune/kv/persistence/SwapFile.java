package dev.kitsune.kv.persistence;

import dev.kitsune.kv.data.HashValue;
import dev.kitsune.kv.data.SwappedValue;
import dev.kitsune.kv.data.Value;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The file of virtual memory: pages of one size, of which each value takes as many as it needs, one
 * after the other, in the form that it has in a dump. Pages are given and taken inside turns of the
 * gate; {@link #read} may be called by any thread.
 */
public final class SwapFile {

  private final FileChannel channel;
  private final int pageSize;
  private final int pages;
  private final BitSet used = new BitSet();
  private int next; // where to look for room first

  private SwapFile(FileChannel channel, int pageSize, int pages) {
    this.channel = channel;
    this.pageSize = pageSize;
    this.pages = pages;
  }

  /**
   * Makes the file, which this process has for itself and which goes with it.
   *
   * @throws IOException if it cannot be made, or another process has it
   */
  public static SwapFile open(Path file, int pageSize, int pages) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new IOException("another process uses it");
    }
    channel.truncate(0);
    file.toFile().deleteOnExit();
    return new SwapFile(channel, pageSize, pages);
  }

  /** Returns how many pages are used. */
  public int usedPages() {
    return used.cardinality();
  }

  /**
   * Writes a value; returns what stands for it, or null if there are not enough pages in a row.
   *
   * @throws IOException if it cannot be written
   */
  public @Nullable SwappedValue write(Value value) throws IOException {
    long length = RdbWriter.length(value, true);
    long needed = (length + pageSize - 1) / pageSize;
    if (length > Integer.MAX_VALUE - 8 || needed > pages) {
      return null;
    }
    int count = (int) needed;
    int page = free(next, count);
    if (page < 0) {
      page = free(0, count);
    }
    if (page < 0) {
      return null;
    }
    Output output = new Output(channel, (long) page * pageSize);
    RdbWriter.writeValue(output, value);
    output.flush();
    used.set(page, page + count);
    next = page + count;
    return new SwappedValue(value, page, count, (int) length);
  }

  /** Returns the first page from there on of as many free ones in a row, or -1. */
  private int free(int from, int count) {
    int page = used.nextClearBit(from);
    while (page <= pages - count) {
      int end = used.nextSetBit(page);
      if (end < 0 || end - page >= count) {
        return page;
      }
      page = used.nextClearBit(end);
    }
    return -1;
  }

  /** Gives the pages back. */
  public void free(SwappedValue swapped) {
    used.clear(swapped.page(), swapped.page() + swapped.pages());
  }

  /**
   * Reads a value.
   *
   * @param limits of small hashes
   * @throws IOException if it cannot be read
   * @throws RdbException if there is no such value, perhaps because its pages were given away
   */
  public Value read(SwappedValue swapped, HashValue.Limits limits)
      throws IOException, RdbException {
    ByteBuffer image = ByteBuffer.allocate(swapped.length());
    long at = (long) swapped.page() * pageSize;
    while (image.hasRemaining()) {
      int count = channel.read(image, at);
      if (count < 0) {
        throw new EOFException("swap file is too short: position=" + at);
      }
      at += count;
    }
    return RdbReader.value(image.array(), swapped.typeNumber(), limits);
  }
}
