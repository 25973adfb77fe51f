package dev.kitsune.cli;

import dev.kitsune.control.ControlClient;
import dev.kitsune.control.ControlException;
import dev.kitsune.control.Json;
import dev.kitsune.update.ControlService.Status;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists running programs; the files of those that died are removed. */
@Command(name = "status", description = "List the programs that run, or show one.")
final class StatusCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(
      arity = "0..1",
      paramLabel = "<program|pid>",
      description = "show only this one, with its threads")
  private @Nullable String subject;

  @Option(names = "--json", description = "print JSON: a list, or one document for one program")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  StatusCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws CommandException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (subject != null) {
      try (ControlClient client = new Processes(context).one(subject)) {
        show(out, client.status());
      } catch (ControlException e) {
        throw new CommandException(CommandException.FAILED, e);
      }
      return 0;
    }
    List<Status> statuses = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (ControlClient client : new Processes(context).all()) {
      try (client) {
        statuses.add(client.status());
      } catch (ControlException e) {
        silent.add(e.getMessage());
      }
    }
    if (json) {
      out.println(Json.document(statuses));
    } else if (statuses.isEmpty()) {
      out.println("no program runs");
    } else {
      statuses.forEach(status -> line(out, status));
    }
    out.flush();
    if (!silent.isEmpty()) {
      throw new CommandException(CommandException.FAILED, String.join("; ", silent));
    }
    return 0;
  }

  private void show(PrintWriter out, Status status) {
    if (json) {
      out.println(Json.document(status));
      return;
    }
    line(out, status);
    out.println("  started " + status.started());
    out.println("  control " + status.socket());
    out.println("  updates " + status.updates() + (status.updating() ? ", one under way" : ""));
    status.threads().forEach(thread -> out.println("  thread " + thread));
  }

  private static void line(PrintWriter out, Status status) {
    out.printf(
        "%d %s %s %s%n",
        status.pid(), status.program(), status.version(), String.join(" ", status.addresses()));
  }
}
