/** The wire: requests in their three forms, and replies. */
@NullMarked
package dev.kitsune.kv.protocol;

import org.jspecify.annotations.NullMarked;
