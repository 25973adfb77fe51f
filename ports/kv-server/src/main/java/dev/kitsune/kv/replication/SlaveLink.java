package dev.kitsune.kv.replication;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.persistence.CommandText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.file.DefaultFileRegion;
import org.apache.mina.core.future.WriteFuture;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;

/**
 * A slave as its master sees it. The dump goes out as a region of a file, which the network layer
 * sends piece by piece as the slave takes it, and the stream queues behind it; so both go on while
 * the program is updated.
 *
 * <pre>
 *   AWAITS_SAVE --a save begins--> AWAITS_END_OF_SAVE --it succeeds--> TAKES_DUMP --sent--> ONLINE
 * </pre>
 */
public final class SlaveLink {

  /** How far a slave is; the release's states 3 to 6. */
  public enum Phase {
    AWAITS_SAVE,
    AWAITS_END_OF_SAVE,
    TAKES_DUMP,
    ONLINE
  }

  private final IoSession session;
  private final CommandText text = new CommandText(); // the stream that waits for the dump
  private Phase phase;
  private int selected; // the database that was announced last
  private @Nullable FileChannel dump;
  private @Nullable WriteFuture sending;

  /** Makes the state of a new slave. */
  public SlaveLink(IoSession session, Phase phase) {
    this.session = session;
    this.phase = phase;
  }

  /** Returns how far the slave is. */
  public Phase phase() {
    return phase;
  }

  /** A save began whose dump this slave will get. */
  public void awaitEndOfSave() {
    phase = Phase.AWAITS_END_OF_SAVE;
  }

  /**
   * Joins a slave that awaits the same dump: what was queued for that one is meant for this too.
   */
  public void join(SlaveLink other) {
    phase = Phase.AWAITS_END_OF_SAVE;
    selected = other.selected;
    text.addAll(other.text);
  }

  /** Sends or queues a command, unless the slave will get its effect with the dump. */
  public void feed(int database, Bytes[] words) {
    if (phase == Phase.AWAITS_SAVE) {
      return;
    }
    if (database != selected) {
      text.addLine("select " + database);
      selected = database;
    }
    text.add(words);
    if (phase != Phase.AWAITS_END_OF_SAVE) {
      session.write(IoBuffer.wrap(text.take()));
    }
  }

  /** Sends the dump, and behind it what was queued meanwhile. */
  public void sendDump(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    long size = channel.size();
    session.write(IoBuffer.wrap(("$" + size + "\r\n").getBytes(StandardCharsets.US_ASCII)));
    dump = channel;
    sending = session.write(new DefaultFileRegion(channel, 0, size));
    phase = Phase.TAKES_DUMP;
    if (text.length() > 0) {
      session.write(IoBuffer.wrap(text.take()));
    }
  }

  /** Takes notice of the end of the dump's sending; returns whether it is over by now. */
  public boolean checkDump() {
    WriteFuture future = sending;
    if (future == null || !future.isDone()) {
      return false;
    }
    release();
    if (future.isWritten()) {
      phase = Phase.ONLINE;
    } else {
      session.closeNow();
    }
    return true;
  }

  /** Gives back what the link holds. */
  public void release() {
    FileChannel open = dump;
    dump = null;
    sending = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It was only read.
      }
    }
  }
}
