package dev.kitsune.update;

import dev.kitsune.internal.Offspring;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs the static initialisers of the new version on a thread of its own, which can be given up: an
 * initialiser may block where no interrupt reaches it.
 */
final class Initialisation {

  static final String THREAD = "kitsune-initialisers";

  private final StateChain state;
  private final Thread thread;
  private volatile @Nullable Throwable failure;

  /**
   * @param offspring marks what the initialisers start
   * @param context asked for classes and resources by name
   */
  Initialisation(StateChain state, Offspring offspring, ClassLoader context) {
    this.state = state;
    this.thread =
        new Thread(
            null,
            () -> {
              offspring.enter();
              try {
                state.initialise();
              } catch (Throwable e) {
                failure = e;
              }
            },
            THREAD,
            0,
            false);
    thread.setDaemon(true);
    thread.setContextClassLoader(context);
  }

  /**
   * Runs them.
   *
   * @throws UpdateException.Transform if one fails, or has not ended in time
   */
  void run(Duration deadline) throws UpdateException.Transform {
    thread.start();
    try {
      thread.join(Math.max(1, deadline.toMillis()));
    } catch (InterruptedException e) {
      throw new UpdateException.Transform(
          "the update's own thread was interrupted; request again", e);
    }
    if (thread.isAlive()) {
      throw new UpdateException.Transform(
          "the static initialiser of the new version did not end: class="
              + state.initialising()
              + ", deadline="
              + deadline.toMillis()
              + " ms, "
              + Stacks.whereabouts(thread)
              + "; an initialiser may not wait for main nor for anything outside its class",
          null);
    }
    Throwable failed = failure;
    if (failed instanceof UpdateException.Transform expected) {
      throw expected;
    }
    if (failed != null) {
      throw new UpdateException.Transform(
          "the static initialiser of the new version failed: class="
              + state.initialising()
              + ", "
              + failed,
          failed);
    }
  }
}
