/** The server's own state and work: settings, clients, periodic work, the log. */
@NullMarked
package dev.kitsune.kv.server;

import org.jspecify.annotations.NullMarked;
