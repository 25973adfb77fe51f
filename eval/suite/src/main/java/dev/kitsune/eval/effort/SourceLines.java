package dev.kitsune.eval.effort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts lines of source files. */
final class SourceLines {

  private SourceLines() {}

  /** Lines that came and went. */
  record Moved(int added, int removed) {}

  /** Returns the lines of all Java files below a folder, blank lines and comments apart. */
  static int count(Path folder) throws IOException {
    int lines = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        lines += code(Files.readAllLines(file));
      }
    }
    return lines;
  }

  /**
   * Returns how many lines have code. A comment that begins or ends beside code leaves its line
   * code; text blocks that look like comments are not told apart.
   */
  static int code(List<String> lines) {
    int code = 0;
    boolean inComment = false;
    for (String each : lines) {
      String line = each.strip();
      if (inComment) {
        int end = line.indexOf("*/");
        inComment = end < 0;
        line = end < 0 ? "" : line.substring(end + 2).strip();
      }
      while (line.startsWith("/*")) {
        int end = line.indexOf("*/", 2);
        inComment = end < 0;
        line = end < 0 ? "" : line.substring(end + 2).strip();
      }
      if (!line.isEmpty() && !line.startsWith("//")) {
        code++;
      }
    }
    return code;
  }

  /**
   * Returns how many lines of Java files differ, comments included, as git finds them.
   *
   * @return null if there is no git
   */
  static @Nullable Moved moved(Path old, Path fresh) throws IOException, InterruptedException {
    Process git;
    try {
      git =
          new ProcessBuilder(
                  "git",
                  "diff",
                  "--no-index",
                  "--numstat",
                  "--no-renames",
                  "--no-ext-diff",
                  old.toString(),
                  fresh.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException notInstalled) {
      return null;
    }
    int added = 0;
    int removed = 0;
    for (String line : new String(git.getInputStream().readAllBytes()).split("\n")) {
      String[] words = line.split("\t");
      if (words.length == 3 && words[2].replace("}", "").endsWith(".java")) {
        added += Integer.parseInt(words[0]);
        removed += Integer.parseInt(words[1]);
      }
    }
    // 0: the same, 1: they differ.
    return git.waitFor() > 1 ? null : new Moved(added, removed);
  }
}
