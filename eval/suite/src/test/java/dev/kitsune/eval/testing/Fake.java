package dev.kitsune.eval.testing;

import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.UpdateResult;
import dev.kitsune.eval.server.Vitals;
import dev.kitsune.update.UpdateReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server in this process, for tests of the suite: at its update it does one thing wrong. */
abstract class Fake implements ServerUnderTest {

  private final Fault fault;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** Starts at a free loopback port. */
  Fake(Fault fault) throws IOException {
    this.fault = fault;
    this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  }

  /** Begins to take connections, once the subclass is whole. */
  void open() {
    Thread acceptor = new Thread(this::accept, "fake-accept");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** Serves one connection to its end. */
  abstract void serve(Socket socket) throws IOException;

  /** Takes another version's name. */
  abstract void version(String next);

  /** Commits the fault at once, without an update. */
  public abstract void misbehave() throws IOException;

  Fault fault() {
    return fault;
  }

  Set<Socket> sockets() {
    return sockets;
  }

  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  @Override
  public boolean isAlive() {
    return !listener.isClosed();
  }

  @Override
  public UpdateResult update(String version) throws IOException {
    long requested = System.nanoTime();
    misbehave();
    boolean committed = fault != Fault.IS_ROLLED_BACK;
    if (committed && fault != Fault.KEEPS_ITS_VERSION) {
      version(version);
    }
    return new UpdateResult(report(version, committed), "", requested, System.nanoTime());
  }

  @Override
  public UpdateResult dryRun(String version) {
    long now = System.nanoTime();
    boolean stood = fault != Fault.IS_ROLLED_BACK;
    return new UpdateResult(report(version, stood), "", now, System.nanoTime());
  }

  @Override
  public UpdateResult verify(String version) throws IOException {
    return update(version);
  }

  @Override
  public Vitals vitals(boolean collectFirst) {
    int loaders = fault == Fault.LEAKS_ITS_LOADER ? 2 : 1;
    Map<String, Integer> byType = Map.of("dev.kitsune.load.UnitLoader", loaders);
    return new Vitals(loaders, byType, 1, 1, 1, 1, 1, 1, 1, 1);
  }

  @Override
  public void resetPeaks() {}

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private UpdateReport report(String to, boolean committed) {
    return new UpdateReport(
        "fake",
        pid(),
        1,
        "1.0",
        to,
        "",
        committed ? UpdateReport.Outcome.COMMITTED : UpdateReport.Outcome.ROLLED_BACK,
        false,
        committed ? null : UpdateReport.Phase.TRANSFORM,
        committed ? null : "no rule for new field Fake.field",
        new UpdateReport.Phases(0, 0, 0, 0, 0),
        0,
        0,
        new UpdateReport.Objects(0, 0, 0, 0, 0),
        List.of(),
        List.of("fake"),
        List.of(),
        0,
        List.of(),
        0,
        "",
        "",
        List.of(),
        null);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        Thread thread = new Thread(() -> serveQuietly(socket), "fake-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serveQuietly(Socket socket) {
    try (socket) {
      serve(socket);
    } catch (IOException ended) {
      // The client, or a fault, closed the connection.
    } finally {
      sockets.remove(socket);
    }
  }
}
