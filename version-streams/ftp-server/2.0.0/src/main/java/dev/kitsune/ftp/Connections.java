package dev.kitsune.ftp;

import dev.kitsune.NoMigrate;
import dev.kitsune.ftp.command.Greeting;
import dev.kitsune.ftp.command.Housekeeping;
import dev.kitsune.ftp.session.Program;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Server;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.mina.SessionHandler;
import dev.kitsune.mina.StateKey;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.ssl.SslFilter;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.jspecify.annotations.Nullable;

/** Turns control connections into sessions. */
final class Connections implements SessionHandler, Program {

  @NoMigrate private static final StateKey SESSION = new StateKey("session");

  private final Server server;
  private final Listener listener;

  Connections(Server server, Listener listener) {
    this.server = server;
    this.listener = listener;
  }

  @Override
  public String version() {
    return Release.VERSION;
  }

  @Override
  public void opened(IoSession io) {
    if (server.takeReloadNeeded()) {
      listener.reload();
    }
    ((SocketSessionConfig) io.getConfig()).setKeepAlive(true);
    Session session = new Session(io, server.nextId(), server, server.settings().copy());
    SESSION.set(io, session);
    int count = server.add(session);
    Greeting.send(session, count, server.countFrom(session.address()));
  }

  @Override
  public void received(IoSession io, IoBuffer data) {
    Session session = session(io);
    if (session != null) {
      Housekeeping.received(
          session, data.array(), data.arrayOffset() + data.position(), data.remaining());
    }
  }

  @Override
  public void inputClosed(IoSession io) {
    Session session = session(io);
    if (session != null && !session.isBusy()) {
      Housekeeping.endOfInput(session);
    } else {
      io.closeNow();
    }
  }

  @Override
  public void closed(IoSession io) {
    Session session = session(io);
    if (session != null) {
      session.closed();
      server.remove(session);
    }
  }

  /** What fails after AUTH and before anything could be decrypted is the negotiation. */
  @Override
  public void failed(IoSession io, Throwable cause) {
    Session session = session(io);
    boolean isAsked = session != null && session.tls() != null && !session.isClosed();
    if (session == null || !isAsked || io.getAttribute(SslFilter.SSL_SECURED) != null) {
      io.closeNow();
      return;
    }
    io.getFilterChain().remove("tls");
    Replies.send(session, 421, "Negotiation failed: " + cause.getMessage());
    Replies.close(session);
  }

  private static @Nullable Session session(IoSession io) {
    return (Session) SESSION.get(io);
  }
}
