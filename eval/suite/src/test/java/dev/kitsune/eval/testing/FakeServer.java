package dev.kitsune.eval.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A small key-value server in this process, for tests of the suite: it really stores what it is
 * told (see {@link FakeStore}), and at its update does one thing wrong.
 */
public final class FakeServer extends Fake {

  private final FakeStore store;
  private final List<String> firstCommands = new CopyOnWriteArrayList<>();
  private final AtomicBoolean swapNext = new AtomicBoolean();
  private final AtomicBoolean failNext = new AtomicBoolean();

  /** Starts at a free loopback port, at version 1.0. */
  public FakeServer(Fault fault) throws IOException {
    super(fault);
    this.store = new FakeStore("1.0", pid());
    open();
  }

  /** Returns the first command of each connection. */
  public List<String> firstCommands() {
    return firstCommands;
  }

  @Override
  void version(String next) {
    store.version(next);
  }

  @Override
  public void misbehave() throws IOException {
    switch (fault()) {
      case LOSES_A_KEY -> store.lose("key:1");
      case ALTERS_A_VALUE -> store.alter("key:2");
      case FORGETS_THE_LAST_WRITES -> store.goBack();
      case ALTERS_A_COUNTER -> store.put("counter:0:0", 1_000_000L);
      case LOSES_A_LIST_ELEMENT -> store.loseElement("list:0:0");
      case LOSES_A_SET_MEMBER -> store.loseElement("set:0:0");
      case DROPS_A_CONNECTION -> sockets().iterator().next().close();
      case STALLS_300_MS -> store.stall(300);
      case SWAPS_TWO_REPLIES -> swapNext.set(true);
      case ANSWERS_WITH_ERRORS -> failNext.set(true);
      default -> {}
    }
  }

  @Override
  void serve(Socket socket) throws IOException {
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
