/** A step's transformer at run time: loaded and linked at prepare, asked by the transformation. */
@NullMarked
package dev.kitsune.xf.run;

import org.jspecify.annotations.NullMarked;
