/** Connections, and the clients behind them. */
@NullMarked
package dev.kitsune.http.connection;

import org.jspecify.annotations.NullMarked;
