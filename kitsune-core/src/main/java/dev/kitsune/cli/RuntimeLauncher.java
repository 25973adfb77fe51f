package dev.kitsune.cli;

import dev.kitsune.stream.Version;
import dev.kitsune.unit.BadVersionException;
import dev.kitsune.unit.VersionJar;
import dev.kitsune.update.ControlService;
import dev.kitsune.update.ProgramRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts programs in the Kitsune runtime. */
final class RuntimeLauncher implements Launcher {

  @Override
  public Running launch(
      Version version, List<String> arguments, Path reports, Consumer<List<String>> ready)
      throws CommandException {
    ClassLoader platform = RuntimeLauncher.class.getClassLoader();
    try {
      ProgramRuntime runtime =
          ProgramRuntime.start(
              VersionJar.read(version.jar()),
              arguments,
              new ProgramRuntime.Options(platform, reports, null, ready));
      return new Started(runtime);
    } catch (BadVersionException e) {
      throw new CommandException(CommandException.WRONG, e);
    } catch (IllegalStateException e) {
      throw new CommandException(CommandException.FAILED, e);
    }
  }

  private record Started(ProgramRuntime runtime) implements Running {

    @Override
    public ControlService service() {
      return runtime;
    }

    @Override
    public @Nullable Throwable awaitEnd() throws InterruptedException {
      return runtime.awaitEnd();
    }
  }
}
