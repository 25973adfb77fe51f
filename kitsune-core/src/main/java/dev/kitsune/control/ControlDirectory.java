package dev.kitsune.control;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder in which the user's running programs are found: {@code <pid>.sock} and {@code
 * <pid>.json} for each. Only its owner can enter it, which is what authenticates requests.
 */
public final class ControlDirectory {

  private static final Pattern ENTRY = Pattern.compile("([0-9]{1,10})\\.json");

  /** What a socket's address can hold, less the closing zero. */
  private static final int MAX_SOCKET_PATH_BYTES = 107;

  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private final Path path;

  /** Uses a folder, which need not exist. */
  public ControlDirectory(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  /** Returns the folder of the process's user. */
  public static ControlDirectory ofUser() {
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    Path parent =
        runtime != null && Files.isDirectory(Path.of(runtime))
            ? Path.of(runtime)
            : Path.of(System.getProperty("java.io.tmpdir"));
    return new ControlDirectory(parent.resolve("kitsune-" + Owner.uid()));
  }

  /**
   * A program that has said that it runs; it may have died since.
   *
   * @param started when, ISO-8601
   */
  public record Entry(long pid, String program, String started) {}

  /** Returns the folder. */
  public Path path() {
    return path;
  }

  /**
   * Makes the folder if it is missing, and checks that it is the user's alone.
   *
   * @throws ControlException if it is a symbolic link, another user's, or open to others
   */
  public void open() throws ControlException {
    try {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      // Looked at below.
    } catch (IOException e) {
      throw new ControlException(
          "cannot make the control directory: path="
              + path
              + ", cause="
              + e
              + "; set XDG_RUNTIME_DIR to a folder of your own",
          e);
    }
    if (!check()) {
      throw new ControlException("the control directory was removed: path=" + path + "; try again");
    }
  }

  /**
   * Returns the programs that have said that they run, by pid; none if the folder is missing.
   *
   * @throws ControlException as {@link #open}
   */
  public List<Entry> list() throws ControlException {
    if (!check()) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Matcher name = ENTRY.matcher(file.getFileName().toString());
        if (name.matches()) {
          read(Long.parseLong(name.group(1))).ifPresent(entries::add);
        }
      }
    } catch (IOException e) {
      throw new ControlException("cannot read the control directory: path=" + path, e);
    }
    entries.sort(Comparator.comparingLong(Entry::pid));
    return entries;
  }

  /**
   * Connects to a program.
   *
   * @throws ControlException.Dead if nobody listens there any more; its files are removed
   */
  public ControlClient connect(long pid) throws ControlException {
    if (!check()) {
      throw dead(pid, new NoSuchFileException(path.toString()));
    }
    Path socket = socket(pid);
    try {
      return ControlClient.connect(socket, pid);
    } catch (ConnectException | NoSuchFileException e) {
      remove(pid);
      throw dead(pid, e);
    } catch (IOException e) {
      if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
        remove(pid);
        throw dead(pid, e);
      }
      throw new ControlException(
          "cannot connect to the program: pid=" + pid + ", socket=" + socket + ", cause=" + e, e);
    }
  }

  /** Returns the path of a process's socket; it fits into an address. */
  Path socket(long pid) throws ControlException {
    Path socket = path.resolve(pid + ".sock");
    int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_SOCKET_PATH_BYTES) {
      throw new ControlException(
          "the socket's path is too long: expected at most "
              + MAX_SOCKET_PATH_BYTES
              + " bytes, found="
              + length
              + ", path="
              + socket
              + "; set XDG_RUNTIME_DIR to a shorter one");
    }
    return socket;
  }

  /** Says that a program runs; after its socket is bound, so that whoever reads it can connect. */
  void announce(Entry entry) throws IOException {
    Path part = path.resolve(entry.pid() + ".json.part");
    Files.writeString(part, Json.line(entry) + "\n");
    Files.move(part, description(entry.pid()), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes a process's files. */
  void remove(long pid) {
    try {
      Files.deleteIfExists(description(pid));
      Files.deleteIfExists(path.resolve(pid + ".sock"));
    } catch (IOException e) {
      // Left for the next status to remove.
    }
  }

  private Optional<Entry> read(long pid) {
    Path file = description(pid);
    try {
      Entry entry = Json.read(Files.readString(file), Entry.class);
      return entry.pid() == pid ? Optional.of(entry) : Optional.empty();
    } catch (IOException e) {
      // Removed meanwhile, or not ours; whoever wants this pid tries its socket.
      return Optional.empty();
    }
  }

  private Path description(long pid) {
    return path.resolve(pid + ".json");
  }

  private ControlException.Dead dead(long pid, Throwable cause) {
    return new ControlException.Dead(
        "no program answers: pid=" + pid + "; `kitsune status` lists those that run", cause);
  }

  /** Returns false if the folder is missing. */
  private boolean check() throws ControlException {
    PosixFileAttributes found;
    try {
      found = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException | UnsupportedOperationException e) {
      throw new ControlException(
          "cannot look at the control directory: path=" + path + ", cause=" + e, e);
    }
    if (found.isSymbolicLink() || !found.isDirectory()) {
      throw refused("expected a folder, found=" + (found.isSymbolicLink() ? "a link" : "a file"));
    }
    if (!found.owner().equals(Owner.ofProcess())) {
      throw refused("expected uid=" + Owner.uid() + ", found owner=" + found.owner().getName());
    }
    if (found.permissions().stream().anyMatch(OTHERS::contains)) {
      throw refused(
          "expected mode 0700, found=" + PosixFilePermissions.toString(found.permissions()));
    }
    return true;
  }

  private ControlException refused(String what) {
    return new ControlException(
        "the control directory is not the user's alone: path="
            + path
            + ", "
            + what
            + "; remove it, or set XDG_RUNTIME_DIR to a folder of your own");
  }
}
