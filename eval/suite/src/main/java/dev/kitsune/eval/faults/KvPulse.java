package dev.kitsune.eval.faults;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Counts a key up; the number must be that of the beats on this connection. */
final class KvPulse implements Pulse {

  private final Line line;
  private int beats;

  KvPulse(InetSocketAddress address) throws IOException {
    line = new Line(address);
    for (int i = 0; i < 1000; i++) {
      String value = "value of " + i;
      line.send("SET key:" + i + " " + value.length() + "\r\n" + value + "\r\n");
      line.expect("+OK");
    }
  }

  @Override
  public void beat() throws IOException {
    beats++;
    line.send("INCR beats\r\n");
    line.expect(":" + beats);
    String value = "value of " + beats;
    line.send("GET key:" + beats + "\r\n");
    line.expect("$" + value.length());
    line.expect(value);
  }

  @Override
  public void close() {
    line.close();
  }
}
