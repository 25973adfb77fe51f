/** Listing public streams in directories. */
@NullMarked
package dev.kitsune.http.directory;

import org.jspecify.annotations.NullMarked;
