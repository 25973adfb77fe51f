/** State transformation: old objects into new ones, undone on request. */
@NullMarked
package dev.kitsune.transform;

import org.jspecify.annotations.NullMarked;
