package dev.kitsune.ftp;

import dev.kitsune.ftp.config.ConfigurationException;
import dev.kitsune.ftp.config.ConfigurationFile;
import dev.kitsune.ftp.config.Settings;
import dev.kitsune.ftp.session.Server;
import dev.kitsune.mina.GatedAcceptor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The listening socket, and what may end it. */
final class Listener {

  private final GatedAcceptor acceptor;
  private final Server server;

  Listener(GatedAcceptor acceptor, Server server) {
    this.acceptor = acceptor;
    this.server = server;
  }

  /** Stops listening; sessions go on. */
  void stop() {
    if (server.isListening()) {
      server.notListening();
      acceptor.stopListening();
    }
  }

  /**
   * Reads the settings for new sessions again; what is no longer in the file keeps its value. A
   * file that cannot be used counts up to its first error.
   */
  void reload() {
    @Nullable String file = server.configuration();
    if (file == null) {
      return;
    }
    Settings next = server.settings().copy();
    try {
      ConfigurationFile.apply(Path.of(file), next);
    } catch (ConfigurationException e) {
      // what stands before the bad line counts
    }
    server.settings(next);
  }
}
