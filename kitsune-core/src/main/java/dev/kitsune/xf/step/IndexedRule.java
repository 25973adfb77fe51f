package dev.kitsune.xf.step;

import org.jspecify.annotations.Nullable;

/**
 * One rule as the runtime needs it.
 *
 * @param kind {@code MOVE}, {@code INIT}, {@code DROP}, {@code OPAQUE}, {@code PRE} or {@code POST}
 * @param text the target as it was written
 * @param at file and line
 * @param from what it names in the old version, or null
 * @param to what it names in the new version, or null
 * @param base the old class that a body's {@code $base} is of, or null for any
 * @param method the transformer's method that does it, or null
 * @param threadName of a thread that is added, or null
 * @param keepsOwn whether the new version's own value stays
 */
public record IndexedRule(
    String kind,
    String text,
    String at,
    @Nullable Ref from,
    @Nullable Ref to,
    @Nullable String base,
    @Nullable String method,
    @Nullable String threadName,
    boolean keepsOwn) {

  /**
   * An item of one version.
   *
   * @param kind {@code class}, {@code field}, {@code static}, {@code enum constant}, {@code local}
   *     or {@code entry}
   * @param owner the binary name of its class
   * @param method of a local or entry, or null
   * @param name of the member, or null for a class
   * @param descriptor of the value or the entry, or null
   */
  public record Ref(
      String kind,
      String owner,
      @Nullable String method,
      @Nullable String name,
      @Nullable String descriptor) {}
}
