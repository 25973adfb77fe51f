package dev.kitsune.eval;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.eval.experiment.RestartRow;
import dev.kitsune.eval.experiment.StepRow;
import dev.kitsune.eval.experiment.VerifiedRow;
import dev.kitsune.stream.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a run, with those that an interrupted one has left. A stream counts only if all its
 * steps are there and right, since a process that is gone cannot be updated further.
 */
final class EarlierRows {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final List<StepRow> steps = new ArrayList<>();
  private final List<VerifiedRow> verified = new ArrayList<>();
  private final List<RestartRow> restarts = new ArrayList<>();
  private final boolean isEmpty;

  private EarlierRows(boolean isEmpty) {
    this.isEmpty = isEmpty;
  }

  /** No rows yet. */
  static EarlierRows none() {
    return new EarlierRows(true);
  }

  /**
   * Reads the rows of a report.
   *
   * @param size that the run has; a report of another one does not go together with it
   */
  static EarlierRows read(Path folder, String size) throws IOException {
    Path file = folder.resolve("report.json");
    if (!Files.isRegularFile(file)) {
      throw new IOException("no report to go on with: file=" + file + "; give the folder of a run");
    }
    JsonNode report = JSON.readTree(file.toFile());
    if (!report.path("size").asText().equals(size)) {
      throw new IOException(
          "the report is of another size: expected="
              + size
              + ", found="
              + report.path("size").asText()
              + "; give the same size option as then");
    }
    EarlierRows rows = new EarlierRows(false);
    for (JsonNode row : report.path("updates")) {
      rows.steps.add(JSON.treeToValue(row, StepRow.class));
    }
    for (JsonNode row : report.path("verified")) {
      rows.verified.add(JSON.treeToValue(row, VerifiedRow.class));
    }
    for (JsonNode row : report.path("restarts")) {
      rows.restarts.add(JSON.treeToValue(row, RestartRow.class));
    }
    return rows;
  }

  /** Returns whether nothing was left by an earlier run. */
  boolean isEmpty() {
    return isEmpty;
  }

  void add(StepRow row) {
    steps.add(row);
  }

  void add(VerifiedRow row) {
    verified.add(row);
  }

  void add(RestartRow row) {
    restarts.add(row);
  }

  /** Returns whether a stream has all its rows, and they are right. */
  boolean hasSteps(String program, int fork, int count) {
    List<StepRow> found = steps.stream().filter(row -> isOf(row, program, fork)).toList();
    return found.size() == count && found.stream().allMatch(StepRow::isCorrect);
  }

  /** Returns whether a stream has all its verified rows, and they are right. */
  boolean hasVerified(String program, int count) {
    List<VerifiedRow> found =
        verified.stream().filter(row -> row.subject().equals(program)).toList();
    return found.size() == count && found.stream().allMatch(row -> row.failure().isEmpty());
  }

  /** Returns whether the alternative to a step was measured. */
  boolean hasRestart(String program, int fork, Step step) {
    return restarts.stream()
        .anyMatch(row ->
            row.subject().equals(program)
                && row.fork() == fork
                && row.from().equals(step.from().version())
                && row.to().equals(step.to().version()));
  }

  /** Drops the rows of a stream that is gone through again. */
  void forgetSteps(String program, int fork) {
    steps.removeIf(row -> isOf(row, program, fork));
  }

  /** Drops the verified rows of a stream that is gone through again. */
  void forgetVerified(String program) {
    verified.removeIf(row -> row.subject().equals(program));
  }

  List<StepRow> steps() {
    return steps;
  }

  List<VerifiedRow> verified() {
    return verified;
  }

  List<RestartRow> restarts() {
    return restarts;
  }

  private static boolean isOf(StepRow row, String program, int fork) {
    return row.subject().equals(program) && row.fork() == fork;
  }
}
