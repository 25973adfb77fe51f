package dev.kitsune.ftp.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Whose rights a session has. The original becomes the session's user; a JVM cannot, so where the
 * server runs as root the permission bits are looked at here, and new files are given to the user.
 * Started by another user, the server has that user's rights and no more.
 *
 * @param uid the numeric user
 * @param gid the numeric group
 */
public record Identity(int uid, int gid) {

  private static final boolean ROOT = isRoot();
  private static final int READ = 4;
  private static final int WRITE = 2;
  private static final int SEARCH = 1;
  private static final int CLASS_BITS = 3;

  private static boolean isRoot() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Returns whether the user may read a file, or list a directory. */
  public boolean mayRead(FileStatus status) {
    return may(status, READ);
  }

  /** Returns whether the user may write a file, or change what is in a directory. */
  public boolean mayWrite(FileStatus status) {
    return may(status, WRITE);
  }

  /** Returns whether the user may pass through a directory. */
  public boolean maySearch(FileStatus status) {
    return may(status, SEARCH);
  }

  /** Returns whether the user may change a file's mode. */
  public boolean owns(FileStatus status) {
    return !ROOT || uid == 0 || status.uid() == uid;
  }

  private boolean may(FileStatus status, int right) {
    if (!ROOT || uid == 0) {
      return true; // the system decides
    }
    int shift = status.uid() == uid ? 2 * CLASS_BITS : status.gid() == gid ? CLASS_BITS : 0;
    return (status.mode() >> shift & right) != 0;
  }

  /** Makes a file the user's; does nothing where only root can. */
  public void give(Path file) throws IOException {
    if (ROOT) {
      Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
