package dev.kitsune.http;

import dev.kitsune.Gate;
import dev.kitsune.http.config.Configuration;
import dev.kitsune.http.config.Configuration.ListenSocket;
import dev.kitsune.mina.GatedAcceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The listening sockets. Their connections' events all pass one gate. */
final class Sockets {

  private static final int BACKLOG = 128; // 5 in the release, too few for a load test

  private final Gate gate = Gate.named("connections");
  private final List<GatedAcceptor> acceptors = new ArrayList<>();
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final Set<SocketAddress> shoutcast = new HashSet<>();

  /** Returns what every event passes. */
  Gate gate() {
    return gate;
  }

  /** Returns where the server listens, in the order of the settings. */
  List<InetSocketAddress> addresses() {
    return addresses;
  }

  /** Returns whether an address is one for sources that speak shoutcast's protocol. */
  boolean isShoutcast(SocketAddress address) {
    return shoutcast.contains(address);
  }

  /**
   * Listens everywhere. A port that was asked for takes the first socket's place, and the others
   * keep their distance to it; 0 gives each a free one.
   *
   * @return the settings with the real ports
   */
  Configuration listen(Configuration configuration, @Nullable Integer port) throws IOException {
    List<ListenSocket> wanted = configuration.listenSockets();
    List<ListenSocket> real = new ArrayList<>();
    if (wanted.isEmpty()) {
      wanted = List.of(new ListenSocket(0, null, /* shoutcastCompatible= */ false));
    }
    int first = wanted.get(0).port();
    for (ListenSocket each : wanted) {
      int number = port == null ? each.port() : port == 0 ? 0 : port + each.port() - first;
      String host = each.bindAddress();
      InetSocketAddress address =
          host == null ? new InetSocketAddress(number) : new InetSocketAddress(host, number);
      GatedAcceptor acceptor = GatedAcceptor.reportingSentBehind(gate);
      InetSocketAddress bound = acceptor.listen(address, BACKLOG);
      acceptors.add(acceptor);
      addresses.add(bound);
      if (each.shoutcastCompatible()) {
        shoutcast.add(bound);
      }
      real.add(new ListenSocket(bound.getPort(), host, each.shoutcastCompatible()));
    }
    return configuration.listening(real);
  }

  /** Takes no more connections; those that are there go on. */
  void stop() {
    acceptors.forEach(GatedAcceptor::stopListening);
  }
}
