/** Tests of the check of a step. */
@NullMarked
package dev.kitsune.xf.check;

import org.jspecify.annotations.NullMarked;
