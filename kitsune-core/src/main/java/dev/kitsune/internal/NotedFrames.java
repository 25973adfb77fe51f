package dev.kitsune.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the noted locals of a thread that parks. */
public final class NotedFrames {

  private NotedFrames() {}

  /**
   * What a frame held when it was captured.
   *
   * @param className the method's class, a binary name
   * @param descriptor the method's, which tells overloads apart
   * @param locals parameters and locals by name, boxed; those that were never stored are absent
   */
  public record Snapshot(
      String className,
      String methodName,
      String descriptor,
      Map<String, @Nullable Object> locals) {}

  /** Returns the frames of the calling thread's {@code @NoteLocals} methods, innermost first. */
  public static List<Snapshot> capture() {
    List<Snapshot> frames = new ArrayList<>();
    for (NotedFrame frame = NotedFrame.innermost(); frame != null; frame = frame.caller()) {
      frames.add(frame.snapshot());
    }
    return List.copyOf(frames);
  }
}
