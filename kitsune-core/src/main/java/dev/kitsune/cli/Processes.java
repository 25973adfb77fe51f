package dev.kitsune.cli;

import dev.kitsune.control.ControlClient;
import dev.kitsune.control.ControlDirectory;
import dev.kitsune.control.ControlException;
import dev.kitsune.stream.CatalogueException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds running programs by name or pid; those that died are removed on the way. */
final class Processes {

  private final Context context;

  Processes(Context context) {
    this.context = context;
  }

  /** Returns connections to all programs that run; the caller closes them. */
  List<ControlClient> all() throws CommandException {
    return connect(entries());
  }

  /**
   * Returns a connection to the one program meant.
   *
   * @param subject a pid, or the name of a program
   * @throws CommandException if there is none, or more than one
   */
  ControlClient one(String subject) throws CommandException {
    if (subject.matches("[0-9]{1,18}")) {
      try {
        return context.control().connect(Long.parseLong(subject));
      } catch (ControlException e) {
        throw new CommandException(CommandException.FAILED, e);
      }
    }
    List<ControlClient> found =
        connect(entries().stream().filter(entry -> entry.program().equals(subject)).toList());
    if (found.size() == 1) {
      return found.get(0);
    }
    found.forEach(ControlClient::close);
    if (found.isEmpty()) {
      throw notRunning(subject);
    }
    throw new CommandException(
        CommandException.WRONG,
        "several processes run this program: program="
            + subject
            + "; choose one of the pids "
            + found.stream().map(each -> "" + each.pid()).collect(Collectors.joining(", ")));
  }

  private List<ControlDirectory.Entry> entries() throws CommandException {
    try {
      return context.control().list();
    } catch (ControlException e) {
      throw new CommandException(CommandException.FAILED, e);
    }
  }

  private List<ControlClient> connect(List<ControlDirectory.Entry> entries)
      throws CommandException {
    List<ControlClient> clients = new ArrayList<>();
    for (ControlDirectory.Entry entry : entries) {
      try {
        clients.add(context.control().connect(entry.pid()));
      } catch (ControlException.Dead e) {
        // Its files are gone now.
      } catch (ControlException e) {
        clients.forEach(ControlClient::close);
        throw new CommandException(CommandException.FAILED, e);
      }
    }
    return clients;
  }

  private CommandException notRunning(String program) {
    try {
      context.catalogue().stream(program);
    } catch (CatalogueException e) {
      return new CommandException(CommandException.WRONG, e);
    }
    return new CommandException(
        CommandException.FAILED,
        "the program does not run: program=" + program + "; start it with kitsune run " + program);
  }
}
