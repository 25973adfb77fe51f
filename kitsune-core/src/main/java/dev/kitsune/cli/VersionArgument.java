package dev.kitsune.cli;

import dev.kitsune.stream.CatalogueException;
import dev.kitsune.unit.BadVersionException;
import dev.kitsune.xf.model.VersionTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A version as a command line names it: a jar, a folder of classes, or program@version. */
final class VersionArgument {

  private VersionArgument() {}

  /** Reads the classes of the version. */
  static VersionTypes read(Context context, String argument, @Nullable String mainClass)
      throws CommandException {
    try {
      Path path = Path.of(argument);
      int at = argument.indexOf('@');
      if (at > 0 && !Files.exists(path)) {
        path =
            context.catalogue().stream(argument.substring(0, at))
                .version(argument.substring(at + 1))
                .jar();
      }
      return VersionTypes.read(path, mainClass);
    } catch (CatalogueException | BadVersionException e) {
      throw new CommandException(CommandException.WRONG, e);
    }
  }
}
