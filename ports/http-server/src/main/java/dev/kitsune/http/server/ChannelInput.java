package dev.kitsune.http.server;

import dev.kitsune.blocking.Blocking;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;

/** The stream of another server. */
public final class ChannelInput implements Input {

  private static final int SIZE = 4096;

  private final SocketChannel channel;
  private byte[] first;

  /** Reads from a connection, of which some bytes were read with the head of the answer. */
  public ChannelInput(SocketChannel channel, byte[] first) {
    this.channel = channel;
    this.first = first;
  }

  @Override
  public byte[] read(Duration timeout) throws IOException {
    if (first.length > 0) {
      byte[] data = first;
      first = NONE;
      return data;
    }
    ByteBuffer buffer = ByteBuffer.allocate(SIZE);
    try {
      if (Blocking.read(POINT, channel, buffer, timeout) < 0) {
        throw new EOFException("the relayed server sends no more");
      }
    } catch (SocketTimeoutException e) {
      return NONE;
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** The thread looks at its listeners at the end of its wait. */
  @Override
  public void wake() {}

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // nothing more is wanted of it
    }
  }
}
