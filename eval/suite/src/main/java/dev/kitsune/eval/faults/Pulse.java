package dev.kitsune.eval.faults;

import java.io.IOException;
import java.net.InetSocketAddress;

/** One client, connected before the first fault; each beat uses the same connections. */
interface Pulse extends AutoCloseable {

  /**
   * Asks the server something that only a living connection to living state can answer.
   *
   * @throws IOException if the answer is wrong, late, or none
   */
  void beat() throws IOException;

  @Override
  void close();

  /**
   * Connects a client for a program.
   *
   * @throws IOException if it cannot, or the program is not known
   */
  static Pulse of(String program, InetSocketAddress address) throws IOException {
    return switch (program) {
      case "kv-server" -> new KvPulse(address);
      case "ftp-server" -> new FtpPulse(address);
      case "http-server" -> new HttpPulse(address);
      default ->
          throw new IOException(
              "no client for this program: program="
                  + program
                  + "; write one beside dev.kitsune.eval.faults.KvPulse");
    };
  }
}
