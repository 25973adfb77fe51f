package dev.kitsune.mina;

import dev.kitsune.Gate;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoConnector;
import org.apache.mina.core.service.IoHandler;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;
import org.jspecify.annotations.Nullable;

/**
 * MINA's handler for all versions of a program: passes each event through the gate, in one turn, to
 * the {@link SessionHandler} that is bound there.
 *
 * <p>MINA fixes a session's handler for good and refuses another while the acceptor is bound, so
 * the handler that it knows must be the platform's. While the gate is closed the I/O thread waits
 * in it with the event in hand: nothing is dropped, and the order of each session's events is kept,
 * since the one I/O thread raises them all.
 *
 * <p>One turn per event, not per pass of the selector: a turn without contention costs a few
 * nanoseconds, and one event carries all the bytes of a read, however many requests they are.
 */
final class GatedHandler implements IoHandler, Gate.Roots {

  private final Gate gate;
  private final boolean reportSent;

  /*
   * The sessions between their first and their last event, touched only inside turns. MINA's own
   * list is not enough: it forgets a session before its last event, which may be waiting at the
   * gate while the state behind it is transformed.
   */
  private final Map<Long, IoSession> sessions = new LinkedHashMap<>();

  GatedHandler(Gate gate, boolean reportSent) {
    this.gate = gate;
    this.reportSent = reportSent;
  }

  /** The program's objects are the session attributes under {@link StateKey}s. */
  @Override
  public void replaceAll(UnaryOperator<@Nullable Object> operator) {
    for (IoSession session : sessions.values()) {
      for (Object key : session.getAttributeKeys()) {
        if (key instanceof StateKey stateKey) {
          Object old = stateKey.get(session);
          Object replacement = operator.apply(old);
          if (replacement != old) {
            stateKey.set(session, replacement);
          }
        }
      }
    }
  }

  @Override
  public void sessionCreated(IoSession session) throws Exception {
    gate.enter();
    try {
      sessions.put(session.getId(), session);
      current().created(session);
    } finally {
      gate.exit();
    }
  }

  @Override
  public void sessionOpened(IoSession session) throws Exception {
    gate.enter();
    try {
      if (session.getService() instanceof IoConnector) {
        current().connected(session);
      } else {
        current().opened(session);
      }
    } finally {
      gate.exit();
    }
  }

  @Override
  public void messageReceived(IoSession session, Object message) throws Exception {
    gate.enter();
    try {
      current().received(session, (IoBuffer) message);
    } finally {
      gate.exit();
    }
  }

  @Override
  public void messageSent(IoSession session, Object message) throws Exception {
    if (!reportSent) {
      return;
    }
    gate.enter();
    try {
      current().sent(session, message);
    } finally {
      gate.exit();
    }
  }

  @Override
  public void sessionIdle(IoSession session, IdleStatus status) throws Exception {
    gate.enter();
    try {
      current().idle(session, status);
    } finally {
      gate.exit();
    }
  }

  @Override
  public void inputClosed(IoSession session) throws Exception {
    gate.enter();
    try {
      current().inputClosed(session);
    } finally {
      gate.exit();
    }
  }

  @Override
  public void exceptionCaught(IoSession session, Throwable cause) throws Exception {
    gate.enter();
    try {
      current().failed(session, cause);
    } finally {
      gate.exit();
    }
  }

  @Override
  public void sessionClosed(IoSession session) throws Exception {
    gate.enter();
    try {
      current().closed(session);
    } finally {
      sessions.remove(session.getId());
      gate.exit();
    }
  }

  /** Called by the listener of a connection that was asked for and did not come about. */
  void notConnected(InetSocketAddress server, Throwable cause) {
    gate.enter();
    try {
      current().notConnected(server, cause);
    } finally {
      gate.exit();
    }
  }

  /** Filters' own events concern no program: the ports have no filter that raises one. */
  @Override
  public void event(IoSession session, FilterEvent event) {}

  private SessionHandler current() {
    Object bound = gate.bound();
    if (bound instanceof SessionHandler handler) {
      return handler;
    }
    throw new IllegalStateException(
        "expected a SessionHandler bound at the gate: name="
            + gate.name()
            + ", bound="
            + bound
            + "; call Gate.bind before GatedAcceptor.listen");
  }
}
