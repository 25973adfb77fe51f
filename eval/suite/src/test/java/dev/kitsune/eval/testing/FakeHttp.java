package dev.kitsune.eval.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A small streaming server; at its update it does one thing wrong. */
public final class FakeHttp extends Fake {

  private static final int INTERVAL = 16_000;

  private final Map<String, byte[]> files;
  private final Map<String, List<Listener>> mounts = new ConcurrentHashMap<>();
  private volatile String version = "1.0";
  private volatile boolean isWrongNow;
  private volatile long stalledUntilNanos = System.nanoTime();

  /** One who listens, and what is left until a title is due. */
  private static final class Listener {
    final OutputStream out;
    final boolean wantsTitles;
    int untilTitle = INTERVAL;

    Listener(OutputStream out, boolean wantsTitles) {
      this.out = out;
      this.wantsTitles = wantsTitles;
    }

    void send(byte[] bytes, int from, int length) throws IOException {
      for (int i = from; i < from + length; ) {
        if (wantsTitles && untilTitle == 0) {
          out.write(0);
          untilTitle = INTERVAL;
        }
        int count = wantsTitles ? Math.min(untilTitle, from + length - i) : from + length - i;
        out.write(bytes, i, count);
        untilTitle -= count;
        i += count;
      }
    }
  }

  /**
   * Starts at a free loopback port, at version 1.0.
   *
   * @param files by path
   */
  public FakeHttp(Fault fault, Map<String, byte[]> files) throws IOException {
    super(fault);
    this.files = files;
    open();
  }

  @Override
  void version(String next) {
    version = next;
  }

  @Override
  public void misbehave() throws IOException {
    if (fault() == Fault.STALLS_300_MS) {
      stalledUntilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
      stall(); // as an update is over only when its pause is
    } else if (fault() == Fault.DROPS_A_CONNECTION) {
      mounts.values().iterator().next().get(0).out.close();
    }
    isWrongNow = true;
  }

  @Override
  void serve(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    String head = head(in);
    stall();
    String[] words = head.split(" ");
    OutputStream out = socket.getOutputStream();
    if (words[0].equals("SOURCE")) {
      mounts.put(words[1], new CopyOnWriteArrayList<>());
      say(out, "HTTP/1.0 200 OK\r\n\r\n");
      relay(in, mounts.get(words[1]));
    } else if (words[1].equals("/admin/stats")) {
      say(out, "HTTP/1.0 200 OK\r\n\r\n" + statistics());
    } else if (mounts.containsKey(words[1])) {
      say(out, "HTTP/1.0 200 OK\r\n\r\n");
      mounts.get(words[1]).add(new Listener(out, head.contains("Icy-MetaData: 1")));
      in.read(); // until the client leaves
    } else if (files.containsKey(words[1])) {
      byte[] body = files.get(words[1]).clone();
      if (isWrongNow && fault() == Fault.ANSWERS_WITH_ERRORS) {
        say(out, "HTTP/1.0 500 Seeded\r\n\r\n");
        return;
      }
      if (isWrongNow && fault() == Fault.ALTERS_A_VALUE) {
        body[body.length / 2] ^= 1;
      }
      say(out, "HTTP/1.0 200 OK\r\n\r\n");
      out.write(body);
    } else {
      say(out, "HTTP/1.0 404 Not Found\r\n\r\n");
    }
  }

  private void relay(InputStream in, List<Listener> listeners) throws IOException {
    byte[] block = new byte[4096];
    for (int read; (read = in.read(block)) > 0; ) {
      stall();
      boolean isFirst = isWrongNow;
      for (Listener each : listeners) {
        int from = 0;
        int length = read;
        if (isFirst && length > 200) {
          switch (fault()) {
            case LOSES_BYTES -> {
              from = 100;
              length -= 100;
              isWrongNow = false;
            }
            case DOUBLES_BYTES -> {
              each.send(block, 0, 100);
              each.send(block, 0, 100);
              from = 100;
              length -= 100;
              isWrongNow = false;
            }
            case ALTERS_A_BYTE -> {
              block[100] ^= 1;
              isWrongNow = false;
            }
            default -> {}
          }
        }
        try {
          each.send(block, from, length);
        } catch (IOException gone) {
          listeners.remove(each);
        }
      }
    }
  }

  private String statistics() {
    StringBuilder text = new StringBuilder("<icestats><server>Icecast " + version + "</server>");
    mounts.forEach((mount, listeners) ->
        text.append("<source mount=\"")
            .append(mount)
            .append("\"><listeners>")
            .append(listeners.size())
            .append("</listeners></source>"));
    return text.append("</icestats>").toString();
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int b; head.indexOf("\r\n\r\n") < 0 && (b = in.read()) >= 0; ) {
      head.append((char) b);
    }
    return head.toString();
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void stall() {
    for (long left; (left = stalledUntilNanos - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left);
    }
  }
}
