/** What the server knows: sources, their listeners, counters; and the threads of sources. */
@NullMarked
package dev.kitsune.http.server;

import org.jspecify.annotations.NullMarked;
