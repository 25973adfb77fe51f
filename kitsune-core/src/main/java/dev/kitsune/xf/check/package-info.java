/** The verdict on a step before anyone runs it: what becomes of everything that changed. */
@NullMarked
package dev.kitsune.xf.check;

import org.jspecify.annotations.NullMarked;
