/** Makes a step's transformer of its specification: Java generated, compiled and linked anew. */
@NullMarked
package dev.kitsune.xf.compile;

import org.jspecify.annotations.NullMarked;
