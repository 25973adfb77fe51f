/** An open-loop load: a fixed schedule of arrivals, latency from the intended time of sending. */
@NullMarked
package dev.kitsune.eval.load;

import org.jspecify.annotations.NullMarked;
