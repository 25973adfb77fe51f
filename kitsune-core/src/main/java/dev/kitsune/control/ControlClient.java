package dev.kitsune.control;

import dev.kitsune.update.ControlService;
import dev.kitsune.update.Deadlines;
import dev.kitsune.update.UpdateException;
import dev.kitsune.update.UpdateReport;
import dev.kitsune.update.Verifying;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection to a running program; made by {@link ControlDirectory#connect}. One thread. */
public final class ControlClient implements Closeable {

  private static final int MAX_REPLY_BYTES = 16 << 20;
  private static final Duration PROMPT = Duration.ofSeconds(10);

  /** What an update may take beside its deadlines; a program that dies is noticed at once. */
  private static final Duration UPDATE = Duration.ofMinutes(10);

  private final LineChannel lines;
  private final long pid;

  private ControlClient(LineChannel lines, long pid) {
    this.lines = lines;
    this.pid = pid;
  }

  static ControlClient connect(Path socket, long pid) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new ControlClient(new LineChannel(channel), pid);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Returns the process that this is connected to. */
  public long pid() {
    return pid;
  }

  /**
   * Asks for the program's state.
   *
   * @throws ControlException if there is no answer
   */
  public ControlService.Status status() throws ControlException {
    Reply reply = exchange(Request.status(), PROMPT, progress -> {});
    if (reply.status() == null) {
      throw unexpected(reply);
    }
    return reply.status();
  }

  /**
   * Takes the program to the version in the jar and waits for the outcome; see {@link
   * ControlService#update}.
   *
   * @throws UpdateException.Refused if nothing was tried
   * @throws ControlException if there is no answer, for instance because the program died
   */
  public UpdateReport update(
      Path jar, Deadlines deadlines, boolean dryRun, Verifying verifying, Consumer<String> progress)
      throws UpdateException.Refused, ControlException {
    String path = jar.toAbsolutePath().normalize().toString();
    Request request = Request.update(path, deadlines, dryRun, verifying);
    Reply reply = exchange(request, UPDATE.plus(deadlines.total()), progress);
    if (reply.error() != null) {
      throw new UpdateException.Refused(reply.error().badRequest(), reply.error().message());
    }
    if (reply.report() == null) {
      throw unexpected(reply);
    }
    return reply.report();
  }

  /** As with {@link Deadlines}, of which only the one for quiescence is not the default. */
  public UpdateReport update(Path jar, Duration deadline, boolean dryRun, Consumer<String> progress)
      throws UpdateException.Refused, ControlException {
    return update(jar, Deadlines.DEFAULT.quiescence(deadline), dryRun, Verifying.OFF, progress);
  }

  private Reply exchange(Request request, Duration timeout, Consumer<String> progress)
      throws ControlException {
    try {
      IOException unsent = write(request);
      while (true) {
        String line = lines.readLine(MAX_REPLY_BYTES, timeout);
        if (line == null && unsent != null) {
          throw unsent;
        }
        if (line == null) {
          throw new ControlException(
              "the program ended before it answered: pid=" + pid + "; see its log");
        }
        Reply reply = Json.read(line, Reply.class);
        if (reply.progress() == null) {
          return reply;
        }
        progress.accept(reply.progress());
      }
    } catch (IOException e) {
      throw new ControlException(
          "no answer from the program: pid="
              + pid
              + ", cause="
              + e.getMessage()
              + "; see its log, or look at its threads with jstack "
              + pid,
          e);
    }
  }

  /** Sends a request. A program that refuses us closes before it reads one: its reason is read. */
  private @Nullable IOException write(Request request) throws SocketTimeoutException {
    try {
      lines.writeLine(Json.line(request), PROMPT);
      return null;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return e;
    }
  }

  private ControlException unexpected(Reply reply) {
    return new ControlException(
        reply.error() != null
            ? reply.error().message()
            : "an answer of another kind was expected: pid="
                + pid
                + "; build again and restart it");
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      // Nothing is lost: every answer was read whole.
    }
  }
}
