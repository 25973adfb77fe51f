package dev.kitsune.ftp;

/** The release's number; it stands at the top, since it differs in every version. */
final class Release {

  static final String VERSION = "2.0.0";

  private Release() {}
}
