package dev.kitsune.http.relay;

import dev.kitsune.http.config.Configuration.RelaySettings;
import dev.kitsune.http.server.Source;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One relayed stream. Its mount is reserved as long as it is wanted, connected or not. */
final class Relay {

  volatile RelaySettings settings; // replaced by the slave thread
  final Source source;
  volatile boolean isActive; // it has a thread
  volatile boolean isUnwanted;
  volatile @Nullable SocketChannel channel; // the thread's connection, also before it streams

  Relay(RelaySettings settings, Source source) {
    this.settings = settings;
    this.source = source;
  }
}
