/** Tests of class units. */
@NullMarked
package dev.kitsune.unit;

import org.jspecify.annotations.NullMarked;
