/** The verifying mode: looks for old objects, compares state, and proves that old loaders go. */
@NullMarked
package dev.kitsune.verify;

import org.jspecify.annotations.NullMarked;
