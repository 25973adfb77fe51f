package dev.kitsune.cli;

import dev.kitsune.control.ControlException;
import dev.kitsune.control.ControlServer;
import dev.kitsune.control.ControlService;
import dev.kitsune.stream.Version;
import dev.kitsune.update.UpdateException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts a program in this JVM and stays until its main method ends. */
@Command(
    name = "run",
    description = "Start a program, in the foreground, ready to be updated.",
    footer = {
      "",
      "Prints pid, program, version, control socket and, once it serves, the port.",
      "Options of the JVM are taken from KITSUNE_JAVA_OPTS."
    })
final class RunCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  private final Context context;
  @Mixin private StartRequest request = new StartRequest();
  @Spec private @Nullable CommandSpec spec;

  RunCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Version version = request.version(context);
    List<String> arguments = request.arguments(context, version);
    Output output = new Output(java.util.Objects.requireNonNull(spec).commandLine().getOut());
    try {
      // Before the program starts, since it could not be updated without.
      context.control().open();
      output.line("pid " + ProcessHandle.current().pid());
      output.line("program " + version.program());
      output.line("version " + version.version());
      ControlService service = context.launcher().launch(version, arguments, output);
      ControlServer server = ControlServer.open(context.control(), service);
      output.line("control " + server.socket());
      output.ended.get();
      // Threads of the program may go on; the socket is removed when the process ends.
      return 0;
    } catch (ControlException | UpdateException e) {
      throw new CommandException(CommandException.FAILED, e);
    } catch (ExecutionException e) {
      throw failed(version, e.getCause() == null ? e : e.getCause());
    }
  }

  private CommandException failed(Version version, Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof BindException) {
        return StartRequest.inUse(request.port());
      }
    }
    LOG.error("run.failed program={} version={}", version.program(), version.version(), cause);
    return new CommandException(
        CommandException.FAILED,
        "the program's main method failed: program="
            + version.program()
            + ", version="
            + version.version()
            + ", cause="
            + cause
            + "; see the log above");
  }

  /** Prints the header's lines whole, whoever calls. */
  private static final class Output implements Launcher.Events {
    private final PrintWriter out;
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private List<SocketAddress> shown = List.of();

    Output(PrintWriter out) {
      this.out = out;
    }

    synchronized void line(String text) {
      out.println(text);
      out.flush();
    }

    @Override
    public synchronized void ready(List<SocketAddress> addresses) {
      // A new version says it again; only what changed is news.
      if (addresses.equals(shown)) {
        return;
      }
      shown = List.copyOf(addresses);
      for (SocketAddress address : addresses) {
        line(
            address instanceof InetSocketAddress inet
                ? "port " + inet.getPort()
                : "address " + address);
      }
    }

    @Override
    public void ended(@Nullable Throwable failure) {
      if (failure == null) {
        ended.complete(null);
      } else {
        ended.completeExceptionally(failure);
      }
    }
  }
}
