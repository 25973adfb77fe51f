package dev.kitsune.internal;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mirror of one frame of a {@code @NoteLocals} method: woven code writes each variable here
 * when it is stored, with plain array writes, and only its own thread reads it.
 */
public final class NotedFrame {

  private static final ThreadLocal<Top> TOP = new ThreadLocal<>();

  /** Values of primitive variables, as bits, by the variable's number. */
  public final long[] values;

  /** Values of references by the variable's number. */
  public final @Nullable Object[] objects;

  /** The type that was stored last: a descriptor's first letter, or 0 if none was. */
  public final byte[] kinds;

  private final String header;
  private final Top top;
  private final @Nullable NotedFrame caller;

  /** The innermost frame of one thread. */
  private static final class Top {
    // Weak: thread-locals are handed on to a new version's thread, and may not keep the old thread.
    final WeakReference<Thread> thread = new WeakReference<>(Thread.currentThread());
    @Nullable NotedFrame frame;
  }

  private NotedFrame(String header, int variables, Top top) {
    this.header = header;
    this.top = top;
    caller = top.frame;
    values = new long[variables];
    objects = new Object[variables];
    kinds = new byte[variables];
  }

  /**
   * Enters a method.
   *
   * @param header class, method, descriptor and the variables' names, separated by line ends
   */
  public static NotedFrame push(String header, int variables) {
    Top top = top();
    if (top == null) {
      top = new Top();
      TOP.set(top);
    }
    NotedFrame frame = new NotedFrame(header, variables, top);
    top.frame = frame;
    return frame;
  }

  /** Leaves the method. */
  public void pop() {
    top.frame = caller;
  }

  /** Returns the innermost frame of the calling thread, or null. */
  static @Nullable NotedFrame innermost() {
    Top top = top();
    return top == null ? null : top.frame;
  }

  /** Returns the frame that this one was called from, methods without a mirror left out. */
  @Nullable NotedFrame caller() {
    return caller;
  }

  /** Copies what the frame holds now. */
  NotedFrames.Snapshot snapshot() {
    String[] parts = header.split("\n");
    Map<String, @Nullable Object> locals = new LinkedHashMap<>();
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] != 0) {
        locals.put(parts[3 + i], value(i));
      }
    }
    return new NotedFrames.Snapshot(
        parts[0], parts[1], parts[2], Collections.unmodifiableMap(locals));
  }

  private @Nullable Object value(int i) {
    long bits = values[i];
    return switch (kinds[i]) {
      case 'Z' -> bits != 0;
      case 'B' -> (byte) bits;
      case 'C' -> (char) bits;
      case 'S' -> (short) bits;
      case 'I' -> (int) bits;
      case 'J' -> bits;
      case 'F' -> Float.intBitsToFloat((int) bits);
      case 'D' -> Double.longBitsToDouble(bits);
      default -> objects[i];
    };
  }

  private static @Nullable Top top() {
    Top top = TOP.get();
    return top != null && top.thread.refersTo(Thread.currentThread()) ? top : null;
  }
}
