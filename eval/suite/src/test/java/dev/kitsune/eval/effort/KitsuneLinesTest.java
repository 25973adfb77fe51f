package dev.kitsune.eval.effort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.Gate;
import dev.kitsune.Kitsune;
import dev.kitsune.NoMigrate;
import dev.kitsune.NoteLocals;
import dev.kitsune.blocking.Blocking;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

class KitsuneLinesTest {

  /** What is counted below; it never runs. */
  @SuppressWarnings("unused")
  private static final class Program {

    @NoMigrate private static final Object LOCK = new Object();

    @NoteLocals
    static void main(BlockingQueue<String> queue) throws InterruptedException {
      if (Kitsune.isUpdating()) {
        Kitsune.automigrate();
      }
      int count = Kitsune.local("count", 0);
      Gate gate = Gate.named("events");
      gate.run(() -> {});
      while (true) {
        Kitsune.update("loop");
        Kitsune.isUpdatingFrom("loop");
        Kitsune.update("loop");
        Kitsune.sleep("nap", Duration.ofMillis(Kitsune.isUpdating() ? 5 : 9));
        Blocking.take("queue", queue);
      }
    }
  }

  @Test
  void in_aProgram_countsLinesByWhatTheyAreFor() throws IOException {
    KitsuneLines lines = KitsuneLines.in(List.of(bytes(Program.class)));

    assertThat(lines.updatePoints()).as("loop, nap, queue").isEqualTo(3);
    assertThat(lines.control()).as("one line has two calls").isEqualTo(5);
    assertThat(lines.data()).as("two calls, two annotations").isEqualTo(4);
    assertThat(lines.gates()).isEqualTo(2);
    assertThat(lines.waits()).isEqualTo(1);
    assertThat(lines.all()).isEqualTo(12);
  }

  @Test
  void in_aClassWithoutKitsune_countsNothing() throws IOException {
    KitsuneLines lines = KitsuneLines.in(List.of(bytes(SourceLinesTest.class)));

    assertThat(lines.all()).isZero();
    assertThat(lines.updatePoints()).isZero();
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }
}
