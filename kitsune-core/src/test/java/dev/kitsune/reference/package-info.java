/** The state transformation as a specification: slow, simple, and independent of the real one. */
@NullMarked
package dev.kitsune.reference;

import org.jspecify.annotations.NullMarked;
