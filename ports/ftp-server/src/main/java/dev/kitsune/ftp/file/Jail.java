package dev.kitsune.ftp.file;

import dev.kitsune.ftp.text.Bytes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The part of the file system that a session sees, and where in it the session is. A JVM cannot
 * chroot, so every name is walked here one component after the other, links included: none leads
 * above the root, and an absolute link begins at it.
 *
 * <p>A directory that is replaced by a link while a name is walked is not noticed; who can do that
 * has an account on the host.
 */
public final class Jail {

  private static final int MOST_LINKS = 40;

  private final Path root;
  private final Identity identity;
  private Path current;

  private Jail(Path root, Path current, Identity identity) {
    this.root = root;
    this.current = current;
    this.identity = identity;
  }

  /** Makes a view of the whole file system, that begins in a directory. */
  public static Jail open(Path start, Identity identity) throws IOException {
    Path real = start.toRealPath();
    return new Jail(real.getRoot(), real, identity);
  }

  /** Makes a view confined to a directory. */
  public static Jail confined(Path root, Identity identity) throws IOException {
    Path real = root.toRealPath();
    return new Jail(real, real, identity);
  }

  /** Returns whose rights count. */
  public Identity identity() {
    return identity;
  }

  /** Returns the real path of the directory that the session is in. */
  public Path current() {
    return current;
  }

  /** Returns the real path of the root. */
  public Path root() {
    return root;
  }

  /** Returns the directory that the session is in, as the session sees it. */
  public String workingDirectory() {
    return "/" + Bytes.fromNative(root.relativize(current).toString());
  }

  /**
   * Changes the directory.
   *
   * @throws IOException if there is none of this name, or it may not be entered
   */
  public void change(String name) throws IOException {
    Path target = resolve(name);
    FileStatus status = FileStatus.of(target);
    if (!status.isDirectory()) {
      throw new NotDirectoryException(name);
    }
    if (!identity.maySearch(status)) {
      throw new AccessDeniedException(name);
    }
    current = target;
  }

  /** Returns the real path of a name, its last component followed if it is a link. */
  public Path resolve(String name) throws IOException {
    return walk(name, /* followLast= */ true);
  }

  /** Returns the real path of a name, which may be a link's own. */
  public Path locate(String name) throws IOException {
    return walk(name, /* followLast= */ false);
  }

  private Path walk(String name, boolean followLast) throws IOException {
    if (name.isEmpty()) {
      throw new NoSuchFileException("an empty name");
    }
    try {
      return step(name, followLast);
    } catch (InvalidPathException e) {
      throw new NoSuchFileException(name); // bytes that are no name here
    }
  }

  private Path step(String name, boolean followLast) throws IOException {
    Deque<String> left = new ArrayDeque<>();
    Path at = name.startsWith("/") ? root : current;
    push(left, Bytes.toNative(name));
    int links = 0;
    while (!left.isEmpty()) {
      String component = left.pop();
      mustSearch(at);
      if (component.equals(".")) {
        continue;
      }
      if (component.equals("..")) {
        Path parent = at.getParent();
        at = at.equals(root) || parent == null ? at : parent;
        continue;
      }
      Path child = at.resolve(component);
      if (Files.isSymbolicLink(child) && (followLast || !left.isEmpty())) {
        links++;
        if (links > MOST_LINKS) {
          throw new FileSystemLoopException(name);
        }
        Path target = Files.readSymbolicLink(child);
        at = target.isAbsolute() ? root : at;
        push(left, target.toString());
      } else {
        at = child;
      }
    }
    return at;
  }

  private void mustSearch(Path directory) throws IOException {
    FileStatus status = FileStatus.of(directory);
    if (!status.isDirectory()) {
      throw new NotDirectoryException(directory.toString());
    }
    if (!identity.maySearch(status)) {
      throw new AccessDeniedException(directory.toString());
    }
  }

  private static void push(Deque<String> left, String name) {
    String[] components = name.split("/+");
    if (name.endsWith("/")) {
      left.push("."); // only a directory may follow
    }
    for (int i = components.length - 1; i >= 0; i--) {
      if (!components[i].isEmpty()) {
        left.push(components[i]);
      }
    }
  }
}
