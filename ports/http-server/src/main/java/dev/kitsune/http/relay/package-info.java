/** Streams that are fetched from other servers. */
@NullMarked
package dev.kitsune.http.relay;

import org.jspecify.annotations.NullMarked;
