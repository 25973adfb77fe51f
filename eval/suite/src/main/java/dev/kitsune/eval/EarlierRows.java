package dev.kitsune.eval;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.eval.experiment.CapacityRow;
import dev.kitsune.eval.experiment.HotSwapRow;
import dev.kitsune.eval.experiment.QuiescenceRow;
import dev.kitsune.eval.experiment.RestartRow;
import dev.kitsune.eval.experiment.StateSizeRow;
import dev.kitsune.eval.experiment.StepRow;
import dev.kitsune.eval.experiment.VerifiedRow;
import dev.kitsune.eval.steady.PairedRatio;
import dev.kitsune.stream.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  private final List<QuiescenceRow> quiescence = new ArrayList<>();
  private final List<StateSizeRow> stateSizes = new ArrayList<>();
  private final List<CapacityRow> capacity = new ArrayList<>();
  private final List<HotSwapRow> hotSwaps = new ArrayList<>();
  private final Map<String, List<PairedRatio>> steady = new LinkedHashMap<>();
  private final Map<String, List<PairedRatio>> peers = new LinkedHashMap<>();
  private final List<MicroBenchmarks.Row> micro = new ArrayList<>();
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
    for (JsonNode row : report.path("quiescence")) {
      rows.quiescence.add(JSON.treeToValue(row, QuiescenceRow.class));
    }
    for (JsonNode row : report.path("stateSize")) {
      rows.stateSizes.add(JSON.treeToValue(row, StateSizeRow.class));
    }
    for (JsonNode row : report.path("capacity")) {
      rows.capacity.add(JSON.treeToValue(row, CapacityRow.class));
    }
    for (JsonNode row : report.path("hotSwap")) {
      rows.hotSwaps.add(JSON.treeToValue(row, HotSwapRow.class));
    }
    readRatios(report.path("steady"), rows.steady);
    readRatios(report.path("peers"), rows.peers);
    for (JsonNode row : report.path("micro")) {
      rows.micro.add(JSON.treeToValue(row, MicroBenchmarks.Row.class));
    }
    return rows;
  }

  private static void readRatios(JsonNode programs, Map<String, List<PairedRatio>> into)
      throws IOException {
    for (Map.Entry<String, JsonNode> program : programs.properties()) {
      List<PairedRatio> ratios = new ArrayList<>();
      for (JsonNode ratio : program.getValue()) {
        ratios.add(JSON.treeToValue(ratio, PairedRatio.class));
      }
      into.put(program.getKey(), ratios);
    }
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

  void add(QuiescenceRow row) {
    quiescence.removeIf(old -> old.subject().equals(row.subject()));
    quiescence.add(row);
  }

  void add(StateSizeRow row) {
    stateSizes.removeIf(old -> isOf(old, row.change(), row.entries()));
    stateSizes.add(row);
  }

  void addSteady(String program, List<PairedRatio> ratios) {
    steady.put(program, ratios);
  }

  void addPeers(String program, List<PairedRatio> ratios) {
    peers.put(program, ratios);
  }

  void addMicro(List<MicroBenchmarks.Row> found) {
    micro.addAll(found);
  }

  /** Returns whether a program was compared with its peer. */
  boolean hasPeers(String program) {
    return peers.containsKey(program);
  }

  Map<String, List<PairedRatio>> peers() {
    return peers;
  }

  List<MicroBenchmarks.Row> micro() {
    return micro;
  }

  void addCapacity(String program, List<CapacityRow> found) {
    capacity.removeIf(old -> old.subject().equals(program));
    capacity.addAll(found);
  }

  void add(HotSwapRow row) {
    hotSwaps.removeIf(old -> old.subject().equals(row.subject()) && old.to().equals(row.to()));
    hotSwaps.add(row);
  }

  /** Returns whether a program was updated at shares of its capacity, and all was right. */
  boolean hasCapacity(String program) {
    List<CapacityRow> found =
        capacity.stream().filter(row -> row.subject().equals(program)).toList();
    return !found.isEmpty() && found.stream().allMatch(row -> row.step().isCorrect());
  }

  /** Returns of how many steps of a program it is known what HotSwap says. */
  long hotSwapsOf(String program) {
    return hotSwaps.stream().filter(row -> row.subject().equals(program)).count();
  }

  List<CapacityRow> capacity() {
    return capacity;
  }

  List<HotSwapRow> hotSwaps() {
    return hotSwaps;
  }

  /** Returns whether a program was stopped, and all was right. */
  boolean hasQuiescence(String program) {
    return quiescence.stream()
        .anyMatch(row -> row.subject().equals(program) && row.failures().isEmpty());
  }

  /** Returns whether a program was compared with itself without Kitsune. */
  boolean hasSteady(String program) {
    return steady.containsKey(program);
  }

  /** Returns whether a size was measured, and all was right. */
  boolean hasStateSize(String change, int entries) {
    return stateSizes.stream()
        .anyMatch(row -> isOf(row, change, entries) && row.failure().isEmpty());
  }

  List<QuiescenceRow> quiescence() {
    return quiescence;
  }

  List<StateSizeRow> stateSizes() {
    return stateSizes;
  }

  Map<String, List<PairedRatio>> steady() {
    return steady;
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

  private static boolean isOf(StateSizeRow row, String change, int entries) {
    return row.change().equals(change) && row.entries() == entries;
  }
}
