package dev.kitsune.cli;

import dev.kitsune.control.ControlDirectory;
import dev.kitsune.stream.Catalogue;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Home;

/** What commands work on; tests give their own. */
record Context(Home home, Catalogue catalogue, ControlDirectory control, Launcher launcher) {

  Context(Home home, ControlDirectory control, Launcher launcher) {
    this(home, new Catalogue(home), control, launcher);
  }

  static Context ofProcess(Launcher launcher) throws CatalogueException {
    return new Context(Home.ofProcess(), ControlDirectory.ofUser(), launcher);
  }
}
