package dev.kitsune.ftp.session;

/** What is bound at the gate, and so of the version that serves now. */
public interface Program {

  /** Returns the release's number. */
  String version();
}
