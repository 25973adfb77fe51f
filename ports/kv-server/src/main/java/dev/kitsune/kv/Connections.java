package dev.kitsune.kv;

import dev.kitsune.NoMigrate;
import dev.kitsune.kv.command.Interpreter;
import dev.kitsune.kv.server.Client;
import dev.kitsune.kv.server.Clients;
import dev.kitsune.kv.server.PostponedRequests;
import dev.kitsune.kv.server.Server;
import dev.kitsune.mina.SessionHandler;
import dev.kitsune.mina.StateKey;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;

/** Turns connections into clients, and what they send into commands. */
final class Connections implements SessionHandler, PostponedRequests {

  @NoMigrate private static final StateKey CLIENT = new StateKey("client");
  private static final String FULL = "-ERR max number of clients reached\r\n";

  private final Server server;
  private final Interpreter interpreter;

  Connections(Server server) {
    this.server = server;
    interpreter = new Interpreter(server, Release.VERSION);
  }

  /**
   * Makes a client for the connection. Redis 2.0.0: the client is complete before its connection is
   * registered, and if that fails it is freed like any other, although it is in no list yet. The
   * assertion that it is ends the process.
   */
  @Override
  public void opened(IoSession session) {
    beginTurn();
    Clients clients = server.clients();
    Client client = new Client(session, server.keyspace().database(0), server.keyspace().now());
    CLIENT.set(session, client);
    if (!clients.events().register()) {
      clients.free(client);
      return;
    }
    clients.add(client);
    refuseAboveLimit(client);
  }

  private void refuseAboveLimit(Client client) {
    int limit = server.settings().maxClients();
    if (limit > 0 && server.clients().count() > limit) {
      client.session().write(IoBuffer.wrap(FULL.getBytes(StandardCharsets.US_ASCII)));
      server.clients().freeAfterWriting(client);
    } else {
      server.countConnection();
    }
  }

  @Override
  public void received(IoSession session, IoBuffer data) {
    beginTurn();
    int from = data.arrayOffset() + data.position();
    int to = from + data.remaining();
    if (server.replication().isHandshake(session)) {
      from = server.replication().received(session, data.array(), from, to);
      if (!server.replication().isReady(session)) {
        return;
      }
      serveMaster(session);
    }
    Client client = openClient(session);
    if (client == null) {
      return; // refused, or told to quit; what it still sends is not for us
    }
    interpreter.run(client, data.array(), from, to);
  }

  /** The master's dump is here; what follows are commands. */
  private void serveMaster(IoSession session) {
    Client client = new Client(session, server.keyspace().database(0), server.keyspace().now());
    if (!server.clients().events().register()) {
      session.closeNow();
      return;
    }
    CLIENT.set(session, client);
    server.clients().add(client);
    server.replication().serveMaster(client);
  }

  @Override
  public void connected(IoSession session) {
    beginTurn();
    server.replication().connected(session);
  }

  @Override
  public void notConnected(InetSocketAddress master, Throwable cause) {
    beginTurn();
    server.replication().notConnected(cause);
  }

  /** Runs what clients sent while they were blocked. */
  @Override
  public void runUnblocked() {
    interpreter.runUnblocked();
  }

  @Override
  public void closed(IoSession session) {
    Client client = openClient(session);
    if (client != null) {
      server.clients().free(client);
    }
    server.replication().closed(session);
  }

  private void beginTurn() {
    server.keyspace().setNow(Main.now());
  }

  private static @Nullable Client openClient(IoSession session) {
    Client client = (Client) CLIENT.get(session);
    return client != null && client.isOpen() ? client : null;
  }
}
