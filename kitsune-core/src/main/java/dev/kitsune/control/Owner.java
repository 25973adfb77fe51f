package dev.kitsune.control;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;

/** The user that this process runs as, compared by number with the owners of files and peers. */
final class Owner {

  private Owner() {}

  /** Returns the numeric id of the process's user. */
  static long uid() {
    return new UnixSystem().getUid();
  }

  /**
   * Returns the process's user.
   *
   * @throws ControlException if the file system knows no users
   */
  static UserPrincipal ofProcess() throws ControlException {
    try {
      // A number is understood also where the user has no name, as in some containers.
      return FileSystems.getDefault()
          .getUserPrincipalLookupService()
          .lookupPrincipalByName(Long.toString(uid()));
    } catch (IOException | UnsupportedOperationException e) {
      throw new ControlException(
          "expected a file system with users: uid=" + uid() + "; run on Linux or another Unix", e);
    }
  }
}
