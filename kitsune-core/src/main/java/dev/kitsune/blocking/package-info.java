/** Blocking calls that are update points. */
@NullMarked
package dev.kitsune.blocking;

import org.jspecify.annotations.NullMarked;
