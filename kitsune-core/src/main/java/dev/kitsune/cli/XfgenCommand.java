package dev.kitsune.cli;

import dev.kitsune.unit.BadVersionException;
import dev.kitsune.xf.check.StepCheck;
import dev.kitsune.xf.compile.CompiledStep;
import dev.kitsune.xf.compile.XfCompiler;
import dev.kitsune.xf.model.Binder;
import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.model.VersionTypes;
import dev.kitsune.xf.syntax.XfException;
import dev.kitsune.xf.syntax.XfFile;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Compiles a specification. */
@Command(
    name = "xfgen",
    description = "Compile the specification of a step into its transformer.",
    footer = {
      "",
      "The files belong into the new version's jar, under META-INF/kitsune/steps/<old version>/."
    })
final class XfgenCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "<old>", description = "the old version: a jar or a folder")
  private Path old = Path.of("");

  @Parameters(index = "1", paramLabel = "<new>", description = "the new version: a jar or a folder")
  private Path fresh = Path.of("");

  @Parameters(index = "2", paramLabel = "<file.xf>", description = "the specification")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "<folder>",
      required = true,
      description = "where the transformer goes; what an earlier run left there is deleted")
  private Path output = Path.of("");

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

  @Override
  public Integer call() throws CommandException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try {
      CompiledStep step = compile(old, fresh, file, mainClass, classPath == null ? "" : classPath);
      step.writeTo(output);
      out.println(file + ": " + step.ruleCount() + " rules, written to " + output);
      out.flush();
      return 0;
    } catch (XfException e) {
      for (String line : String.valueOf(e.getMessage()).split("\n")) {
        spec.commandLine().getErr().println(line);
      }
      throw new CommandException(
          CommandException.FAILED,
          "the specification is wrong: file=" + file + ", errors=" + e.problems().size());
    } catch (BadVersionException e) {
      throw new CommandException(CommandException.WRONG, e);
    } catch (IOException e) {
      throw new CommandException(
          CommandException.WRONG, "cannot read the specification: file=" + file + ", cause=" + e);
    }
  }

  /**
   * Compiles a file, which must leave nothing uncovered; the platform's jars are those of this
   * process and the further ones.
   */
  static CompiledStep compile(
      Path old, Path fresh, Path file, @Nullable String mainClass, String classPath)
      throws IOException, BadVersionException, XfException {
    String text = Files.readString(file);
    StepTypes types =
        StepTypes.between(VersionTypes.read(old, mainClass), VersionTypes.read(fresh, mainClass));
    BoundStep step = Binder.bind(types, XfFile.parse(file.toString(), text));
    CompiledStep compiled = new XfCompiler(types, platform(classPath)).compile(step);
    StepCheck.demand(step);
    return compiled;
  }

  /** Returns the jars of this process and further ones, for javac. */
  static List<Path> platform(String more) {
    List<Path> platform = new ArrayList<>();
    String all = System.getProperty("java.class.path") + File.pathSeparator + more;
    for (String each : all.split(File.pathSeparator)) {
      if (!each.isBlank()) {
        platform.add(Path.of(each));
      }
    }
    return platform;
  }
}
