package dev.kitsune.ftp.transfer;

import dev.kitsune.ftp.config.Count;
import dev.kitsune.ftp.config.Settings;
import dev.kitsune.ftp.session.DataEndpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ThreadLocalRandom;

/** Opens the port of a passive data connection. */
public final class PassiveListener {

  private static final int ATTEMPTS = 9;
  private static final int LEAST_PORT = 1024;
  private static final int HIGHEST_PORT = 65_535;

  private PassiveListener() {}

  /**
   * Listens on a random port of the settings' range, both ends included.
   *
   * @throws IOException if no port was free after nine attempts
   */
  public static DataEndpoint open(InetAddress address, Settings settings) throws IOException {
    int least = Math.max(LEAST_PORT, settings.get(Count.PASV_MIN_PORT));
    int most = settings.get(Count.PASV_MAX_PORT);
    if (most < least || most > HIGHEST_PORT) {
      most = HIGHEST_PORT;
    }
    for (int attempt = 1; ; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(least, most + 1);
      ServerSocketChannel listener = ServerSocketChannel.open();
      try {
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        listener.bind(new InetSocketAddress(address, port), 1);
        return new DataEndpoint(listener, null);
      } catch (BindException e) {
        listener.close();
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Returns the port. */
  public static int port(DataEndpoint endpoint) throws IOException {
    ServerSocketChannel listener = endpoint.listener();
    if (listener == null) {
      throw new IllegalArgumentException("expected an endpoint that listens");
    }
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }
}
