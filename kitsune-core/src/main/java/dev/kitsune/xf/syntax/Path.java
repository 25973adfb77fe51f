package dev.kitsune.xf.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule names: a class, a field, a static or an enum constant ({@code a.Client.name}), a
 * local ({@code Main.run#count}) or a thread's entry ({@code Worker::run}). What the dots separate
 * is known only when the name is looked up in a version.
 *
 * @param names the parts between dots, at least one; of an entry without the method
 * @param local what follows {@code #}, or null
 * @param entry what follows {@code ::}, or null
 */
public record Path(
    Position at, List<String> names, @Nullable String local, @Nullable String entry) {

  /** Returns the names with dots between them. */
  public String dotted() {
    return String.join(".", names);
  }

  /** Returns the path as it may be written. */
  @Override
  public String toString() {
    return dotted() + (local == null ? "" : "#" + local) + (entry == null ? "" : "::" + entry);
  }
}
