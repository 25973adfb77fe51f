/** Class loaders of program versions, one per class unit. */
@NullMarked
package dev.kitsune.load;

import org.jspecify.annotations.NullMarked;
