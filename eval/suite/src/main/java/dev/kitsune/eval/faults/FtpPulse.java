package dev.kitsune.eval.faults;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A session that is logged in; it asks for its folder and sets what the next beat relies on. */
final class FtpPulse implements Pulse {

  private final Line line;

  FtpPulse(InetSocketAddress address) throws IOException {
    line = new Line(address);
    line.expect("220");
    say("USER anonymous", "331");
    say("PASS pulse@", "230");
    say("REST 17", "350");
  }

  @Override
  public void beat() throws IOException {
    say("PWD", "257 \"/\"");
    say("TYPE I", "200");
    say("NOOP", "200");
  }

  private void say(String command, String reply) throws IOException {
    line.send(command + "\r\n");
    line.expect(reply);
  }

  @Override
  public void close() {
    line.close();
  }
}
