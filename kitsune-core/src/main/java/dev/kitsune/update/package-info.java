/** One update as a transaction: prepare, quiesce, transform, restart, commit. */
@NullMarked
package dev.kitsune.update;

import org.jspecify.annotations.NullMarked;
