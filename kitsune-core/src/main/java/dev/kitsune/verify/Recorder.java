package dev.kitsune.verify;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Hashes the slots of one object after the other, and keeps them as bytes for as long as there is
 * room.
 */
final class Recorder implements Contents.Visitor {

  private static final int CHUNK = 1 << 16;

  private final ToIntFunction<@Nullable Object> numbers;
  private final long budget;
  private final List<byte[]> chunks = new ArrayList<>();
  private long stored;
  private boolean full;
  private boolean recording;
  private long hash;
  private long size;

  /**
   * @param numbers says which number stands for a reference
   * @param budget how many bytes are kept
   */
  Recorder(ToIntFunction<@Nullable Object> numbers, long budget) {
    this.numbers = numbers;
    this.budget = budget;
  }

  /**
   * Begins an object.
   *
   * @param recorded whether its slots count, or are only numbered
   */
  void begin(boolean recorded) {
    recording = recorded;
    hash = 1;
    size = 0;
    full |= stored >= budget;
  }

  @Override
  public void reference(@Nullable Field field, int index, @Nullable Object value) {
    put(numbers.applyAsInt(value), 4);
  }

  @Override
  public void bits(@Nullable Field field, int index, long bits, int bytes) {
    put(bits, bytes);
  }

  private void put(long bits, int bytes) {
    if (!recording) {
      return;
    }
    hash = mix(hash, bits);
    size += bytes;
    if (!full) {
      for (int i = 0; i < bytes; i++) {
        int place = (int) (stored % CHUNK);
        if (place == 0) {
          chunks.add(new byte[CHUNK]);
        }
        chunks.get(chunks.size() - 1)[place] = (byte) (bits >>> 8 * i);
        stored++;
      }
    }
  }

  /** Returns the bits of a slot that was kept, with its sign. */
  long read(long offset, int bytes) {
    long bits = 0;
    for (int i = 0; i < bytes; i++) {
      long at = offset + i;
      bits |= (chunks.get((int) (at / CHUNK))[(int) (at % CHUNK)] & 0xFFL) << 8 * i;
    }
    int unused = Long.SIZE - Byte.SIZE * bytes;
    return bits << unused >> unused;
  }

  /** Returns the hash of the object that was shown last. */
  int hash() {
    return (int) (hash ^ hash >>> 32);
  }

  /** Returns how many bytes the slots of the object take that was shown last. */
  long size() {
    return size;
  }

  /** Returns how many bytes are kept of all objects, from the first. */
  long stored() {
    return stored;
  }

  static long mix(long hash, long bits) {
    return Long.rotateLeft(hash ^ bits, 29) * 0x9E3779B97F4A7C15L;
  }
}
