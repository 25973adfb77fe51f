package dev.kitsune.http.server;

import dev.kitsune.http.format.Block;
import dev.kitsune.http.log.Logs.Level;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The file of a mount that new listeners get before the stream. */
final class Intro {

  private static final int CHUNK = 4096;

  private Intro() {}

  /** Returns the part of the file that is next for a listener; null if there is no more. */
  static @Nullable Block next(Source source, Listener listener) {
    String name = source.intro();
    byte[] data = name == null ? new byte[0] : read(source, name, listener.introOffset());
    listener.introOffset(data.length == 0 ? -1 : listener.introOffset() + data.length);
    return data.length == 0 ? null : Block.ofFile(data);
  }

  private static byte[] read(Source source, String name, long from) {
    String root = source.server().configuration().paths().webRoot();
    try (SeekableByteChannel file = Files.newByteChannel(Path.of(root + "/" + name))) {
      ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
      file.position(from).read(buffer);
      return Arrays.copyOf(buffer.array(), buffer.position());
    } catch (IOException | InvalidPathException e) {
      source.server().log(Level.WARN, "source", "cannot read the intro file: name=" + name);
      return new byte[0];
    }
  }
}
