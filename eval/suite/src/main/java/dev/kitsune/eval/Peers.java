package dev.kitsune.eval;

import dev.kitsune.eval.http.HttpSubject;
import dev.kitsune.eval.kv.KvSubject;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The real servers that ports are compared with, each started by hand on loopback. */
final class Peers {

  private static final String ICECAST = "icecast2";

  private Peers() {}

  /** Returns the name of a program's peer; empty if the suite starts none. */
  static String name(String program) {
    return switch (program) {
      case KvSubject.PROGRAM -> "redis-server";
      case HttpSubject.PROGRAM -> ICECAST;
      default -> "";
    };
  }

  /** Returns whether a program's peer is on the path. */
  static boolean isInstalled(String program) {
    String name = name(program);
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (!name.isEmpty() && !folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }

  /** Starts a program's peer, prepared as the program itself. */
  static ServerUnderTest start(String program, Servers servers) throws IOException {
    return program.equals(KvSubject.PROGRAM) ? redis(servers, name(program)) : icecast(servers);
  }

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

  /** It takes the port's own configuration, but for the port, and does not want to be root. */
  private static ServerUnderTest icecast(Servers servers) throws IOException {
    int port = Servers.freePort();
    Path data = servers.dataFolder();
    Path configuration = Path.of(servers.prepare(data).get(1));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(
        configuration,
        Files.readString(configuration)
            .replace("<port>8000</port>", "<port>" + port + "</port>")
            .replace(
                "<fileserve>",
                "<location>loopback</location><admin>nobody@localhost</admin>"
                    + "<security><chroot>0</chroot><changeowner><user>nobody</user>"
                    + "<group>nogroup</group></changeowner></security><fileserve>"));
    return servers.peer(ICECAST, List.of(ICECAST, "-c", configuration.toString()), port);
  }
}
