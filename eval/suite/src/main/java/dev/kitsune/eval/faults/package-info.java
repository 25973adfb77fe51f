/** Versions with a fault woven in, and what becomes of a server that is updated to them. */
@NullMarked
package dev.kitsune.eval.faults;

import org.jspecify.annotations.NullMarked;
