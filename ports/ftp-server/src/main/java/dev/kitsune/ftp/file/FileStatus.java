package dev.kitsune.ftp.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * What stat(2) says of a file.
 *
 * @param mode type and permission bits
 * @param links how many names it has
 * @param uid its owner
 * @param gid its group
 * @param size in bytes
 * @param modified in seconds since 1970
 */
public record FileStatus(int mode, int links, int uid, int gid, long size, long modified) {

  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120000;

  /** Returns the status of a file itself, not of what it points to. */
  public static FileStatus of(Path file) throws IOException {
    Map<String, Object> unix =
        Files.readAttributes(
            file, "unix:mode,nlink,uid,gid,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
    return new FileStatus(
        (Integer) get(unix, "mode"),
        (Integer) get(unix, "nlink"),
        (Integer) get(unix, "uid"),
        (Integer) get(unix, "gid"),
        (Long) get(unix, "size"),
        Math.floorDiv(((FileTime) get(unix, "lastModifiedTime")).toMillis(), 1000L));
  }

  private static Object get(Map<String, Object> attributes, String name) {
    Object value = attributes.get(name);
    if (value == null) {
      throw new IllegalStateException("expected a unix attribute: name=" + name);
    }
    return value;
  }

  /** Returns whether it is a plain file. */
  public boolean isRegular() {
    return (mode & TYPE) == REGULAR;
  }

  /** Returns whether it is a directory. */
  public boolean isDirectory() {
    return (mode & TYPE) == DIRECTORY;
  }

  /** Returns whether it is a symbolic link. */
  public boolean isLink() {
    return (mode & TYPE) == LINK;
  }

  /** Returns the ten characters that listings show. */
  public String permissions() {
    char[] shown = new char[10];
    shown[0] =
        switch (mode & TYPE) {
          case REGULAR -> '-';
          case DIRECTORY -> 'd';
          case LINK -> 'l';
          case 0010000 -> 'p';
          case 0140000 -> 's';
          case 0020000 -> 'c';
          case 0060000 -> 'b';
          default -> '?';
        };
    String letters = "rwxrwxrwx";
    for (int i = 0; i < letters.length(); i++) {
      shown[i + 1] = (mode & 0400 >> i) != 0 ? letters.charAt(i) : '-';
    }
    mark(shown, 3, 04000, 's');
    mark(shown, 6, 02000, 's');
    mark(shown, 9, 01000, 't');
    return new String(shown);
  }

  private void mark(char[] shown, int at, int bit, char letter) {
    if ((mode & bit) != 0) {
      shown[at] = shown[at] == 'x' ? letter : Character.toUpperCase(letter);
    }
  }
}
