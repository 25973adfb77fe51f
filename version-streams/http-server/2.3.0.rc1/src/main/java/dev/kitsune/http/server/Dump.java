package dev.kitsune.http.server;

import dev.kitsune.http.format.Block;
import dev.kitsune.http.format.Format;
import dev.kitsune.http.format.Place;
import dev.kitsune.http.log.Logs;
import dev.kitsune.http.log.Logs.Level;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The file that all of a stream is appended to. Belongs to the source's thread. */
final class Dump {

  private final FileChannel file;
  private final Logs logs;
  private final Place place = new Place(/* interval= */ 0);
  private boolean hasFailed;

  private Dump(FileChannel file, Logs logs) {
    this.file = file;
    this.logs = logs;
  }

  /** Opens a file; null if that fails. */
  static @Nullable Dump open(String name, Logs logs) {
    try {
      return new Dump(
          FileChannel.open(Path.of(name), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
          logs);
    } catch (IOException e) {
      logs.error(Level.WARN, "source/dump", "cannot open dump file: name=" + name);
      return null;
    }
  }

  /** Writes a block; after an error no more is written. */
  void write(Format format, Block block) {
    if (!hasFailed) {
      format.send(block, place, this::append);
    }
  }

  private void append(byte[] data, int offset, int length) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(data, offset, length);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      hasFailed = true;
      logs.error(Level.WARN, "source/dump", "write to dump file failed, disabling");
    }
  }

  void close() {
    try {
      file.close();
    } catch (IOException e) {
      logs.error(Level.WARN, "source/dump", "cannot close dump file: cause=" + e.getMessage());
    }
  }
}
