package dev.kitsune.http;

/** What this release calls itself. */
final class Release {

  /** Shown to clients, by the statistics and by {@code -v}. */
  static final String NAME = "Icecast 2.3.0.rc1";

  private Release() {}
}
