/** What a compiled step holds: the transformer's index, written by xfgen and read at prepare. */
@NullMarked
package dev.kitsune.xf.step;

import org.jspecify.annotations.NullMarked;
