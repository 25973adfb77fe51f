package dev.kitsune.kv.persistence;

import dev.kitsune.kv.store.Keyspace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a whole dump at once. */
public final class DumpFile {

  private DumpFile() {}

  /**
   * Replaces a dump by one of the databases as they are. The old one stays whole until the new one
   * is complete and on the disk.
   *
   * @param temporary where to write it, in the same folder
   */
  public static void write(Keyspace keyspace, Path temporary, Path target, boolean compresses)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      Output output = new Output(channel);
      RdbWriter writer = new RdbWriter(output, compresses);
      keyspace.writeTo(writer);
      writer.end();
      output.flush();
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
