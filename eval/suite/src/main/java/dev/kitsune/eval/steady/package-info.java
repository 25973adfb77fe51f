/** Steady state: two builds of a server compared in pairs of fresh processes. */
@NullMarked
package dev.kitsune.eval.steady;

import org.jspecify.annotations.NullMarked;
