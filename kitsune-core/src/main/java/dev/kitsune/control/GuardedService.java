package dev.kitsune.control;

import dev.kitsune.update.ControlService;
import dev.kitsune.update.Deadlines;
import dev.kitsune.update.UpdateException;
import dev.kitsune.update.UpdateReport;
import dev.kitsune.update.Verifying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The runtime as seen from outside: takes only jars that belong to the owner of the process, and
 * remembers the last reports.
 */
final class GuardedService implements ControlService {

  private static final int REMEMBERED = 10;

  private final ControlService service;
  private final UserPrincipal owner;
  private final String socket;
  private final Deque<UpdateReport> reports = new ArrayDeque<>();

  GuardedService(ControlService service, UserPrincipal owner, Path socket) {
    this.service = service;
    this.owner = owner;
    this.socket = socket.toString();
  }

  @Override
  public UpdateReport update(
      List<Path> jars,
      Deadlines deadlines,
      boolean dryRun,
      Verifying verifying,
      Consumer<String> progress)
      throws UpdateException.Refused {
    for (Path jar : jars) {
      checkOwner(jar);
    }
    UpdateReport report = service.update(jars, deadlines, dryRun, verifying, progress);
    synchronized (reports) {
      if (reports.size() == REMEMBERED) {
        reports.removeFirst();
      }
      reports.addLast(report);
    }
    return report;
  }

  /** The state of the process, with the socket that the runtime need not know. */
  @Override
  public Status status() {
    Status status = service.status();
    return new Status(
        status.program(),
        status.version(),
        status.pid(),
        status.addresses(),
        status.started(),
        socket,
        status.threads(),
        status.updates(),
        status.updating());
  }

  /** Returns the last reports, oldest first. */
  List<UpdateReport> lastReports() {
    synchronized (reports) {
      return List.copyOf(reports);
    }
  }

  private void checkOwner(Path jar) throws UpdateException.Refused {
    if (!jar.isAbsolute() || !Files.isRegularFile(jar)) {
      throw new UpdateException.Refused(true, "no such jar: path=" + jar + "; check the path");
    }
    UserPrincipal found;
    try {
      found = Files.getOwner(jar);
    } catch (IOException e) {
      throw new UpdateException.Refused(
          false, "cannot tell whose jar this is: path=" + jar + ", cause=" + e.getMessage());
    }
    if (!found.equals(owner)) {
      throw new UpdateException.Refused(
          false,
          "a jar must belong to the owner of the process: path="
              + jar
              + ", expected="
              + owner.getName()
              + ", found="
              + found.getName()
              + "; copy it as "
              + owner.getName());
    }
  }
}
