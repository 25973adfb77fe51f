package dev.kitsune.http.handler;

import dev.kitsune.http.file.FileServer;
import dev.kitsune.http.relay.Slave;
import dev.kitsune.http.server.Server;

/** What requests are answered with. */
public record Services(Server server, FileServer files, Slave slave) {}
