/** Medians, spreads and bootstrap intervals, with a seed so that a report can be made again. */
@NullMarked
package dev.kitsune.eval.stats;

import org.jspecify.annotations.NullMarked;
