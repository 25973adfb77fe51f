/** The load on http-server: sources that stream numbered frames, listeners that check each byte. */
@NullMarked
package dev.kitsune.eval.http;

import org.jspecify.annotations.NullMarked;
