/** Tests of weaving. */
@NullMarked
package dev.kitsune.weave;

import org.jspecify.annotations.NullMarked;
