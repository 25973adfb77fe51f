package dev.kitsune.blocking;

import org.jspecify.annotations.Nullable;

/**
 * An {@link Interruptible} call with a limit.
 *
 * @param <T> what it returns, also when the time is up
 * @param <X> what it throws besides
 */
@FunctionalInterface
public interface TimedInterruptible<T extends @Nullable Object, X extends Exception> {

  /** Blocks until there is a result or so much time has passed; with 0 it only looks. */
  T call(long leftNanos) throws InterruptedException, X;
}
