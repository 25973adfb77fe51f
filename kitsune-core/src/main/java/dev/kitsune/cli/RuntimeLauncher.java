package dev.kitsune.cli;

import dev.kitsune.control.ControlService;
import dev.kitsune.stream.Version;
import dev.kitsune.update.UpdateException;
import java.util.List;

/** Starts programs in the Kitsune runtime. */
final class RuntimeLauncher implements Launcher {

  @Override
  public ControlService launch(Version version, List<String> arguments, Events events)
      throws UpdateException {
    throw new UpdateException.Refused(false, "the runtime is not part of this build; use --plain");
  }
}
