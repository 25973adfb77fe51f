package dev.kitsune.http.handler;

import dev.kitsune.http.connection.Client;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.stats.StatsListener;

/** A client that follows the statistics: the state of its thread. */
record StatsClient(Server server, Client client, StatsListener listener) {}
