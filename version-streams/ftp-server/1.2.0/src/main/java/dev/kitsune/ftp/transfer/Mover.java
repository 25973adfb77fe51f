package dev.kitsune.ftp.transfer;

import dev.kitsune.Kitsune;
import dev.kitsune.blocking.Blocking;
import dev.kitsune.ftp.config.Count;
import dev.kitsune.ftp.transfer.Transfer.Kind;
import dev.kitsune.ftp.transfer.Transfer.Outcome;
import dev.kitsune.ftp.transfer.Transfer.Stage;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Moves a transfer's bytes, block by block. Between two steps all that it needs is in the transfer,
 * so that the thread of a new version goes on with the next byte.
 */
public final class Mover {

  private static final int CHUNK = 65_536;
  private static final int LEAST_CHUNK = 4096;

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
      } catch (SocketTimeoutException e) {
        transfer.end(Outcome.TIMED_OUT);
      } catch (NetworkException e) {
        transfer.end(Outcome.NETWORK_FAILED);
      } catch (IOException e) {
        transfer.end(Outcome.FILE_FAILED);
      }
    }
  }

  private static void pause(Transfer transfer) throws InterruptedException {
    Duration left = transfer.limit().pause(System.nanoTime());
    // A thread that an update found asleep must come back to this point, also when its time is up.
    if (!left.isZero() || Kitsune.isUpdatingFrom("data_rate")) {
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
      if (transfer.kind() == Kind.DOWNLOAD && !transfer.converts()) {
        sendFile(transfer);
        return;
      }
      ByteBuffer block = ByteBuffer.allocate(chunk(transfer));
      if (transfer.file().read(block) < 0) {
        transfer.end(Outcome.COMPLETE);
        return;
      }
      block.flip();
      pending = transfer.converts() ? Ascii.toWire(block) : block;
      transfer.pending(pending);
    }
    moved(transfer, write(transfer, pending));
  }

  /**
   * Has the system move a block from the file into the connection, which copies nothing here. The
   * file's position says what was sent.
   */
  private static void sendFile(Transfer transfer) throws IOException {
    FileChannel file = transfer.file();
    long from = file.position();
    long sent = Kitsune.isUpdatingFrom("data_write") ? 0 : sendNow(transfer, file, from);
    if (sent == 0) {
      // The file's end, or a connection that takes nothing now: one byte is waited for.
      ByteBuffer next = ByteBuffer.allocate(1);
      if (file.read(next, from) < 0) {
        transfer.end(Outcome.COMPLETE);
        return;
      }
      sent = write(transfer, next.flip());
    }
    file.position(from + sent);
    moved(transfer, (int) sent);
  }

  private static long sendNow(Transfer transfer, FileChannel file, long from)
      throws NetworkException {
    try {
      return file.transferTo(from, chunk(transfer), socket(transfer));
    } catch (NetworkException e) {
      throw e;
    } catch (IOException e) {
      throw new NetworkException(e);
    }
  }

  private static void receive(Transfer transfer) throws IOException {
    ByteBuffer pending = transfer.pending();
    if (pending.hasRemaining()) {
      transfer.file().write(pending);
      return;
    }
    // A view, so that nothing is pending should an update end this call.
    int size = chunk(transfer);
    ByteBuffer block =
        pending.capacity() == size ? pending.duplicate().clear() : ByteBuffer.allocate(size);
    int read = read(transfer, block);
    if (read < 0) {
      transfer.end(Outcome.COMPLETE);
      return;
    }
    block.flip();
    if (transfer.converts()) {
      Ascii.fromWire(block);
    }
    transfer.pending(block);
    moved(transfer, read);
  }

  /** Up to 1.2.2 a size too small is ignored. */
  private static int chunk(Transfer transfer) {
    int size = transfer.session().settings().get(Count.TRANS_CHUNK_SIZE);
    return size < LEAST_CHUNK || size > CHUNK ? CHUNK : size;
  }

  private static void moved(Transfer transfer, int bytes) {
    if (bytes > 0) {
      transfer.count(bytes);
      transfer.limit().moved(bytes, System.nanoTime());
    }
  }

  /** How long no byte may move before the session ends. */
  private static Duration patience(Transfer transfer) {
    int seconds = transfer.session().settings().get(Count.DATA_CONNECTION_TIMEOUT);
    return seconds == 0 ? Duration.ofDays(1) : Duration.ofSeconds(seconds);
  }

  private static SocketChannel socket(Transfer transfer) throws NetworkException {
    SocketChannel socket = transfer.socket();
    if (socket == null) {
      throw new NetworkException(new ClosedChannelException());
    }
    return socket;
  }

  /**
   * Writes as much as the connection takes, at least one byte. It waits for that one byte only,
   * since the limit of time counts from the last byte that moved.
   */
  private static int write(Transfer transfer, ByteBuffer bytes) throws IOException {
    SocketChannel socket = socket(transfer);
    try {
      int written = Kitsune.isUpdatingFrom("data_write") ? 0 : socket.write(bytes);
      if (written > 0) {
        return written;
      }
      ByteBuffer first = bytes.duplicate().limit(bytes.position() + 1);
      Blocking.write("data_write", socket, first, patience(transfer));
      bytes.position(first.position());
      return 1;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      throw new NetworkException(e);
    }
  }

  private static int read(Transfer transfer, ByteBuffer bytes) throws IOException {
    try {
      return Blocking.read("data_read", socket(transfer), bytes, patience(transfer));
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      throw new NetworkException(e);
    }
  }
}
