package dev.kitsune.ftp.log;

import dev.kitsune.ftp.text.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes one session's lines into the log, each under a lock of the file, in the release's own
 * format or in that of wu-ftpd.
 */
public final class TransferLog {

  private static final DateTimeFormatter OWN =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);
  private static final double KILO = 1024;

  private final FileChannel file;
  private final boolean isLocked;

  /**
   * Makes the log of a session over an open file, to which it appends.
   *
   * @param isLocked whether each line is written under a lock of the file
   */
  public TransferLog(FileChannel file, boolean isLocked) {
    this.file = file;
    this.isLocked = isLocked;
  }

  /** Writes what happened, in the release's own format. */
  public void writeOwn(String user, String address, LogEvent event) {
    append(own(user, address, event));
  }

  /** Writes a transfer, and nothing else, in wu-ftpd's format. */
  public void writeStandard(String address, LogEvent event) {
    if (event.isTransfer()) {
      append(standard(address, event));
    }
  }

  private static String own(String user, String address, LogEvent event) {
    StringBuilder line = new StringBuilder(OWN.format(ZonedDateTime.now()));
    line.append(" [pid ").append(event.process()).append("] ");
    if (!user.isEmpty()) {
      line.append('[').append(user).append("] ");
    }
    if (event.kind().hasResult()) {
      line.append(event.isSuccess() ? "OK " : "FAIL ");
    }
    line.append(event.kind().shown()).append(": Client \"").append(address).append('"');
    if (event.kind() == LogEvent.Kind.LOGIN && !event.text().isEmpty()) {
      line.append(", anon password \"").append(event.text()).append('"');
    } else if (!event.text().isEmpty()) {
      line.append(", \"").append(event.text()).append('"');
    }
    if (event.isTransfer()) {
      double seconds = Math.max(event.nanos(), 1) / 1e9;
      if (event.isSuccess() || event.bytes() > 0) {
        line.append(", ").append(event.bytes()).append(" bytes");
      }
      line.append(String.format(Locale.ROOT, ", %.2fKbyte/sec", event.bytes() / KILO / seconds));
    }
    return line.toString();
  }

  private static String standard(String address, LogEvent event) {
    long seconds = Math.max(1, Math.round(event.nanos() / 1e9));
    return String.format(
        Locale.US,
        "%1$ta %1$tb %1$2te %1$tT %1$tY %2$d %3$s %4$d %5$s %6$s _ %7$s %8$s %9$s ftp 0 * %10$s",
        ZonedDateTime.now(),
        seconds,
        address,
        event.bytes(),
        event.text(),
        event.isAscii() ? "a" : "b",
        event.kind() == LogEvent.Kind.DOWNLOAD ? "o" : "i",
        event.isAnonymous() ? "a" : "r",
        event.who(),
        event.isSuccess() ? "c" : "i");
  }

  private void append(String line) {
    ByteBuffer bytes = ByteBuffer.wrap(Bytes.of(Bytes.printable(line) + "\n"));
    // All sessions are of one process, to which the system's file lock is one owner.
    synchronized (TransferLog.class) {
      try {
        FileLock lock = isLocked ? file.lock() : null;
        try {
          while (bytes.hasRemaining()) {
            file.write(bytes);
          }
        } finally {
          if (lock != null) {
            lock.release();
          }
        }
      } catch (IOException e) {
        // as the release: a session does not end because its log cannot be written
      }
    }
  }
}
