package dev.kitsune.update;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The descriptors that this process has open, where the system lists them (Linux), so that a
 * roll-back can name what the new version left open. What takes time is done before the pause.
 */
final class Descriptors {

  private static final File LIST = new File("/proc/self/fd");
  private static final String LISTENS = "0A";

  private final Set<String> earlier;
  private Set<String> before = Set.of();

  /** Takes what is open now, beside the running program. */
  Descriptors() {
    earlier = open(Set.of());
  }

  /** Takes what is open when all stand. */
  void allStand() {
    before = open(earlier);
  }

  /**
   * The list has the number of the descriptor that reads it, which is free again afterwards; so
   * those that are not known are looked at once more.
   */
  private static Set<String> open(Set<String> known) {
    Set<String> open = new HashSet<>(numbers());
    open.removeIf(number -> !known.contains(number) && target(number).isEmpty());
    return open;
  }

  private static List<String> numbers() {
    String[] names = LIST.list();
    return names == null ? List.of() : List.of(names);
  }

  /**
   * Returns one line for each file, pipe and listening socket that was opened since. Connections
   * are left out, as clients may have connected meanwhile; so is what the JVM opens for itself.
   */
  List<String> openedSince() {
    List<String> opened = new ArrayList<>();
    if (before.isEmpty()) {
      return opened;
    }
    Map<String, String> listening = listening();
    for (String number : numbers()) {
      if (!before.contains(number)) {
        String target = target(number);
        String port = listening.get(target);
        if (port != null) {
          opened.add("left over: descriptor " + number + " listens on port " + port);
        } else if (target.startsWith("pipe:") || target.startsWith("/") && !isOfJvm(target)) {
          opened.add("left over: descriptor " + number + " of " + target);
        }
      }
    }
    return opened;
  }

  private static boolean isOfJvm(String target) {
    return target.endsWith(".jar")
        || target.endsWith("/modules")
        || target.startsWith("/proc/")
        || target.startsWith("/sys/")
        || target.startsWith("/dev/");
  }

  private static String target(String number) {
    try {
      return Files.readSymbolicLink(Path.of(LIST.getPath(), number)).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile, such as the one that read the list
    }
  }

  /** Returns ports of listening sockets by what their descriptors point to. */
  private static Map<String, String> listening() {
    Map<String, String> ports = new HashMap<>();
    for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      try {
        for (String line : Files.readAllLines(Path.of(table))) {
          // sl, local address, remote address, state, queues, timer, retransmits, uid, timeout,
          // inode
          String[] fields = line.trim().split("\\s+");
          if (fields.length > 9 && fields[3].equals(LISTENS)) {
            String hex = fields[1].substring(fields[1].lastIndexOf(':') + 1);
            ports.put("socket:[" + fields[9] + "]", String.valueOf(Integer.parseInt(hex, 16)));
          }
        }
      } catch (IOException | NumberFormatException e) {
        return ports; // no such table here: sockets are not named
      }
    }
    return ports;
  }
}
