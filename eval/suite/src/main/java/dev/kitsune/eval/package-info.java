/** The commands of the evaluation suite: eval, replay, and what belongs to them. */
@NullMarked
package dev.kitsune.eval;

import org.jspecify.annotations.NullMarked;
