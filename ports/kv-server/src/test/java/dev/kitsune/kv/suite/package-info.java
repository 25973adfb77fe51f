/** The protocol suite: what every version must answer, told to a server by its address. */
@NullMarked
package dev.kitsune.kv.suite;

import org.jspecify.annotations.NullMarked;
