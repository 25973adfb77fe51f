package dev.kitsune.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one program, in order: each stands after the one that its {@code
 * Kitsune-Previous} names.
 */
public final class VersionStream {

  /** Orders versions that follow the same one: by numbers where both have one, else by text. */
  private static final Comparator<Version> BY_NAME =
      Comparator.comparing(Version::version, VersionStream::compareNames);

  private final String program;
  private final List<Version> versions;

  private VersionStream(String program, List<Version> versions) {
    this.program = program;
    this.versions = versions;
  }

  /**
   * Puts versions in order.
   *
   * @throws CatalogueException if one is there twice, or they follow each other in a circle
   */
  static VersionStream of(String program, List<Version> unordered) throws CatalogueException {
    List<Version> sorted = unordered.stream().sorted(BY_NAME).toList();
    List<Version> ordered = new ArrayList<>();
    Deque<Version> next = new ArrayDeque<>();
    for (Version version : sorted) {
      if (find(sorted, version.previous()).isEmpty()) {
        next.add(version);
      }
    }
    while (!next.isEmpty()) {
      Version version = next.removeFirst();
      ordered.add(version);
      if (ordered.size() > sorted.size()) {
        break;
      }
      List<Version> followers = followers(sorted, version);
      for (int i = followers.size() - 1; i >= 0; i--) {
        next.addFirst(followers.get(i));
      }
    }
    long names = sorted.stream().map(Version::version).distinct().count();
    if (ordered.size() != sorted.size() || names != sorted.size()) {
      throw new CatalogueException(
          "the versions of a stream must follow each other in one order: program="
              + program
              + ", versions="
              + names(sorted)
              + "; correct Kitsune-Previous and build again");
    }
    return new VersionStream(program, List.copyOf(ordered));
  }

  /** Returns the program's name. */
  public String program() {
    return program;
  }

  /** Returns the versions, oldest first; there is at least one. */
  public List<Version> versions() {
    return versions;
  }

  /** Returns the stream's first version. */
  public Version oldest() {
    return versions.get(0);
  }

  /** Returns the stream's last version. */
  public Version newest() {
    return versions.get(versions.size() - 1);
  }

  /**
   * Returns a version by its name.
   *
   * @throws CatalogueException if there is none, with those that there are
   */
  public Version version(String name) throws CatalogueException {
    Optional<Version> found = find(versions, name);
    if (found.isEmpty()) {
      throw new CatalogueException(
          "no such version: program="
              + program
              + ", version="
              + name
              + "; choose one of "
              + names(versions));
    }
    return found.get();
  }

  /** Returns whether the stream has the version. */
  public boolean has(String name) {
    return find(versions, name).isPresent();
  }

  /** Returns the steps that lead from a version, forward ones first. */
  public List<Step> stepsFrom(Version running) {
    return versions.stream()
        .flatMap(target -> Step.between(running, target).stream())
        .sorted(Comparator.comparing(step -> !running.version().equals(step.to().previous())))
        .toList();
  }

  /**
   * Returns the versions of the fewest steps to a target of this stream, the target last; none if
   * no steps lead there, or it is the running version.
   */
  public List<Version> path(Version running, Version target) {
    Map<Version, Version> cameFrom = new HashMap<>();
    Deque<Version> next = new ArrayDeque<>(List.of(running));
    while (!next.isEmpty()) {
      Version at = next.removeFirst();
      for (Step step : stepsFrom(at)) {
        if (!step.to().equals(running) && cameFrom.putIfAbsent(step.to(), at) == null) {
          next.addLast(step.to());
        }
      }
    }
    List<Version> path = new ArrayList<>();
    Version at = target;
    for (Version before = cameFrom.get(at); before != null; before = cameFrom.get(at)) {
      path.add(0, at);
      at = before;
    }
    return path;
  }

  private static Optional<Version> find(List<Version> versions, @Nullable String name) {
    return versions.stream().filter(version -> version.version().equals(name)).findFirst();
  }

  private static List<Version> followers(List<Version> versions, Version version) {
    return versions.stream()
        .filter(follower -> version.version().equals(follower.previous()))
        .toList();
  }

  static String names(List<Version> versions) {
    return versions.stream().map(Version::version).collect(Collectors.joining(", "));
  }

  private static int compareNames(String one, String other) {
    String[] left = one.split("[.-]");
    String[] right = other.split("[.-]");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order =
          isNumber(left[i]) && isNumber(right[i])
              ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]))
              : left[i].compareTo(right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,9}");
  }
}
