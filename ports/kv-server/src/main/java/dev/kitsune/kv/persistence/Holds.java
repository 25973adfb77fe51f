package dev.kitsune.kv.persistence;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Lets tests hold work beside the commands, while a file of its name is in a directory. */
public final class Holds {

  /** The directory; null elsewhere than in tests. */
  private static final @Nullable String HOLDS = System.getProperty("kv.background.holds");

  private Holds() {}

  /** Returns whether work of this name has to wait. */
  public static boolean isHeld(String name) {
    return HOLDS != null && Files.exists(Path.of(HOLDS, name));
  }
}
