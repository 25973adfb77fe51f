package dev.kitsune.ftp.file;

import dev.kitsune.ftp.text.Bytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;

/**
 * What a session does with files, under its user's rights. Each method throws an {@link
 * IOException} where the release's system call fails, and has changed nothing then.
 */
public final class FileOperations {

  private static final int NEW_DIRECTORY = 0777;
  private static final int MODE_BITS = 0777;
  private static final int PRIVATE = 0600;

  private FileOperations() {}

  /** Returns the status of what a name leads to. */
  public static FileStatus status(Jail jail, String name) throws IOException {
    return FileStatus.of(jail.resolve(name));
  }

  /** Returns whether there is something of a name. */
  public static boolean exists(Jail jail, String name) {
    try {
      return Files.exists(jail.resolve(name), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Opens a plain file for reading.
   *
   * @param worldReadableOnly whether all others must be allowed to read it too
   */
  public static FileChannel openForReading(Jail jail, String name, boolean worldReadableOnly)
      throws IOException {
    Path file = jail.resolve(name);
    FileStatus status = FileStatus.of(file);
    boolean hidden = worldReadableOnly && (status.mode() & 04) == 0;
    if (!status.isRegular() || hidden || !jail.identity().mayRead(status)) {
      throw new AccessDeniedException(name);
    }
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  /** How an upload treats what is there already. */
  public enum Upload {
    /** What is there is emptied first. */
    TRUNCATE,
    /** Data go to the end. */
    APPEND,
    /** There may be nothing. */
    CREATE_ONLY
  }

  /** Opens a file for an upload, making it with this mode if there is none. */
  public static FileChannel openForWriting(Jail jail, String name, Upload upload, int mode)
      throws IOException {
    Path file = jail.resolve(name);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      FileStatus status = FileStatus.of(file);
      if (upload == Upload.CREATE_ONLY) {
        throw new FileAlreadyExistsException(name);
      }
      if (!status.isRegular() || !jail.identity().mayWrite(status)) {
        throw new AccessDeniedException(name);
      }
      return FileChannel.open(
          file,
          upload == Upload.APPEND
              ? Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND)
              : Set.of(StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
    }
    mustChange(jail, file);
    FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
    own(jail, file, mode);
    return channel;
  }

  /** Makes a directory. */
  public static void makeDirectory(Jail jail, String name, int umask) throws IOException {
    Path directory = jail.locate(name);
    mustChange(jail, directory);
    Files.createDirectory(directory);
    own(jail, directory, NEW_DIRECTORY & ~umask);
  }

  /** Removes an empty directory. */
  public static void removeDirectory(Jail jail, String name) throws IOException {
    Path directory = jail.locate(name);
    mustChange(jail, directory);
    if (!FileStatus.of(directory).isDirectory()) {
      throw new NotDirectoryException(name);
    }
    Files.delete(directory);
  }

  /** Removes a file that is no directory. */
  public static void delete(Jail jail, String name) throws IOException {
    Path file = jail.locate(name);
    mustChange(jail, file);
    if (FileStatus.of(file).isDirectory()) {
      throw new AccessDeniedException(name);
    }
    Files.delete(file);
  }

  /** Gives a file another name, in place of what had it. */
  public static void rename(Jail jail, String from, String to) throws IOException {
    Path source = jail.locate(from);
    Path target = jail.locate(to);
    mustChange(jail, source);
    mustChange(jail, target);
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Sets a file's permission bits. */
  public static void changeMode(Jail jail, String name, int mode) throws IOException {
    Path file = jail.resolve(name);
    if (!jail.identity().owns(FileStatus.of(file))) {
      throw new AccessDeniedException(name);
    }
    Files.setAttribute(file, "unix:mode", mode & MODE_BITS);
  }

  /** Sets when a file was changed last. */
  public static void setModified(Jail jail, String name, Instant time) throws IOException {
    Path file = jail.resolve(name);
    FileStatus status = FileStatus.of(file);
    if (!jail.identity().owns(status) && !jail.identity().mayWrite(status)) {
      throw new AccessDeniedException(name);
    }
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  /** Lets nobody but its owner at a file. */
  public static void makePrivate(Jail jail, String name) throws IOException {
    Files.setAttribute(jail.resolve(name), "unix:mode", PRIVATE);
  }

  private static void own(Jail jail, Path file, int mode) throws IOException {
    Files.setAttribute(file, "unix:mode", mode);
    jail.identity().give(file);
  }

  private static void mustChange(Jail jail, Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null || file.equals(jail.root())) {
      throw new AccessDeniedException(Bytes.fromNative(file.toString()));
    }
    FileStatus status = FileStatus.of(parent);
    if (!status.isDirectory()) {
      throw new NoSuchFileException(parent.toString());
    }
    if (!jail.identity().mayWrite(status) || !jail.identity().maySearch(status)) {
      throw new AccessDeniedException(parent.toString());
    }
  }
}
