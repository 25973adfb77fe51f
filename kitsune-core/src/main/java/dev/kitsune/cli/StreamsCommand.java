package dev.kitsune.cli;

import dev.kitsune.control.Json;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Version;
import dev.kitsune.stream.VersionStream;
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

/** Lists the version streams that were built. */
@Command(name = "streams", description = "List the programs and their versions, in order.")
final class StreamsCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(arity = "0..1", paramLabel = "<program>", description = "only this program")
  private @Nullable String program;

  @Option(names = "--json", description = "print JSON: a list, or one document for one program")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  StreamsCommand(Context context) {
    this.context = context;
  }

  /** A stream's document. */
  record StreamDocument(String program, List<VersionDocument> versions) {}

  /** A version in it. */
  record VersionDocument(String version, @Nullable String released) {}

  @Override
  public Integer call() throws CommandException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<VersionStream> streams = new ArrayList<>();
    try {
      List<String> names = program == null ? context.catalogue().programs() : List.of(program);
      for (String name : names) {
        streams.add(context.catalogue().stream(name));
      }
    } catch (CatalogueException e) {
      throw new CommandException(CommandException.WRONG, e);
    }
    if (json) {
      List<StreamDocument> documents = streams.stream().map(StreamsCommand::document).toList();
      out.println(Json.document(program == null ? documents : documents.get(0)));
      return 0;
    }
    for (VersionStream stream : streams) {
      out.println(stream.program());
      for (Version version : stream.versions()) {
        out.println(
            "  "
                + version.version()
                + (version.released() == null ? "" : "  " + version.released()));
      }
    }
    return 0;
  }

  private static StreamDocument document(VersionStream stream) {
    return new StreamDocument(
        stream.program(),
        stream.versions().stream()
            .map(version -> new VersionDocument(version.version(), version.released()))
            .toList());
  }
}
