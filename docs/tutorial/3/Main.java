package tutorial;

import dev.kitsune.Kitsune;
import dev.kitsune.blocking.Blocking;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** A key-value server for one client at a time. */
public final class Main {

  static Database database = new Database();
  static ServerSocketChannel listener;
  static Client client;
  static int limit = 100;

  public static void main(String[] arguments) throws IOException {
    if (!Kitsune.isUpdating()) { // control: what is open already is not opened again
      listener = ServerSocketChannel.open();
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
    Kitsune.automigrate(); // data: the statics of the old version
    Kitsune.ready(listener.getLocalAddress());
    while (listener.isOpen()) {
      if (client == null) {
        client = new Client(Blocking.accept("accept", listener)); // an update point
      }
      if (!client.serve(database)) {
        client = null;
      }
    }
  }
}
