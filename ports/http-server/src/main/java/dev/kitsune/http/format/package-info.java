/** Streams as listeners get them: blocks, their queue, and the two families of formats. */
@NullMarked
package dev.kitsune.http.format;

import org.jspecify.annotations.NullMarked;
