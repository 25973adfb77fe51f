/** Shared by tests: versions written as text blocks. */
@NullMarked
package dev.kitsune.testing;

import org.jspecify.annotations.NullMarked;
