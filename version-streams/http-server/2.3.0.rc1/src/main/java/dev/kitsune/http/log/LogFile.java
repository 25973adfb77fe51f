package dev.kitsune.http.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A log that is put aside as {@code .old} when it is large. Guarded by the {@link Logs}. */
final class LogFile {

  /** The bytes at which the release puts a log aside. */
  static final long LARGEST = 1_000_000_000;

  private final Path path;
  private final long largest;
  private FileChannel channel;

  /** Goes on with a file that is open. */
  LogFile(Path path, FileChannel channel, long largest) {
    this.path = path;
    this.channel = channel;
    this.largest = largest;
  }

  /** Opens a file at its end. */
  static LogFile open(Path path, long largest) throws IOException {
    return new LogFile(path, channel(path), largest);
  }

  private static FileChannel channel(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Appends a line. */
  void write(String line) throws IOException {
    if (channel.size() > largest) {
      putAside();
    }
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void putAside() throws IOException {
    channel.close();
    Files.move(path, Path.of(path + ".old"), StandardCopyOption.REPLACE_EXISTING);
    channel = channel(path);
  }

  void close() throws IOException {
    channel.close();
  }
}
