/** The experiments, one class each. */
@NullMarked
package dev.kitsune.eval.experiment;

import org.jspecify.annotations.NullMarked;
