package dev.kitsune.kv.replication;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a link to a master, as its slave sees it: what is said until the dump is here.
 * Fed with what the master sends, in whatever pieces it comes; state, and so carried through
 * updates in the middle of any line or of the dump.
 *
 * <pre>
 *   AUTH --+OK--> SYNC --$size--> DUMP --all bytes--> COMPLETE
 *     `------------`----------------`---------------> FAILED
 * </pre>
 */
public final class Handshake {

  /** What is awaited from the master. */
  public enum Step {
    AUTH,
    SYNC,
    DUMP,
    COMPLETE,
    FAILED
  }

  private static final int LONGEST_LINE = 1024;

  private final IoSession session;
  private final Path file;
  private final StringBuilder line = new StringBuilder();
  private Step step = Step.SYNC;
  private @Nullable FileChannel dump;
  private long missing; // bytes of the dump
  private String failure = "";

  /**
   * Begins to talk.
   *
   * @param password for the master, or null
   * @param file where to put the dump
   */
  public Handshake(IoSession session, @Nullable String password, Path file) {
    this.session = session;
    this.file = file;
    if (password == null) {
      send("SYNC \r\n");
    } else {
      step = Step.AUTH;
      send("AUTH " + password + "\r\n");
    }
  }

  /** Returns what is awaited. */
  public Step step() {
    return step;
  }

  /** Returns why this failed. */
  public String failure() {
    return failure;
  }

  /** Returns the dump's file. */
  public Path file() {
    return file;
  }

  /** Returns the connection. */
  public IoSession session() {
    return session;
  }

  /**
   * Takes bytes of the master; returns the index of the first that is not part of this any more.
   */
  public int feed(byte[] bytes, int from, int to) {
    int at = from;
    try {
      while (at < to && (step == Step.AUTH || step == Step.SYNC)) {
        at = feedLine(bytes, at, to);
      }
      if (step == Step.DUMP) {
        at = feedDump(bytes, at, to);
      }
    } catch (IOException e) {
      fail("I/O error writing the dump: " + e);
    }
    return step == Step.FAILED ? to : at;
  }

  /** Gives up, and removes what was begun. */
  public void abandon() {
    try {
      if (dump != null) {
        dump.close();
        dump = null;
      }
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A temporary file is left over.
    }
  }

  private int feedLine(byte[] bytes, int from, int to) throws IOException {
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\n') {
        String text = line.toString().stripTrailing();
        line.setLength(0);
        if (!text.isEmpty()) { // masters of later releases send empty lines while they save
          answered(text);
        }
        return at + 1;
      }
      line.append((char) (bytes[at] & 0xff));
      if (line.length() > LONGEST_LINE) {
        fail("the master's answer is too long");
        return to;
      }
    }
    return to;
  }

  private void answered(String text) throws IOException {
    if (step == Step.AUTH) {
      if (text.startsWith("+")) {
        step = Step.SYNC;
        send("SYNC \r\n");
      } else {
        fail("Cannot AUTH to MASTER, is the masterauth password correct? answer=" + text);
      }
    } else if (!text.matches("\\$\\d{1,18}")) {
      fail("Bad protocol from MASTER, the first byte is not '$': answer=" + text);
    } else {
      missing = Long.parseLong(text.substring(1));
      dump =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      step = Step.DUMP;
    }
  }

  private int feedDump(byte[] bytes, int from, int to) throws IOException {
    FileChannel channel = dump;
    if (channel == null) {
      throw new IllegalStateException("dump without a file: step=" + step);
    }
    int count = (int) Math.min(missing, to - from);
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, count);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    missing -= count;
    if (missing == 0) {
      channel.force(true);
      channel.close();
      dump = null;
      step = Step.COMPLETE;
    }
    return from + count;
  }

  private void fail(String why) {
    failure = why;
    step = Step.FAILED;
  }

  private void send(String text) {
    session.write(IoBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
