/** Servers under test as child processes: start, update, look inside, end. */
@NullMarked
package dev.kitsune.eval.server;

import org.jspecify.annotations.NullMarked;
