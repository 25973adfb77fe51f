package dev.kitsune.kv.server;

import dev.kitsune.Gate;
import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.persistence.BackgroundWork;
import dev.kitsune.kv.persistence.CommandText;
import dev.kitsune.kv.server.PersistenceSettings.Fsync;
import dev.kitsune.kv.store.Keyspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The append-only file: every command that changed something, on its way to the disk before the
 * replies leave, and the rewriting of it. Used inside turns of the gate.
 */
public final class CommandLog {

  private static final long PID = ProcessHandle.current().pid();
  private static final int NO_DATABASE = -1;

  private final Settings settings;
  private final Keyspace keyspace;
  private final Gate gate;
  private final CommandText pending = new CommandText(); // not written yet
  private final CommandText difference = new CommandText(); // since a rewriting began
  private @Nullable FileChannel channel; // null while nothing is logged
  private int selected = NO_DATABASE; // by the last command that was logged
  private boolean unsynced; // written, not yet brought to the disk
  private long lastSync; // seconds since 1970
  private @Nullable BackgroundWork rewriting;
  private long rewritings; // so far

  CommandLog(Settings settings, Keyspace keyspace, Gate gate) {
    this.settings = settings;
    this.keyspace = keyspace;
    this.gate = gate;
  }

  /** Returns whether commands are logged. */
  public boolean isOn() {
    return channel != null;
  }

  /** Returns whether the log is being rewritten. */
  public boolean isRewriting() {
    return rewriting != null;
  }

  /** Begins to log at the end of what is in the file. */
  public void open() throws IOException {
    channel =
        FileChannel.open(
            settings.persistence().log(),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND);
    selected = NO_DATABASE;
    lastSync = keyspace.now();
  }

  /** Logs no more; what was logged is brought to the disk. */
  public void close() throws IOException {
    FileChannel old = channel;
    if (old != null) {
      flush();
      old.force(false);
      old.close();
      channel = null;
    }
  }

  /** Logs a command that changed something, if commands are logged. */
  void append(int database, Bytes[] words) {
    if (channel == null) {
      return;
    }
    if (database != selected) {
      add("SELECT", Bytes.of(Integer.toString(database)));
      selected = database;
    }
    if (words[0].equalsIgnoreCase("expire")) {
      add("EXPIREAT", words[1], deadline(words[2]));
    } else if (words[0].equalsIgnoreCase("setex")) {
      add("SET", words[1], words[3]);
      add("EXPIREAT", words[1], deadline(words[2]));
    } else {
      pending.add(words);
      if (rewriting != null) {
        difference.add(words);
      }
    }
  }

  private void add(String name, Bytes... arguments) {
    pending.add(name, arguments);
    if (rewriting != null) {
      difference.add(name, arguments);
    }
  }

  private Bytes deadline(Bytes seconds) {
    return Bytes.of(Long.toString(keyspace.now() + Numbers.parseStrictly(seconds)));
  }

  /**
   * Writes what was logged, and brings it to the disk as the settings say. Nobody may hear of a
   * command's success before. As in the release a write that fails ends the process.
   */
  public void flush() {
    FileChannel file = channel;
    if (file == null || pending.length() == 0 && !isSyncDue()) {
      return;
    }
    try {
      if (pending.length() > 0) {
        write(file, pending.take());
        unsynced = true;
      }
      if (settings.persistence().fsync() == Fsync.ALWAYS || isSyncDue()) {
        file.force(false);
        unsynced = false;
        lastSync = keyspace.now();
      }
    } catch (IOException e) {
      throw Exit.fatal(settings, "Exiting on error writing to the append-only file: " + e);
    }
  }

  private boolean isSyncDue() {
    return unsynced
        && settings.persistence().fsync() == Fsync.EVERYSEC
        && keyspace.now() - lastSync > 1;
  }

  /** Brings all that was logged to the disk. */
  void sync() {
    FileChannel file = channel;
    if (file != null) {
      flush();
      try {
        file.force(false);
      } catch (IOException e) {
        Log.write(settings, LogLevel.WARNING, "Append only file is not on the disk: " + e);
      }
    }
  }

  /** Begins to rewrite the log; returns whether it could begin. None may be under way. */
  public boolean startRewriting() {
    try {
      rewriting =
          BackgroundWork.log(
              "background-rewrite-" + ++rewritings,
              gate,
              keyspace,
              settings.persistence().file("temp-rewriteaof-bg-" + PID + "-" + rewritings + ".aof"));
    } catch (IOException e) {
      Log.write(settings, LogLevel.WARNING, "Can't rewrite append only file in background: " + e);
      return false;
    }
    difference.take();
    selected = NO_DATABASE; // so that the difference names its database
    Log.write(
        settings, LogLevel.NOTICE, "Background append only file rewriting started by pid " + PID);
    return true;
  }

  /** Takes notice of the end of a rewriting. */
  void reap() {
    BackgroundWork ended = rewriting;
    if (ended == null || ended.state() == BackgroundWork.State.RUNNING) {
      return;
    }
    rewriting = null;
    byte[] since = difference.take();
    if (ended.state() != BackgroundWork.State.DONE) {
      Log.write(
          settings,
          LogLevel.WARNING,
          "Background append only file rewriting error: " + ended.failure());
      return;
    }
    try {
      replaceBy(ended, since);
      Log.write(
          settings,
          LogLevel.NOTICE,
          "Background append only file rewriting terminated with success");
    } catch (IOException e) {
      Log.write(
          settings, LogLevel.WARNING, "Can't put the rewritten append only file in place: " + e);
    }
  }

  /** The new file is complete and on the disk before it takes the place of the old. */
  private void replaceBy(BackgroundWork work, byte[] since) throws IOException {
    FileChannel fresh =
        FileChannel.open(work.temporary(), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    try {
      write(fresh, since);
      fresh.force(true);
      Files.move(work.temporary(), settings.persistence().log(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      fresh.close();
      Files.deleteIfExists(work.temporary());
      throw e;
    }
    FileChannel old = channel;
    if (old == null) {
      fresh.close();
      return;
    }
    pending.take(); // is in the difference
    channel = fresh;
    selected = NO_DATABASE;
    unsynced = false;
    old.close();
  }

  private static void write(FileChannel file, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
  }
}
