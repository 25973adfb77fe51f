/** Tests of what the public API and woven code call. */
@NullMarked
package dev.kitsune.internal;

import org.jspecify.annotations.NullMarked;
