/** What a transformation costs, against a hand-written loop over the same data. */
@NullMarked
package dev.kitsune.micro.cost;

import org.jspecify.annotations.NullMarked;
