/** What the public API and woven code call; not for programs. */
@NullMarked
package dev.kitsune.internal;

import org.jspecify.annotations.NullMarked;
