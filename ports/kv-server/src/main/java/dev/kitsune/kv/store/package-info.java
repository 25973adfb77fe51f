/** The databases: keys, their values, and when they expire. */
@NullMarked
package dev.kitsune.kv.store;

import org.jspecify.annotations.NullMarked;
