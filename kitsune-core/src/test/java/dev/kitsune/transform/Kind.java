package dev.kitsune.transform;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One kind of state: how to make some, and what must hold of it after an update.
 *
 * @param name as the table of {@code docs/state.md} has it
 * @param check looks at what took the state's place; null if the state is refused
 * @param refusal what the message must say; null if the state is carried
 */
record Kind(
    String name,
    Supplier<Object> state,
    @Nullable Consumer<Object> check,
    @Nullable String refusal) {

  @SuppressWarnings("unchecked")
  static <T> Kind carried(String name, Supplier<?> state, Consumer<T> check) {
    return new Kind(name, state::get, fresh -> check.accept((T) fresh), null);
  }

  static Kind refused(String name, Supplier<?> state, String refusal) {
    return new Kind(name, state::get, null, refusal);
  }

  @Override
  public String toString() {
    return name;
  }
}
