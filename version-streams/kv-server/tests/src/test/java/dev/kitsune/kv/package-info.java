/** Tests of the versions of the stream, each in a process of its own. */
@NullMarked
package dev.kitsune.kv;

import org.jspecify.annotations.NullMarked;
