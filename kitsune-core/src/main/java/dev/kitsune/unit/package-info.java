/** Class units: what one version consists of, and what is unchanged between two. */
@NullMarked
package dev.kitsune.unit;

import org.jspecify.annotations.NullMarked;
