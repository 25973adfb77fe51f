package dev.kitsune.ftp.file;

import dev.kitsune.ftp.text.Bytes;
import dev.kitsune.ftp.text.Wildcard;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the text of a directory listing, all of it at once as the release does. */
public final class Listing {

  private record Entry(String name, Path path, FileStatus status) {}

  private final Jail jail;
  private final ListFormat format;
  private final ListOptions options;
  private final String hidden;
  private final StringBuilder text = new StringBuilder();

  private Listing(Jail jail, ListFormat format, ListOptions options, String hidden) {
    this.hidden = hidden;
    this.jail = jail;
    this.format = format;
    this.options = options;
  }

  /**
   * What a listing command sends.
   *
   * @param text lines with their ends
   * @param isOpened whether the directory could be opened
   */
  public record Result(String text, boolean isOpened) {}

  /**
   * Lists what an argument names: a directory, or a pattern in one.
   *
   * @param hidden a pattern of names to leave out, perhaps empty
   */
  public static Result of(Jail jail, ListFormat format, ListOptions options, String hidden) {
    Listing listing = new Listing(jail, format, options, hidden);
    String path = options.path();
    boolean opened;
    try {
      Path directory = jail.resolve(path.isEmpty() ? "." : path);
      String prefix = path.isEmpty() || path.equals(".") ? "" : path;
      listing.directory(directory, prefix, "*", path.isEmpty() ? "." : path);
      opened = true;
    } catch (IOException e) {
      opened = listing.pattern(path);
    }
    return new Result(listing.text.toString(), opened);
  }

  private boolean pattern(String path) {
    int slash = path.lastIndexOf('/');
    String left = slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
    String prefix = slash < 0 ? "" : left;
    try {
      directory(jail.resolve(left), prefix, path.substring(slash + 1), left);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void directory(Path start, String prefix, String pattern, String shown)
      throws IOException {
    List<Entry> entries = read(start, pattern);
    if (!options.isRecursive()) {
      entries.forEach(entry -> line(entry, prefix));
      return;
    }
    text.append(shown).append(":\r\n");
    recurse(entries, prefix, shown);
  }

  /** Walks by a list of what is left, since a tree may be deeper than the stack. */
  private void recurse(List<Entry> first, String prefix, String shown) {
    record Pending(Path path, String shown) {}

    List<Pending> pending = new ArrayList<>();
    first.forEach(entry -> line(entry, prefix));
    addDirectories(first, shown).forEach(path -> pending.add(new Pending(path.path, path.name)));
    while (!pending.isEmpty()) {
      Pending next = pending.remove(0);
      List<Entry> entries;
      try {
        entries = read(next.path(), "*");
      } catch (IOException e) {
        continue;
      }
      text.append("\r\n").append(next.shown()).append(":\r\n");
      entries.forEach(entry -> line(entry, ""));
      List<Pending> below = new ArrayList<>();
      addDirectories(entries, next.shown()).forEach(e -> below.add(new Pending(e.path, e.name)));
      pending.addAll(0, below);
    }
  }

  private static List<Entry> addDirectories(List<Entry> entries, String shown) {
    List<Entry> found = new ArrayList<>();
    for (Entry entry : entries) {
      boolean isSelf = entry.name().equals(".") || entry.name().equals("..");
      if (entry.status().isDirectory() && !isSelf) {
        String path = shown.endsWith("/") ? shown + entry.name() : shown + "/" + entry.name();
        found.add(new Entry(path, entry.path(), entry.status()));
      }
    }
    return found;
  }

  private List<Entry> read(Path directory, String pattern) throws IOException {
    FileStatus own = FileStatus.of(directory);
    if (!own.isDirectory() || !jail.identity().mayRead(own)) {
      throw new AccessDeniedException(directory.toString());
    }
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path path : stream) {
        add(entries, Bytes.fromNative(String.valueOf(path.getFileName())), path, pattern);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    add(entries, ".", directory, pattern);
    Path parent = directory.getParent();
    add(
        entries,
        "..",
        directory.equals(jail.root()) || parent == null ? directory : parent,
        pattern);
    entries.sort(order());
    return entries;
  }

  /** Adds an entry if it is shown; one that has vanished meanwhile is not. */
  private void add(List<Entry> entries, String name, Path path, String pattern) {
    if (!shows(name, pattern) || !Wildcard.matches(name, pattern)) {
      return;
    }
    try {
      entries.add(new Entry(name, path, FileStatus.of(path)));
    } catch (IOException e) {
      // as the sheet says: skipped
    }
  }

  private boolean shows(String name, String pattern) {
    if (name.equals("~")) {
      return false; // the name means the home, even here
    }
    if (!hidden.isEmpty() && Wildcard.matches(name, hidden)) {
      return false;
    }
    if (!name.startsWith(".") || options.showsHidden() || pattern.startsWith(".")) {
      return true;
    }
    return options.forcesHidden() && !name.equals(".") && !name.equals("..");
  }

  private Comparator<Entry> order() {
    Comparator<Entry> order = Comparator.comparing(Entry::name);
    if (options.isByTime()) {
      order =
          Comparator.<Entry>comparingLong(e -> e.status().modified())
              .reversed()
              .thenComparing(order);
    }
    return options.isReversed() ? order.reversed() : order;
  }

  private void line(Entry entry, String prefix) {
    if (options.isLong()) {
      text.append(format.line(entry.status(), entry.name()));
      if (entry.status().isLink()) {
        text.append(" -> ").append(target(entry.path()));
      }
    } else {
      if (!prefix.isEmpty()) {
        text.append(prefix).append(prefix.endsWith("/") ? "" : "/");
      }
      text.append(entry.name());
    }
    if (options.marksTypes()) {
      FileStatus status = entry.status();
      text.append(status.isDirectory() ? "/" : status.isLink() ? "@" : "");
    }
    text.append("\r\n");
  }

  private static String target(Path link) {
    try {
      return Bytes.fromNative(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      return "";
    }
  }
}
