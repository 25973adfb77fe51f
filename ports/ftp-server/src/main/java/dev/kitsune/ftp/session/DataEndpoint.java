package dev.kitsune.ftp.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Where the next data connection comes from or goes to; used up by an attempt.
 *
 * @param listener that waits after PASV, or null
 * @param target that PORT named, or null
 */
public record DataEndpoint(
    @Nullable ServerSocketChannel listener, @Nullable InetSocketAddress target) {

  /** Stops listening, if it does. */
  public void close() {
    if (listener != null) {
      try {
        listener.close();
      } catch (IOException e) {
        // it is not used any more in either case
      }
    }
  }
}
