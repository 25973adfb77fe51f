package dev.kitsune.mina;

import dev.kitsune.Gate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.mina.core.future.ConnectFuture;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.apache.mina.transport.socket.nio.NioSocketConnector;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket whose sessions' events pass a gate. It is a platform object: a program keeps
 * it in a static, and it outlives the program's versions with all its connections.
 *
 * <p>One thread serves all sessions, as in the single-threaded servers that the ports follow. All
 * methods may be called from any thread, {@link #close} not from a handler.
 */
public final class GatedAcceptor implements AutoCloseable {

  private static final int LEAST_READ = 1024;

  private final ExecutorService ioThread;
  private final RequestReplyProcessor processor;
  private final NioSocketAcceptor acceptor;
  private final GatedHandler handler;
  private @Nullable NioSocketConnector connector; // made at its first use; guarded by this

  private GatedAcceptor(Gate gate, boolean reportSent, String name) {
    ioThread = Executors.newSingleThreadExecutor(task -> new Thread(task, name + "-io"));
    processor = new RequestReplyProcessor(ioThread);
    acceptor = new NioSocketAcceptor(processor);
    acceptor.setReuseAddress(true);
    SocketSessionConfig sessions = acceptor.getSessionConfig();
    sessions.setTcpNoDelay(true);
    sessions.setMinReadBufferSize(LEAST_READ);
    handler = new GatedHandler(gate, reportSent);
    acceptor.setHandler(handler);
    gate.addRoots(handler);
  }

  /**
   * Makes an acceptor that does not listen yet. Bind a {@link SessionHandler} at the gate first.
   *
   * @param gate what every event passes
   */
  public static GatedAcceptor behind(Gate gate) {
    return new GatedAcceptor(gate, false, gate.name());
  }

  /** As {@link #behind}, and handlers hear of each message that was written. */
  public static GatedAcceptor reportingSentBehind(Gate gate) {
    return new GatedAcceptor(gate, true, gate.name());
  }

  /**
   * Begins to accept connections.
   *
   * @param backlog how many connections the kernel may hold that were not accepted yet
   * @return the address, with the real port if 0 was asked for
   * @throws IOException if the address is in use or not of this host
   */
  public InetSocketAddress listen(InetSocketAddress address, int backlog) throws IOException {
    acceptor.setBacklog(backlog);
    acceptor.bind(address);
    return localAddress();
  }

  /**
   * Returns where this listens.
   *
   * @throws IllegalStateException if it does not
   */
  public InetSocketAddress localAddress() {
    InetSocketAddress address = acceptor.getLocalAddress();
    if (address == null) {
      throw new IllegalStateException("acceptor is not listening; call listen first");
    }
    return address;
  }

  /**
   * Begins to connect to a server. The session's events pass the same gate, on the same thread, as
   * those of accepted ones; it begins with {@link SessionHandler#connected}, or there is none, and
   * {@link SessionHandler#notConnected} says so.
   *
   * @param timeout after which it is given up
   */
  public synchronized void connect(InetSocketAddress server, Duration timeout) {
    if (connector == null) {
      connector = new NioSocketConnector(processor);
      connector.getSessionConfig().setTcpNoDelay(true);
      connector.setHandler(handler);
    }
    connector.setConnectTimeoutMillis(timeout.toMillis());
    connector
        .connect(server)
        .addListener((ConnectFuture future) -> {
          if (!future.isConnected()) {
            handler.notConnected(server, future.getException());
          }
        });
  }

  /** Stops listening; connections stay, and new ones are refused. */
  public void stopListening() {
    acceptor.setCloseOnDeactivation(false);
    acceptor.unbind();
    acceptor.setCloseOnDeactivation(true);
  }

  /** Stops listening and closes all connections, whose handlers are told before this returns. */
  @Override
  public void close() {
    acceptor.dispose(true);
    synchronized (this) {
      if (connector != null) {
        connector.dispose(true);
      }
    }
    processor.dispose();
    ioThread.shutdown();
  }
}
