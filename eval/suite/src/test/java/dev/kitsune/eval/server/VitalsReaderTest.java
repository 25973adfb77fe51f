package dev.kitsune.eval.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VitalsReaderTest {

  /** Holds three loaders of its own, and lets them go when it is told to. */
  private static final String PROGRAM =
      """
      import java.util.*;
      public class Subject {
        static class Mine extends ClassLoader {
          Class<?> own() throws Exception {
            byte[] b = Subject.class.getResourceAsStream("/Empty.class").readAllBytes();
            return defineClass("Empty", b, 0, b.length);
          }
        }
        static List<Object> kept = new ArrayList<>();
        public static void main(String[] a) throws Exception {
          for (int i = 0; i < 3; i++) { kept.add(new Mine().own()); }
          System.out.println("ready");
          System.in.read();
          kept.clear();
          System.out.println("cleared");
          System.in.read();
        }
      }
      class Empty {}
      """;

  @TempDir Path folder;

  @Test
  void read_ofAnotherProcess_countsItsLoadersAndSeesThemGo() throws Exception {
    try (Children children = Children.create()) {
      Process subject = children.add(start());
      BufferedReader out = subject.inputReader();
      assertThat(out.readLine()).isEqualTo("ready");

      try (VitalsReader reader = new VitalsReader(subject.pid())) {
        Vitals before = reader.read(true);
        subject.getOutputStream().write('\n');
        subject.getOutputStream().flush();
        assertThat(out.readLine()).isEqualTo("cleared");
        Vitals after = reader.read(true);

        assertThat(before.loadersByType()).containsEntry("Subject$Mine", 3);
        assertThat(after.loadersByType()).doesNotContainKey("Subject$Mine");
        assertThat(after.loadedClasses()).isPositive();
        assertThat(after.heapBytes()).isPositive();
        assertThat(after.metaspaceBytes()).isPositive();
        assertThat(after.threads()).isPositive();
        assertThat(after.peakHeapBytes()).isGreaterThanOrEqualTo(after.heapBytes());
        assertThat(after.rssBytes()).isPositive();
        reader.resetPeaks();
        assertThat(reader.read(false).peakRssBytes()).isLessThanOrEqualTo(before.peakRssBytes());
      }
      children.end(subject);

      assertThat(subject.isAlive()).isFalse();
    }
  }

  @Test
  void close_childStillRuns_ended() throws Exception {
    Process subject;
    try (Children children = Children.create()) {
      subject = children.add(start());
      assertThat(subject.inputReader().readLine()).isEqualTo("ready");
    }

    assertThat(subject.isAlive()).isFalse();
  }

  private Process start() throws Exception {
    Path source = folder.resolve("Subject.java");
    Files.writeString(source, PROGRAM);
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    List<String> compile =
        List.of(bin.resolve("javac").toString(), "-d", folder.toString(), source.toString());
    assertThat(new ProcessBuilder(compile).inheritIO().start().waitFor()).isZero();
    return new ProcessBuilder(bin.resolve("java").toString(), "-cp", folder.toString(), "Subject")
        .redirectErrorStream(true)
        .start();
  }
}
