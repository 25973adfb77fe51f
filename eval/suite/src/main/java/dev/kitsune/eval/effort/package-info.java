/** What it took to make programs updatable, counted from what was built and written. */
@NullMarked
package dev.kitsune.eval.effort;

import org.jspecify.annotations.NullMarked;
