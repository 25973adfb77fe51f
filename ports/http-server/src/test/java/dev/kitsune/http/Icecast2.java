package dev.kitsune.http;

import dev.kitsune.http.suite.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Debian's icecast2 at loopback, in a folder of its own. Passwords are those of the suite. */
final class Icecast2 implements Running {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int port;
  private final Program program;

  private Icecast2(int port, Program program) {
    this.port = port;
    this.program = program;
  }

  /** Starts it with more elements in its configuration; files are served from the folder. */
  static Icecast2 start(Path folder, String more) {
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      int port = freePort();
      Path file = folder.resolve("icecast2.xml");
      Files.writeString(file, configuration(folder, port, more));
      Icecast2 icecast = new Icecast2(port, Program.start("icecast2", "-c", file.toString()));
      icecast.await();
      return icecast;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It refuses to run as root, and then becomes somebody else. */
  private static String configuration(Path folder, int port, String more) {
    String owner =
        System.getProperty("user.name").equals("root")
            ? "<changeowner><user>nobody</user><group>nogroup</group></changeowner>"
            : "";
    return """
    <icecast>
      <limits><clients>1000</clients><sources>10</sources></limits>
      <authentication>
        <source-password>hackme</source-password><relay-password>relaypw</relay-password>
        <admin-user>admin</admin-user><admin-password>adminpw</admin-password>
      </authentication>
      <hostname>localhost</hostname>
      <listen-socket><port>%d</port><bind-address>127.0.0.1</bind-address></listen-socket>
      %s
      <fileserve>1</fileserve>
      <paths>
        <basedir>%s</basedir><logdir>%s</logdir><webroot>%s/web</webroot>
        <adminroot>/usr/share/icecast2/admin</adminroot>
      </paths>
      <logging>
        <accesslog>theirs-access.log</accesslog><errorlog>theirs-error.log</errorlog>
        <loglevel>2</loglevel>
      </logging>
      <security><chroot>0</chroot>%s</security>
    </icecast>
    """
        .formatted(port, more, folder, folder, folder, owner);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await() {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> {
          if (!program.isAlive()) {
            throw new AssertionError("icecast2 ended: output=" + program.output());
          }
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
          } catch (IOException e) {
            return false;
          }
        });
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public int shoutcastPort() {
    throw new UnsupportedOperationException("it listens at one port");
  }

  /** Returns the process's id. */
  long pid() {
    return program.pid();
  }

  @Override
  public void close() {
    program.close();
  }
}
