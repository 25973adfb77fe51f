/** The commands: a table of them, one class for each family, and the interpreter that runs them. */
@NullMarked
package dev.kitsune.kv.command;

import org.jspecify.annotations.NullMarked;
