package dev.kitsune.cli;

import dev.kitsune.control.Json;
import dev.kitsune.xf.check.CheckReport;
import dev.kitsune.xf.check.StepCheck;
import dev.kitsune.xf.check.Template;
import dev.kitsune.xf.compile.XfCompiler;
import dev.kitsune.xf.model.Binder;
import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.model.VersionTypes;
import dev.kitsune.xf.step.StepNames;
import dev.kitsune.xf.syntax.XfException;
import dev.kitsune.xf.syntax.XfFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a step would do, before anyone runs it. */
@Command(
    name = "check",
    description = "Say what an update would do to the state, before anyone runs it.",
    footer = {
      "",
      "The verdict: safe (the defaults lose nothing), covered (rules cover what changed), incomplete"
          + " (rules are missing), refused.",
      "Exit codes: 0 safe or covered, 1 incomplete, refused, or a wrong specification, 2 the"
          + " request is wrong."
    })
final class CheckCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(
      index = "0",
      paramLabel = "<old>",
      description = "the old version: a jar, a folder of classes, or program@version")
  private String old = "";

  @Parameters(index = "1", paramLabel = "<new>", description = "the new version, likewise")
  private String fresh = "";

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "<file.xf>",
      description = "the specification; without it, the one in the new version's jar, if any")
  private @Nullable Path file;

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  @Option(
      names = "--write-xf",
      paramLabel = "<file>",
      description = "write a specification with every missing rule, to be filled; never overwrites")
  private @Nullable Path template;

  @Option(
      names = "--main",
      paramLabel = "<class>",
      description = "the main class, if a folder has several")
  private @Nullable String mainClass;

  @Option(
      names = "--class-path",
      paramLabel = "<path>",
      description = "jars that the versions use; the command's own are known")
  private @Nullable String classPath;

  @Spec private @Nullable CommandSpec spec;

  CheckCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws CommandException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    StepTypes types =
        StepTypes.between(
            VersionArgument.read(context, old, mainClass),
            VersionArgument.read(context, fresh, mainClass));
    CheckReport report;
    try {
      report = report(types);
    } catch (XfException e) {
      for (String line : String.valueOf(e.getMessage()).split("\n")) {
        spec.commandLine().getErr().println(line);
      }
      throw new CommandException(
          CommandException.FAILED, "the specification is wrong: errors=" + e.problems().size());
    }
    if (json) {
      out.println(Json.document(report));
    } else {
      new CheckPrinter(out).print(types.fresh().jar().program(), report);
    }
    if (template != null) {
      write(report, template);
      if (!json) {
        out.println("wrote " + template);
      }
    }
    out.flush();
    return report.passes() ? 0 : CommandException.FAILED;
  }

  private CheckReport report(StepTypes types) throws CommandException, XfException {
    String name = "";
    String text = null;
    if (file != null) {
      name = file.toString();
      try {
        text = Files.readString(file);
      } catch (IOException e) {
        throw new CommandException(
            CommandException.WRONG, "cannot read the specification: file=" + file + ", cause=" + e);
      }
    } else {
      byte[] own = own(types.old(), types.fresh());
      if (own != null) {
        name = StepNames.SOURCE;
        text = new String(own, StandardCharsets.UTF_8);
      }
    }
    if (text == null) {
      return StepCheck.check(types);
    }
    BoundStep step = Binder.bind(types, XfFile.parse(name, text));
    // The code of its rules must be right as well.
    new XfCompiler(types, XfgenCommand.platform(classPath == null ? "" : classPath)).compile(step);
    return StepCheck.check(step);
  }

  /** Returns the specification that one of the jars has for the step, or null. */
  private static byte @Nullable [] own(VersionTypes old, VersionTypes fresh) {
    byte[] forth = fresh.jar().step(old.jar().version()).get(StepNames.SOURCE);
    return forth != null
        ? forth
        : old.jar().step(StepNames.BACK + fresh.jar().version()).get(StepNames.SOURCE);
  }

  private static void write(CheckReport report, Path template) throws CommandException {
    if (Files.exists(template)) {
      throw new CommandException(
          CommandException.WRONG,
          "a specification is not overwritten: file=" + template + "; name another one");
    }
    try {
      Files.writeString(template, Template.of(report));
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAILED, "cannot write: file=" + template + ", cause=" + e);
    }
  }
}
