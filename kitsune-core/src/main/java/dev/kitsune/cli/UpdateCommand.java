package dev.kitsune.cli;

import dev.kitsune.control.ControlClient;
import dev.kitsune.control.ControlException;
import dev.kitsune.control.Json;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Version;
import dev.kitsune.update.ControlService;
import dev.kitsune.update.Deadlines;
import dev.kitsune.update.UpdateException;
import dev.kitsune.update.UpdateReport;
import dev.kitsune.update.UpdateReport.Outcome;
import dev.kitsune.update.Verifying;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a running program to another version. */
@Command(name = "update", description = "Take a running program to its next version, in place.")
final class UpdateCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(
      index = "0",
      paramLabel = "<program|pid>",
      description = "the program's name, or the pid if several run")
  private String subject = "";

  @Parameters(
      index = "1",
      paramLabel = "<version|jar>",
      description = "a version of the catalogue, or the path of a version's jar")
  private String target = "";

  @Option(
      names = "--deadline",
      paramLabel = "<duration>",
      defaultValue = "5s",
      converter = DurationConverter.class,
      description = "how long the threads have to reach their update points (${DEFAULT-VALUE})")
  private Duration deadline = Duration.ofSeconds(5);

  @Option(
      names = "--transform-deadline",
      paramLabel = "<duration>",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "how long the state may take to transform (${DEFAULT-VALUE})")
  private Duration transformDeadline = Duration.ofSeconds(30);

  @Option(
      names = "--restart-deadline",
      paramLabel = "<duration>",
      defaultValue = "2s",
      converter = DurationConverter.class,
      description = "how long the new version has to reach its update points (${DEFAULT-VALUE})")
  private Duration restartDeadline = Duration.ofSeconds(2);

  @Option(
      names = "--dry-run",
      description = "prepare, let all threads reach their points, and let go")
  private boolean dryRun;

  @Option(
      names = "--verify",
      description = {
        "look at all state before and after, and fail if anything of the old version is left;",
        "the pause grows with the state"
      })
  private boolean verify;

  @Option(
      names = "--keep-dump",
      description = "with --verify: keep the heap dump that shows what holds the old version")
  private boolean keepDump;

  @Option(names = "--json", description = "print the report as one JSON document")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  UpdateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws CommandException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Consumer<String> progress =
        phase -> {
          if (!json) {
            out.println(phase + " ...");
            out.flush();
          }
        };
    UpdateReport report;
    try (ControlClient client = new Processes(context).one(subject)) {
      ControlService.Status status = client.status();
      Version version = target(status);
      List<Path> path =
          context.catalogue().path(status.program(), status.version(), version).stream()
              .map(Version::jar)
              .toList();
      Deadlines deadlines = new Deadlines(deadline, transformDeadline, restartDeadline);
      report = client.update(path, deadlines, dryRun, verifying(), progress);
    } catch (CatalogueException e) {
      throw new CommandException(CommandException.WRONG, e);
    } catch (ControlException e) {
      throw new CommandException(CommandException.FAILED, e);
    } catch (UpdateException.Refused e) {
      throw new CommandException(
          e.badRequest() ? CommandException.WRONG : CommandException.FAILED, e);
    }
    if (json) {
      out.println(Json.document(report));
    } else {
      new ReportPrinter(out).print(report);
    }
    out.flush();
    if (report.outcome() != Outcome.COMMITTED && !isDoneDryRun(report)) {
      throw new CommandException(
          CommandException.FAILED,
          "the update failed: outcome="
              + report.outcome()
              + ", phase="
              + report.failedPhase()
              + ", cause="
              + report.cause()
              + (report.outcome() == Outcome.ROLLED_BACK
                  ? "; version " + report.from() + " goes on"
                  : ""));
    }
    UpdateReport.Verification verification = report.verification();
    if (verification != null && verification.oldLoadersAlive() > 0) {
      throw new CommandException(
          CommandException.FAILED,
          "version "
              + report.to()
              + " runs, but the old one cannot be let go: oldLoadersAlive="
              + verification.oldLoadersAlive()
              + ", heldBy="
              + String.join("; ", verification.heldBy()));
    }
    return 0;
  }

  private Verifying verifying() {
    if (keepDump && !verify) {
      throw new CommandLine.ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--keep-dump needs --verify");
    }
    return !verify ? Verifying.OFF : keepDump ? Verifying.KEEPING_DUMP : Verifying.ON;
  }

  private static boolean isDoneDryRun(UpdateReport report) {
    return report.dryRun() && report.failedPhase() == null;
  }

  /** A jar is told from a version by its name. */
  private Version target(ControlService.Status status) throws CatalogueException {
    return target.contains("/") || target.endsWith(".jar")
        ? Version.read(Path.of(target))
        : context.catalogue().stream(status.program()).version(target);
  }
}
