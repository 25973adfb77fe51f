package dev.kitsune.kv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a process has, as the system sees it.
 *
 * @param descriptors how many open files by what they are
 * @param threads how many threads by name, without the JVM's own, which come and go
 */
record ProcessState(Map<String, Integer> descriptors, Map<String, Integer> threads) {

  private static final List<String> JVM_THREADS =
      List.of("C1 Comp", "C2 Comp", "G1 ", "GC Thread", "VM ", "Attach", "kitsune-control");

  static ProcessState of(long pid) throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    Map<String, Integer> descriptors = new TreeMap<>();
    try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
      for (Path file : files.toList()) {
        try {
          descriptors.merge(Files.readSymbolicLink(file).toString(), 1, Integer::sum);
        } catch (NoSuchFileException e) {
          // Closed meanwhile.
        }
      }
    }
    Map<String, Integer> threads = new TreeMap<>();
    try (Stream<Path> tasks = Files.list(proc.resolve("task"))) {
      for (Path task : tasks.toList()) {
        try {
          String name = Files.readString(task.resolve("comm")).strip();
          if (JVM_THREADS.stream().noneMatch(name::startsWith)) {
            threads.merge(name, 1, Integer::sum);
          }
        } catch (IOException e) {
          // Ended meanwhile.
        }
      }
    }
    return new ProcessState(descriptors, threads);
  }
}
