package dev.kitsune.ftp.suite;

/** Starts servers of one version. */
@FunctionalInterface
public interface Launcher {

  /** Starts a server for a site and waits until it serves. */
  Running start(Site site);
}
