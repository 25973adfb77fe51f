/** The statistics tree, its thread, and those who listen to it. */
@NullMarked
package dev.kitsune.http.stats;

import org.jspecify.annotations.NullMarked;
