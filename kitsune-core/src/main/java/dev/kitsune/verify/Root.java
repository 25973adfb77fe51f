package dev.kitsune.verify;

import org.jspecify.annotations.Nullable;

/**
 * Where a walk begins.
 *
 * @param path how messages name it
 */
public record Root(String path, @Nullable Object value) {}
