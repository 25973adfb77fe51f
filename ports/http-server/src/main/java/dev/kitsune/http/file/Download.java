package dev.kitsune.http.file;

import dev.kitsune.http.connection.Client;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file on its way to a client. Belongs to the file thread. */
final class Download {

  private static final int CHUNK =
      32 * 1024; // 4096 in the release, which waits for each of them itself

  private final Client client;
  private final FileChannel file;
  private long left;

  Download(Client client, FileChannel file, long left) {
    this.client = client;
    this.file = file;
    this.left = left;
  }

  Client client() {
    return client;
  }

  /** Sends as much as the client takes; returns whether that was the rest of it. */
  boolean send() {
    try {
      while (left > 0 && !client.connection().isClosed()) {
        if (!client.connection().canTake()) {
          client.connection().hungry();
          return false;
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK, left));
        if (file.read(buffer) <= 0) {
          return true; // the file became shorter
        }
        left -= buffer.position();
        client.connection().write(buffer.array(), 0, buffer.position());
      }
      return true;
    } catch (IOException e) {
      return true;
    }
  }

  void close() {
    try {
      file.close();
    } catch (IOException e) {
      // it was only read
    }
  }
}
