package dev.kitsune;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The entry of a program thread: a non-capturing reference to a static method, such as {@code
 * Worker::run}. It is serializable so that the runtime can read its class and method, by which the
 * entry is found again in the next version; lambda bodies are refused, since javac renumbers them.
 *
 * @param <S> the type of the thread's state, a root of the state transformation
 */
@FunctionalInterface
public interface ThreadEntry<S extends @Nullable Object> extends Serializable {

  /**
   * Runs the thread's work until it ends.
   *
   * @param state what was given to {@link Kitsune#thread}, after an update its transformed form
   * @throws Exception ends the thread, as an uncaught exception does
   */
  void run(S state) throws Exception;
}
