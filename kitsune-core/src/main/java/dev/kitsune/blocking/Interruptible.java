package dev.kitsune.blocking;

import org.jspecify.annotations.Nullable;

/**
 * A blocking call that an interrupt ends with an {@link InterruptedException} and without any
 * effect, so that it can be made again.
 *
 * @param <T> what it returns
 * @param <X> what it throws besides
 */
@FunctionalInterface
public interface Interruptible<T extends @Nullable Object, X extends Exception> {

  /** Blocks until there is a result. */
  T call() throws InterruptedException, X;
}
