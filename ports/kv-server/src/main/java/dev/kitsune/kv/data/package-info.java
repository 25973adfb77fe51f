/** Byte strings, hash tables, lists, skip lists and the values that keys hold; the lowest layer. */
@NullMarked
package dev.kitsune.kv.data;

import org.jspecify.annotations.NullMarked;
