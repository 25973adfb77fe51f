package dev.kitsune.cli;

import dev.kitsune.control.ControlDirectory;
import dev.kitsune.stream.Home;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import picocli.CommandLine;

/** Runs commands in this process, over a home and a control directory of their own. */
final class CommandFixture {

  final Path home;
  final ControlDirectory control;

  CommandFixture(Path temporary) {
    home = temporary.resolve("target").resolve("home");
    control = new ControlDirectory(temporary.resolve("control"));
  }

  /** What a command did; {@code err} without the end of its line. */
  record Result(int code, String out, String err) {}

  Result run(String... arguments) {
    return run(
        (version, args, reports, ready) -> {
          throw new AssertionError("launched: " + version);
        },
        arguments);
  }

  Result run(Launcher launcher, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine(new Context(new Home(home), control, launcher));
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    int code = command.execute(arguments);
    return new Result(code, out.toString(), err.toString().stripTrailing());
  }
}
