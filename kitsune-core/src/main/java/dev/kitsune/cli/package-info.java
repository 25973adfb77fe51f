/** The {@code kitsune} command. */
@NullMarked
package dev.kitsune.cli;

import org.jspecify.annotations.NullMarked;
