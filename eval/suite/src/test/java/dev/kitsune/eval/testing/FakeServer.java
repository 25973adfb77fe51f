package dev.kitsune.eval.testing;

import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.UpdateResult;
import dev.kitsune.eval.server.Vitals;
import dev.kitsune.update.UpdateReport;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A small key-value server in this process, for tests of the suite: it really stores what it is
 * told (see {@link FakeStore}), and at its update does one thing wrong.
 */
public final class FakeServer implements ServerUnderTest {

  private final Fault fault;
  private final ServerSocket listener;
  private final FakeStore store;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<String> firstCommands = new CopyOnWriteArrayList<>();
  private final AtomicBoolean swapNext = new AtomicBoolean();
  private final AtomicBoolean failNext = new AtomicBoolean();

  /** Starts at a free loopback port, at version 1.0. */
  public FakeServer(Fault fault) throws IOException {
    this.fault = fault;
    this.store = new FakeStore("1.0", pid());
    this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept, "fake-accept");
    acceptor.setDaemon(true);
    acceptor.start();
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

  /** Returns the first command of each connection. */
  public List<String> firstCommands() {
    return firstCommands;
  }

  /** Commits the fault at once, without an update. */
  public void misbehave() throws IOException {
    switch (fault) {
      case LOSES_A_KEY -> store.lose("key:1");
      case ALTERS_A_VALUE -> store.alter("key:2");
      case FORGETS_THE_LAST_WRITES -> store.goBack();
      case ALTERS_A_COUNTER -> store.put("counter:0:0", 1_000_000L);
      case LOSES_A_LIST_ELEMENT -> store.loseElement("list:0:0");
      case LOSES_A_SET_MEMBER -> store.loseElement("set:0:0");
      case DROPS_A_CONNECTION -> sockets.iterator().next().close();
      case STALLS_300_MS -> store.stall(300);
      case SWAPS_TWO_REPLIES -> swapNext.set(true);
      case ANSWERS_WITH_ERRORS -> failNext.set(true);
      case NONE, LEAKS_ITS_LOADER, KEEPS_ITS_VERSION, IS_ROLLED_BACK -> {}
    }
  }

  @Override
  public UpdateResult update(String version) throws IOException {
    long requested = System.nanoTime();
    misbehave();
    boolean committed = fault != Fault.IS_ROLLED_BACK;
    if (committed && fault != Fault.KEEPS_ITS_VERSION) {
      store.version(version);
    }
    return new UpdateResult(report(version, committed), "", requested, System.nanoTime());
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
        Thread thread = new Thread(() -> serve(socket), "fake-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      OutputStream out = socket.getOutputStream();
      boolean first = true;
      while (true) {
        List<byte[]> replies = new ArrayList<>();
        do {
          List<String> request = read(in);
          if (first) {
            firstCommands.add(request.get(0));
            first = false;
          }
          String reply =
              failNext.compareAndSet(true, false) ? "-ERR seeded\r\n" : store.execute(request);
          replies.add(reply.getBytes(StandardCharsets.UTF_8));
          // Give the rest of a pipeline a moment to arrive.
          if (swapNext.get() && in.available() == 0) {
            LockSupport.parkNanos(200_000);
          }
        } while (in.available() > 0);
        if (replies.size() > 1 && swapNext.compareAndSet(true, false)) {
          Collections.swap(replies, 0, 1);
        }
        for (byte[] reply : replies) {
          out.write(reply);
        }
        out.flush();
      }
    } catch (IOException ended) {
      // The client, or a fault, closed the connection.
    } finally {
      sockets.remove(socket);
    }
  }

  private static List<String> read(DataInputStream in) throws IOException {
    int count = Integer.parseInt(line(in).substring(1));
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] word = new byte[Integer.parseInt(line(in).substring(1))];
      in.readFully(word);
      in.readFully(new byte[2]);
      words.add(new String(word, StandardCharsets.UTF_8));
    }
    return words;
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
      line.append((char) b);
    }
    return line.toString().strip();
  }
}
