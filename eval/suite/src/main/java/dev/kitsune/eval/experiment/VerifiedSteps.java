package dev.kitsune.eval.experiment;

import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.UpdateResult;
import dev.kitsune.eval.subject.Load;
import dev.kitsune.eval.subject.Subject;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes a stream's steps once in the verifying mode, under load. Apart from the measured steps: a
 * verified update pauses for as long as its checks take.
 */
public final class VerifiedSteps {

  private final Subject subject;
  private final Consumer<String> progress;

  /**
   * @param progress told what goes on
   */
  public VerifiedSteps(Subject subject, Consumer<String> progress) {
    this.subject = subject;
    this.progress = progress;
  }

  /** Goes through the steps, and stops at the first that is not as it should be. */
  public void run(ServerUnderTest server, List<String> versions, Consumer<VerifiedRow> each)
      throws IOException, InterruptedException {
    try (Load load = subject.open(server.address())) {
      load.populate();
      for (int i = 1; i < versions.size(); i++) {
        String from = versions.get(i - 1);
        String to = versions.get(i);
        progress.accept(from + " -> " + to + ": verified");
        load.start();
        UpdateResult update = server.verify(to);
        load.stop();
        load.verify();
        VerifiedRow row = VerifiedRow.of(subject.program(), from, to, update, load.takeFindings());
        each.accept(row);
        if (!row.failure().isEmpty()) {
          return;
        }
      }
    }
  }
}
