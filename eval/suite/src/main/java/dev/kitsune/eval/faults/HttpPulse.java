package dev.kitsune.eval.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A source and a listener of its stream: what the one sends must come out at the other. */
final class HttpPulse implements Pulse {

  private static final int BYTES = 1 << 15;
  private static final String LOGIN = "Authorization: Basic c291cmNlOmhhY2ttZQ==\r\n";

  private final Line source;
  private final Line listener;
  private int beats;

  HttpPulse(InetSocketAddress address) throws IOException {
    source = new Line(address);
    source.send("SOURCE /pulse ICE/1.0\r\n" + LOGIN + "content-type: audio/mpeg\r\n\r\n");
    source.expect("HTTP/1.0 200");
    source.expect("");
    source.send(content("begin"));
    listener = new Line(address);
    listener.send("GET /pulse HTTP/1.0\r\n\r\n");
    listener.expect("HTTP/1.0 200");
    listener.await("\r\n\r\n");
  }

  @Override
  public void beat() throws IOException {
    beats++;
    String mark = "<beat " + beats + ">";
    source.send(content(mark));
    listener.await(mark);
  }

  /** Repeats a mark, so that a part that waits for more bytes does not matter. */
  private static byte[] content(String mark) {
    byte[] bytes = new byte[BYTES];
    Arrays.fill(bytes, (byte) ' ');
    byte[] once = mark.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i + once.length < bytes.length; i += 256) {
      System.arraycopy(once, 0, bytes, i, once.length);
    }
    return bytes;
  }

  @Override
  public void close() {
    listener.close();
    source.close();
  }
}
