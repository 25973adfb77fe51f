package dev.kitsune.transform;

import org.jspecify.annotations.Nullable;

/** State that cannot be transformed: what was found, what to do, and the path to it from a root. */
@SuppressWarnings("serial")
public final class TransformException extends RuntimeException {

  private final String path;

  TransformException(String what, String path, @Nullable Throwable cause) {
    super(path.isEmpty() ? what : what + "; path: " + path, cause);
    this.path = path;
  }

  /** Returns what a checkpoint throws to stop a walk. */
  public static TransformException stopped(String why) {
    return new TransformException(why, "", null);
  }

  /** Returns the path, such as {@code static a.Main.server -> Server.clients -> ArrayList[3]}. */
  public String path() {
    return path;
  }
}
