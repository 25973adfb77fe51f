package dev.kitsune.update;

import dev.kitsune.internal.NotedFrames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a parked thread holds of one version's state.
 *
 * @param thread the thread that is parked, whichever version this is the state of
 * @param state what its entry was given
 * @param frames its noted frames, innermost first
 */
record HeldState(
    ProgramThread thread,
    @Nullable Object state,
    List<NotedFrames.Snapshot> frames,
    List<ThreadLocals.Binding> threadLocals) {

  /** Returns what the thread holds now. */
  static HeldState of(ProgramThread parked) {
    return new HeldState(parked, parked.state, parked.frames, ThreadLocals.of(parked.thread));
  }
}
