/** The catalogue of programs, version streams and steps. */
@NullMarked
package dev.kitsune.stream;

import org.jspecify.annotations.NullMarked;
