package dev.kitsune.cli;

import dev.kitsune.control.ControlException;
import dev.kitsune.control.ControlServer;
import dev.kitsune.stream.Version;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts a program in this JVM and stays until its threads have ended. */
@Command(
    name = "run",
    description = "Start a program, in the foreground, ready to be updated.",
    footer = {
      "",
      "Prints pid, program, version, control socket and, once it serves, the port.",
      "Options of the JVM are taken from KITSUNE_JAVA_OPTS."
    })
final class RunCommand implements Callable<Integer> {

  private static final String RUN_PROPERTY = "kitsune.run";

  private final Context context;
  @Mixin private final StartRequest request = new StartRequest();
  @Spec private @Nullable CommandSpec spec;

  RunCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Version version = request.version(context);
    List<String> arguments = request.arguments(context, version);
    Header header = new Header(Objects.requireNonNull(spec).commandLine().getOut());
    try {
      // Before the program starts, since it could not be updated without.
      context.control().open();
      header.line("pid " + ProcessHandle.current().pid());
      header.line("program " + version.program());
      header.line("version " + version.version());
      leaveBindFailuresToMe();
      openAllJars();
      tellWhereToWrite(context.home().run(version.program()));
      Launcher.Running running =
          context
              .launcher()
              .launch(
                  version,
                  arguments,
                  context.home().run(version.program()).resolve("updates"),
                  header::ready);
      try (ControlServer server = ControlServer.open(context.control(), running.service())) {
        header.control(server.socket());
        Throwable failure = running.awaitEnd();
        if (failure != null) {
          throw failed(version, failure);
        }
        return 0;
      }
    } catch (ControlException e) {
      throw new CommandException(CommandException.FAILED, e);
    }
  }

  /** A program whose configuration does not say where its data go finds the folder here. */
  private static void tellWhereToWrite(Path folder) {
    if (System.getProperty(RUN_PROPERTY) == null) {
      System.setProperty(RUN_PROPERTY, folder.toString());
    }
  }

  /**
   * Opens every jar of the class path, which the JVM does only as it looks for classes: a build
   * that replaces or removes them must take nothing from a program that runs.
   */
  private static void openAllJars() {
    URL nowhere = ClassLoader.getSystemResource("dev/kitsune/in-no-jar");
    if (nowhere != null) {
      throw new IllegalStateException("expected no such resource: found=" + nowhere);
    }
  }

  /** A port in use is told in one line, below; the JVM's own handler would print a stack trace. */
  private static void leaveBindFailuresToMe() {
    if (Thread.getDefaultUncaughtExceptionHandler() == null) {
      Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
        if (!isBindFailure(failure)) {
          System.err.print("Exception in thread \"" + thread.getName() + "\" ");
          failure.printStackTrace();
        }
      });
    }
  }

  private CommandException failed(Version version, Throwable failure) {
    if (isBindFailure(failure)) {
      return StartRequest.inUse(request.port());
    }
    return new CommandException(
        CommandException.FAILED,
        "the program's main method failed: program="
            + version.program()
            + ", version="
            + version.version()
            + ", cause="
            + failure
            + "; its stack stands above");
  }

  private static boolean isBindFailure(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  /** Prints the header's lines whole, whichever thread has something to say. */
  private static final class Header {
    private final PrintWriter out;
    private List<String> shown = List.of();
    private List<String> waiting = List.of();
    private boolean controlled;

    Header(PrintWriter out) {
      this.out = out;
    }

    synchronized void line(String text) {
      out.println(text);
      out.flush();
    }

    /** Whoever has read a port may ask for an update, so the socket comes first. */
    synchronized void control(Path socket) {
      line("control " + socket);
      controlled = true;
      ready(waiting);
    }

    /** A new version says it again; only what changed is news. */
    synchronized void ready(List<String> addresses) {
      if (!controlled) {
        waiting = List.copyOf(addresses);
        return;
      }
      if (addresses.equals(shown)) {
        return;
      }
      shown = List.copyOf(addresses);
      for (String address : addresses) {
        String port = address.substring(address.lastIndexOf(':') + 1);
        line(port.matches("[0-9]{1,5}") ? "port " + port : "address " + address);
      }
    }
  }
}
