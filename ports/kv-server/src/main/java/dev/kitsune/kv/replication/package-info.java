/** The links between a master and its slaves, as state and as bytes. */
@NullMarked
package dev.kitsune.kv.replication;

import org.jspecify.annotations.NullMarked;
