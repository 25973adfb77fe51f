/** A plain model of the server, to compare it with; it imports nothing of what it judges. */
@NullMarked
package dev.kitsune.kv.model;

import org.jspecify.annotations.NullMarked;
