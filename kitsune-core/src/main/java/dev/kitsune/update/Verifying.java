package dev.kitsune.update;

/** Whether an update is verified: slower, but it cannot leave old state behind unnoticed. */
public enum Verifying {
  OFF,
  ON,
  /** The heap dump that was made to find what holds an old loader stays. */
  KEEPING_DUMP
}
