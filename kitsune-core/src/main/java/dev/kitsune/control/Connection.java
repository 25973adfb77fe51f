package dev.kitsune.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kitsune.update.ControlService;
import dev.kitsune.update.Deadlines;
import dev.kitsune.update.UpdateException;
import dev.kitsune.update.Verifying;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client of the control socket: reads requests until it closes or falls silent. */
final class Connection implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final int MAX_REQUEST_BYTES = 64 << 10;
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /** A client that is stopped must not hold an update up. */
  private static final Duration PROGRESS = Duration.ofMillis(200);

  private static final long MAX_DEADLINE_MILLIS = Duration.ofHours(1).toMillis();

  private final SocketChannel channel;
  private final ControlService service;
  private final UserPrincipal owner;

  Connection(SocketChannel channel, ControlService service, UserPrincipal owner) {
    this.channel = channel;
    this.service = service;
    this.owner = owner;
  }

  @Override
  public void run() {
    try (channel;
        LineChannel lines = new LineChannel(channel)) {
      UserPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
      if (!peer.equals(owner)) {
        LOG.warn("control.refused peer={}", peer.getName());
        String message =
            "only the owner of the process may ask: expected="
                + owner.getName()
                + ", found="
                + peer.getName()
                + "; run the command as "
                + owner.getName();
        write(lines, Reply.error(false, message));
        return;
      }
      for (String line; (line = lines.readLine(MAX_REQUEST_BYTES, SILENCE)) != null; ) {
        write(lines, answer(line, lines));
      }
    } catch (SocketTimeoutException e) {
      LOG.debug("control.silent");
    } catch (IOException e) {
      LOG.debug("control.broken cause={}", e.toString());
    }
  }

  private Reply answer(String line, LineChannel lines) {
    try {
      Request request = Json.read(line, Request.class);
      return switch (String.valueOf(request.command())) {
        case Request.STATUS -> Reply.status(service.status());
        case Request.UPDATE -> update(request, lines);
        default ->
            Reply.error(
                true,
                "no such command: command="
                    + request.command()
                    + "; choose "
                    + Request.STATUS
                    + " or "
                    + Request.UPDATE);
      };
    } catch (JsonProcessingException e) {
      return Reply.error(
          true, "expected one JSON object a line: cause=" + oneLine(e.getOriginalMessage()));
    } catch (UpdateException.Refused e) {
      return Reply.error(e.badRequest(), oneLine(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("control.unexpected", e);
      return Reply.error(false, "the request failed: cause=" + oneLine(e) + "; see the log");
    }
  }

  private Reply update(Request request, LineChannel lines) throws UpdateException.Refused {
    Long deadlineMs = request.deadlineMs();
    if (request.jar() == null || deadlineMs == null) {
      throw new UpdateException.Refused(true, "an update needs jar and deadlineMs; name both");
    }
    Deadlines defaults = Deadlines.DEFAULT;
    Deadlines deadlines =
        new Deadlines(
            deadline("deadlineMs", deadlineMs, defaults.quiescence()),
            deadline(
                "transformDeadlineMs", request.transformDeadlineMs(), defaults.transformation()),
            deadline("restartDeadlineMs", request.restartDeadlineMs(), defaults.restart()));
    List<Path> jars = new ArrayList<>();
    List<String> through = request.through();
    try {
      for (String each : through == null ? List.<String>of() : through) {
        jars.add(Path.of(each));
      }
      jars.add(Path.of(request.jar()));
    } catch (InvalidPathException e) {
      throw new UpdateException.Refused(true, "not a path: jar=" + oneLine(e.getMessage()));
    }
    Verifying verifying = request.verifying();
    boolean[] gone = {false};
    return Reply.report(
        service.update(
            jars,
            deadlines,
            request.dryRun(),
            verifying == null ? Verifying.OFF : verifying,
            phase -> {
              if (gone[0]) {
                return;
              }
              try {
                lines.writeLine(Json.line(Reply.progress(phase)), PROGRESS);
              } catch (IOException e) {
                // The update goes on; nobody watches it.
                gone[0] = true;
              }
            }));
  }

  private static Duration deadline(String name, @Nullable Long millis, Duration byDefault)
      throws UpdateException.Refused {
    if (millis == null) {
      return byDefault;
    }
    if (millis < 1 || millis > MAX_DEADLINE_MILLIS) {
      throw new UpdateException.Refused(
          true, "expected a deadline from 1 ms to 1 h: " + name + "=" + millis);
    }
    return Duration.ofMillis(millis);
  }

  private static void write(LineChannel lines, Reply reply) throws IOException {
    lines.writeLine(Json.line(reply), SILENCE);
  }

  private static String oneLine(@Nullable Object text) {
    return String.valueOf(text).replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
