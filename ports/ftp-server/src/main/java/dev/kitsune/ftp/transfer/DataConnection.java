package dev.kitsune.ftp.transfer;

import dev.kitsune.blocking.Blocking;
import dev.kitsune.ftp.config.Count;
import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.config.Settings;
import dev.kitsune.ftp.transfer.Transfer.Outcome;
import dev.kitsune.ftp.transfer.Transfer.Stage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes a transfer's data connection. */
final class DataConnection {

  private DataConnection() {}

  /** Connects, and moves the transfer's stage; goes on where an update interrupted it. */
  static void make(Transfer transfer) {
    try {
      InetSocketAddress target = transfer.endpoint().target();
      ServerSocketChannel listener = transfer.endpoint().listener();
      if (target != null) {
        connect(transfer, target);
      } else if (listener != null) {
        accept(transfer, listener);
      }
    } catch (IOException e) {
      transfer.end(Outcome.NOT_CONNECTED);
    }
  }

  private static void accept(Transfer transfer, ServerSocketChannel listener) throws IOException {
    Settings settings = transfer.session().settings();
    SocketChannel accepted =
        Blocking.accept("data_accept", listener, seconds(settings, Count.ACCEPT_TIMEOUT));
    transfer.socket(accepted);
    InetSocketAddress peer = (InetSocketAddress) accepted.getRemoteAddress();
    boolean isKnown = peer.getAddress().equals(transfer.session().remote().getAddress());
    if (!isKnown && !settings.is(Flag.PASV_PROMISCUOUS)) {
      transfer.end(Outcome.WRONG_PEER);
      return;
    }
    established(transfer, accepted);
  }

  private static void connect(Transfer transfer, InetSocketAddress target) throws IOException {
    Settings settings = transfer.session().settings();
    SocketChannel socket = transfer.socket();
    if (socket == null) {
      socket = open(transfer, settings);
      transfer.socket(socket);
    }
    try {
      Blocking.connect("data_connect", socket, target, seconds(settings, Count.CONNECT_TIMEOUT));
    } catch (SocketTimeoutException e) {
      transfer.end(Outcome.NOT_CONNECTED);
      return;
    } catch (IOException e) {
      // Up to 2.3.4: a refusal is not noticed before the first write.
      socket.close();
    }
    established(transfer, socket);
  }

  private static SocketChannel open(Transfer transfer, Settings settings) throws IOException {
    SocketChannel socket = SocketChannel.open();
    socket.configureBlocking(false);
    InetSocketAddress local = transfer.session().local();
    if (settings.is(Flag.CONNECT_FROM_PORT_20)) {
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      socket.bind(new InetSocketAddress(local.getAddress(), settings.get(Count.FTP_DATA_PORT)));
    } else {
      socket.bind(new InetSocketAddress(local.getAddress(), 0));
    }
    return socket;
  }

  private static void established(Transfer transfer, @Nullable SocketChannel socket)
      throws IOException {
    if (socket != null && socket.isOpen()) {
      socket.configureBlocking(false);
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
    transfer.endpoint().close();
    transfer.stage(Stage.CONNECTED);
  }

  private static Duration seconds(Settings settings, Count count) {
    int seconds = settings.get(count);
    return seconds == 0 ? Duration.ofDays(1) : Duration.ofSeconds(seconds);
  }
}
