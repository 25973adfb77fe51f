package dev.kitsune.http;

import dev.kitsune.NoMigrate;
import dev.kitsune.http.config.Configuration;
import dev.kitsune.http.connection.Connection;
import dev.kitsune.http.server.Logins;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.text.Text;
import dev.kitsune.mina.SessionHandler;
import dev.kitsune.mina.StateKey;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;

/** Reads the heads of connections and hands those that are whole to the connection threads. */
final class Connections implements SessionHandler {

  @NoMigrate private static final StateKey CONNECTION = new StateKey("connection");

  private final Server server;
  private final Sockets sockets;

  Connections(Server server, Sockets sockets) {
    this.server = server;
    this.sockets = sockets;
  }

  @Override
  public void opened(IoSession io) {
    Connection connection =
        new Connection(server.nextConnection(), io, sockets.isShoutcast(io.getServiceAddress()));
    CONNECTION.set(io, connection);
    if (server.connectionBegins(connection)) {
      connection.tooMany();
    }
    server.reading().add(connection);
  }

  @Override
  public void received(IoSession io, IoBuffer data) {
    Connection connection = connection(io);
    if (connection != null) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      act(connection, connection.received(bytes, 0));
    }
  }

  private void act(Connection connection, Connection.Progress progress) {
    switch (progress) {
      case HEAD -> {
        server.reading().remove(connection);
        server.requests().add(connection);
      }
      case PASSWORD -> password(connection);
      case TOO_LONG -> connection.close();
      case NONE -> {}
    }
  }

  /**
   * The password is that of the mount. Who sends more before it is told {@code OK2} is cut off: a
   * defect of this release.
   */
  private void password(Connection connection) {
    Configuration configuration = server.configuration();
    if (!connection
        .headText()
        .equals(Logins.sourcePassword(configuration, configuration.shoutcastMount()))) {
      connection.close();
      return;
    }
    connection.write(Text.bytes("OK2\r\n"));
    byte[] rest = connection.afterPassword();
    if (rest.length > 0) {
      connection.finish();
    }
  }

  @Override
  public void sent(IoSession io, Object message) {
    Connection connection = connection(io);
    if (connection != null) {
      connection.sent();
    }
  }

  /** A client that sends no more still gets its answer. */
  @Override
  public void inputClosed(IoSession io) {
    Connection connection = connection(io);
    if (connection == null || server.reading().contains(connection)) {
      io.closeNow();
    } else {
      connection.endInput();
    }
  }

  @Override
  public void closed(IoSession io) {
    Connection connection = connection(io);
    if (connection != null) {
      server.reading().remove(connection);
      server.connectionEnds(connection);
      connection.closed();
    }
  }

  private static @Nullable Connection connection(IoSession io) {
    return (Connection) CONNECTION.get(io);
  }
}
