/** The API that an updatable program uses: update points, gates, threads and data migration. */
@NullMarked
package dev.kitsune;

import org.jspecify.annotations.NullMarked;
