package dev.kitsune.ftp;

import dev.kitsune.ftp.suite.Running;
import dev.kitsune.ftp.suite.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Debian's vsftpd 3.0.3, as a child of the test and with a configuration of its own. It serves
 * anonymous users what a site has for them, and must be started by root. {@code
 * -Dkitsune.vsftpd=FILE} names another executable than the one that the package installs.
 */
final class RealVsftpd implements Running {

  private static final String USER = "daemon"; // has a home that exists

  private final Process process;
  private final InetSocketAddress address;

  private RealVsftpd(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it. */
  static RealVsftpd start(Site site, String... settings) {
    int port = freePort();
    try {
      Path empty = Files.createDirectories(site.folder().resolve("empty"));
      String own =
          String.join(
              "\n",
              "listen=YES",
              "listen_address=127.0.0.1",
              "listen_port=" + port,
              "background=NO",
              "seccomp_sandbox=NO",
              "ftp_username=" + USER,
              "anon_root=" + site.root(),
              "secure_chroot_dir=" + empty,
              "vsftpd_log_file=" + site.folder().resolve("real.log"),
              "xferlog_file=" + site.folder().resolve("real.xferlog"));
      Path file = site.folder().resolve("real.conf");
      Files.writeString(file, own + "\n" + String.join("\n", settings) + "\n");
      Process process =
          new ProcessBuilder(List.of(executable().toString(), file.toString()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      RealVsftpd server =
          new RealVsftpd(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(server::answers);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path executable() {
    String named = System.getProperty("kitsune.vsftpd");
    return Stream.of(named == null ? "/usr/sbin/vsftpd" : named)
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                "Debian's vsftpd is missing; install the package vsftpd (not its service),"
                    + " or name the executable: property=kitsune.vsftpd"));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError("vsftpd has ended: status=" + process.exitValue());
    }
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      return socket.getInputStream().read() == '2';
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void signal(String name) {
    throw new UnsupportedOperationException("no signal is sent to vsftpd: name=" + name);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
