package dev.kitsune.ftp.transfer;

import dev.kitsune.Kitsune;
import dev.kitsune.ftp.config.Count;
import dev.kitsune.ftp.transfer.Transfer.Kind;
import dev.kitsune.ftp.transfer.Transfer.Outcome;
import dev.kitsune.ftp.transfer.Transfer.Stage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Moves a transfer's bytes, block by block. Between two steps all that it needs is in the transfer,
 * so that the thread of a new version goes on with the next byte.
 */
public final class Mover {

  private static final int CHUNK = 65_536;

  private Mover() {}

  /** Makes the data connection; the outcome is in the transfer. */
  public static void connect(Transfer transfer) {
    if (transfer.stage() == Stage.CONNECTING) {
      DataConnection.make(transfer);
    }
  }

  /** Moves all bytes; the outcome is in the transfer. */
  public static void move(Transfer transfer) throws InterruptedException {
    while (transfer.stage() == Stage.MOVING) {
      Kitsune.update("data_block");
      pause(transfer);
      try {
        if (transfer.kind() == Kind.UPLOAD) {
          receive(transfer);
        } else {
          send(transfer);
        }
      } catch (NetworkException e) {
        transfer.end(Outcome.NETWORK_FAILED);
      } catch (IOException e) {
        transfer.end(Outcome.FILE_FAILED);
      }
    }
  }

  private static void pause(Transfer transfer) throws InterruptedException {
    Duration left = transfer.limit().pause(System.nanoTime());
    if (!left.isZero()) {
      Kitsune.sleep("data_rate", left);
    }
  }

  private static void send(Transfer transfer) throws IOException {
    if (transfer.kind() == Kind.LISTING) {
      transfer.readDirectory();
    }
    ByteBuffer pending = transfer.pending();
    if (!pending.hasRemaining()) {
      if (transfer.kind() == Kind.LISTING) {
        transfer.end(Outcome.COMPLETE);
        return;
      }
      ByteBuffer block = ByteBuffer.allocate(CHUNK);
      if (transfer.file().read(block) < 0) {
        transfer.end(Outcome.COMPLETE);
        return;
      }
      block.flip();
      pending = transfer.converts() ? Ascii.toWire(block) : block;
      transfer.pending(pending);
    }
    SocketChannel socket = socket(transfer);
    int written = write(socket, pending);
    if (written == 0 && !isReady(transfer, socket, SelectionKey.OP_WRITE)) {
      return;
    }
    moved(transfer, written);
  }

  private static void receive(Transfer transfer) throws IOException {
    ByteBuffer pending = transfer.pending();
    if (pending.hasRemaining()) {
      transfer.file().write(pending);
      return;
    }
    ByteBuffer block = ByteBuffer.allocate(CHUNK);
    SocketChannel socket = socket(transfer);
    int read = read(socket, block);
    if (read < 0) {
      transfer.end(Outcome.COMPLETE);
      return;
    }
    if (read == 0) {
      isReady(transfer, socket, SelectionKey.OP_READ);
      return;
    }
    block.flip();
    if (transfer.converts()) {
      Ascii.fromWire(block);
    }
    transfer.pending(block);
    moved(transfer, read);
  }

  private static void moved(Transfer transfer, int bytes) {
    if (bytes > 0) {
      transfer.count(bytes);
      transfer.limit().moved(bytes, System.nanoTime());
    }
  }

  /** Waits until the connection takes or has bytes; ends the transfer if that takes too long. */
  private static boolean isReady(Transfer transfer, SocketChannel socket, int operation)
      throws NetworkException {
    int seconds = transfer.session().settings().get(Count.DATA_CONNECTION_TIMEOUT);
    Duration patience = seconds == 0 ? Duration.ofDays(1) : Duration.ofSeconds(seconds);
    try {
      if (Waiting.until("data_block", socket, operation, patience)) {
        return true;
      }
    } catch (IOException e) {
      throw new NetworkException(e);
    }
    transfer.end(Outcome.TIMED_OUT);
    return false;
  }

  private static SocketChannel socket(Transfer transfer) throws NetworkException {
    SocketChannel socket = transfer.socket();
    if (socket == null) {
      throw new NetworkException(new ClosedChannelException());
    }
    return socket;
  }

  private static int write(SocketChannel socket, ByteBuffer bytes) throws NetworkException {
    try {
      return socket.write(bytes);
    } catch (IOException e) {
      throw new NetworkException(e);
    }
  }

  private static int read(SocketChannel socket, ByteBuffer bytes) throws NetworkException {
    try {
      return socket.read(bytes);
    } catch (IOException e) {
      throw new NetworkException(e);
    }
  }
}
