package dev.kitsune.eval;

import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.Servers;
import java.io.IOException;
import java.util.List;

/** The real servers that ports are compared with, each started by hand on loopback. */
final class Peers {

  private Peers() {}

  /**
   * Starts redis-server, which keeps nothing.
   *
   * @param program its file, or a name on the path
   */
  static ServerUnderTest redis(Servers servers, String program) throws IOException {
    int port = Servers.freePort();
    return servers.peer(
        "redis-server",
        List.of(
            program,
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no"),
        port);
  }
}
