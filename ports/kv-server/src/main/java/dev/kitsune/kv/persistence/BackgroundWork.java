package dev.kitsune.kv.persistence;

import dev.kitsune.Gate;
import dev.kitsune.Kitsune;
import dev.kitsune.kv.store.Keyspace;
import dev.kitsune.kv.store.Snapshot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes a snapshot into a file, on a thread of its own that takes part in updates: what the
 * release has a forked child for. Between two slices it stands at an update point, with nothing on
 * its stack.
 *
 * <pre>
 *   RUNNING --all written and in place--> DONE
 *      |------a write fails-------------> FAILED
 *      `------cancel--------------------> CANCELLED
 * </pre>
 */
public final class BackgroundWork {

  /** How far the work is. */
  public enum State {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }

  private static final int SLICE_BYTES = 64 * 1024;
  private static final String POINT = "background_work";
  private static final int HELD_MILLIS = 10;

  private final String name;
  private final Gate gate;
  private final Keyspace keyspace;
  private final FileChannel channel;
  private final Path temporary;
  private final @Nullable Path target; // what the file replaces; null leaves it to the caller
  private final Output output;
  private final @Nullable RdbWriter dump; // null if this is a log
  private final Snapshot snapshot;
  private boolean begun; // at least one slice was written
  private volatile State state = State.RUNNING; // written inside turns of the gate
  private volatile String failure = "";

  private BackgroundWork(
      String name,
      Gate gate,
      Keyspace keyspace,
      FileChannel channel,
      Path temporary,
      @Nullable Path target,
      boolean compresses) {
    this.name = name;
    this.gate = gate;
    this.keyspace = keyspace;
    this.channel = channel;
    this.temporary = temporary;
    this.target = target;
    output = new Output(channel);
    if (target == null) {
      dump = null;
      snapshot = keyspace.begin(new RewriteWriter(output));
    } else {
      dump = new RdbWriter(output, compresses);
      snapshot = keyspace.begin(dump);
    }
  }

  /**
   * Begins to write a dump. Called inside a turn of the gate.
   *
   * @param name the thread's, not used before
   * @param target what the dump replaces when it is complete
   * @throws IOException if the temporary file cannot be made
   */
  public static BackgroundWork dump(
      String name, Gate gate, Keyspace keyspace, Path temporary, Path target, boolean compresses)
      throws IOException {
    return start(
        new BackgroundWork(name, gate, keyspace, open(temporary), temporary, target, compresses));
  }

  /** As {@link #dump}, a log of commands, which stays where it is when it is complete. */
  public static BackgroundWork log(String name, Gate gate, Keyspace keyspace, Path temporary)
      throws IOException {
    return start(new BackgroundWork(name, gate, keyspace, open(temporary), temporary, null, false));
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static BackgroundWork start(BackgroundWork work) {
    Kitsune.thread(work.name, BackgroundWork::run, work);
    return work;
  }

  /** The thread. */
  static void run(BackgroundWork work) throws InterruptedException {
    do {
      Kitsune.update(POINT);
      while (work.isHeld()) {
        Kitsune.sleep(POINT, Duration.ofMillis(HELD_MILLIS));
      }
    } while (work.advance());
  }

  private boolean isHeld() {
    return begun && Holds.isHeld(name); // after its first slice
  }

  /** Returns how far this is. */
  public State state() {
    return state;
  }

  /** Returns why this failed. */
  public String failure() {
    return failure;
  }

  /** Returns the file that is written. */
  public Path temporary() {
    return temporary;
  }

  /**
   * Gives the work up. Called inside a turn of the gate; afterwards no file is replaced any more.
   */
  public void cancel() {
    if (state == State.RUNNING) {
      keyspace.end(snapshot);
      state = State.CANCELLED;
    }
  }

  /** Does the next slice; returns whether there is more to do. */
  private boolean advance() {
    try {
      Slice slice = new Slice();
      gate.run(slice);
      if (slice.chunk == null) {
        discard();
        return false;
      }
      slice.chunk.write();
      begun = true;
      output.check();
      if (!slice.last) {
        return true;
      }
      channel.force(true);
      channel.close();
      gate.run(this::complete);
    } catch (IOException e) {
      gate.run(() -> fail(e));
      discard();
    }
    return false;
  }

  /** One turn's share of the work. */
  private final class Slice implements Runnable {
    private Output.@Nullable Chunk chunk;
    private boolean last;

    @Override
    public void run() {
      if (state != State.RUNNING) {
        return;
      }
      if (!snapshot.advance(SLICE_BYTES)) {
        keyspace.end(snapshot);
        if (dump != null) {
          dump.end();
        }
        last = true;
      }
      chunk = output.take();
    }
  }

  private void complete() {
    if (state != State.RUNNING) {
      discard();
      return;
    }
    try {
      if (target != null) {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      }
      state = State.DONE;
    } catch (IOException e) {
      fail(e);
      discard();
    }
  }

  private void fail(Exception cause) {
    if (state == State.RUNNING) {
      keyspace.end(snapshot);
      failure = cause.toString();
      state = State.FAILED;
    }
  }

  private void discard() {
    try {
      channel.close();
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // What is left over is a temporary file, overwritten by the next work of this process.
    }
  }
}
