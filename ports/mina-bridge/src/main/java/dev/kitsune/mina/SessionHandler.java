package dev.kitsune.mina;

import java.net.InetSocketAddress;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;

/**
 * What a program does with the events of its sessions. The program binds its handler at the gate
 * ({@link dev.kitsune.Gate#bind}); every method is called inside a turn of that gate, so no two of
 * them overlap, and none may contain an update point.
 *
 * <p>This is narrower than MINA's own handler, and an interface, so that a program's handler does
 * not extend a class of the platform.
 */
public interface SessionHandler {

  /** A connection was accepted; nothing was read from it yet. */
  default void created(IoSession session) throws Exception {}

  /** As {@link #created}, right after it, with the session's filters in place. */
  default void opened(IoSession session) throws Exception {}

  /** A connection that {@link GatedAcceptor#connect} asked for stands; as {@link #opened}. */
  default void connected(IoSession session) throws Exception {
    session.closeNow();
  }

  /** A connection that was asked for did not come about. */
  default void notConnected(InetSocketAddress server, Throwable cause) {}

  /**
   * Bytes came.
   *
   * @param data what one read brought, at most 64 KB, possibly many requests and half of another
   */
  void received(IoSession session, IoBuffer data) throws Exception;

  /** A message was written; only if the handler in front was told to report it. */
  default void sent(IoSession session, Object message) throws Exception {}

  /** Nothing happened for as long as the session's configuration says. */
  default void idle(IoSession session, IdleStatus status) throws Exception {}

  /** The peer sends no more; closes the session unless the program wants otherwise. */
  default void inputClosed(IoSession session) throws Exception {
    session.closeNow();
  }

  /** A handler or the connection failed; closes the session unless the program wants otherwise. */
  default void failed(IoSession session, Throwable cause) throws Exception {
    session.closeNow();
  }

  /** The connection is gone. The last event of a session. */
  default void closed(IoSession session) throws Exception {}
}
