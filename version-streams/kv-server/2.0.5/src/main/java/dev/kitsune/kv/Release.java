package dev.kitsune.kv;

/**
 * What this release is called. It stands at the top of the program and is handed down, since it
 * changes in every release and would take all packages that knew it along.
 */
final class Release {

  static final String VERSION = "2.0.5";

  private Release() {}
}
