/** Subjects for the suite's test of itself. */
@NullMarked
package dev.kitsune.eval.testing;

import org.jspecify.annotations.NullMarked;
