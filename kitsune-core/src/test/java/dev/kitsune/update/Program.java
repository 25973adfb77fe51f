package dev.kitsune.update;

import dev.kitsune.testing.Probe;
import dev.kitsune.testing.Sources;
import dev.kitsune.unit.VersionJar;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A program of text blocks, run and updated inside the test's own JVM. */
final class Program implements AutoCloseable {

  static final Duration DEADLINE = Duration.ofSeconds(5);

  /** {@code -Dkitsune.verify=true} verifies every update of these tests. */
  private static final Verifying VERIFYING =
      Boolean.getBoolean("kitsune.verify") ? Verifying.ON : Verifying.OFF;

  /** On a busy machine a restart may take longer than a server would wait for it. */
  static final Deadlines GENEROUS =
      Deadlines.DEFAULT.quiescence(DEADLINE).restart(Duration.ofSeconds(20));

  private static final int PATIENCE_SECONDS = 20;

  private final ProgramRuntime runtime;
  private int version = 1;

  private Program(ProgramRuntime runtime) {
    this.runtime = runtime;
  }

  /** Starts version 1, whose main class is {@code app.Main}. */
  static Program start(String... sources) throws Exception {
    return start(jar(1, Map.of(), sources), ProgramRuntime.Options.inProcess());
  }

  /** Starts a version 1 that has more than classes, or is hosted otherwise. */
  static Program start(VersionJar first, ProgramRuntime.Options options) throws Exception {
    return new Program(ProgramRuntime.start(first, List.of("a", "b"), options));
  }

  /** Updates to the next version. */
  UpdateReport update(String... sources) throws Exception {
    return update(DEADLINE, sources);
  }

  /** Updates to the next version with a deadline for quiescence. */
  UpdateReport update(Duration deadline, String... sources) throws Exception {
    return update(jar(version + 1, Map.of(), sources), deadline, false);
  }

  /** Updates to the next version, verified. */
  UpdateReport verified(String... sources) throws Exception {
    return update(jar(version + 1, Map.of(), sources), GENEROUS, false, Verifying.ON);
  }

  /** Updates to the next version with deadlines of its own. */
  UpdateReport update(Deadlines deadlines, String... sources) throws Exception {
    return update(jar(version + 1, Map.of(), sources), deadlines, false);
  }

  /** Quiesces for an update to the next version, and lets go. */
  UpdateReport dryRun(String... sources) throws Exception {
    return update(jar(version + 1, Map.of(), sources), DEADLINE, true);
  }

  /** Updates to a next version that has more than classes. */
  UpdateReport update(VersionJar jar) throws Exception {
    return update(jar, DEADLINE, false);
  }

  private UpdateReport update(VersionJar jar, Duration deadline, boolean dryRun) throws Exception {
    return update(jar, GENEROUS.quiescence(deadline), dryRun);
  }

  private UpdateReport update(VersionJar jar, Deadlines deadlines, boolean dryRun)
      throws Exception {
    return update(jar, deadlines, dryRun, VERIFYING);
  }

  private UpdateReport update(
      VersionJar jar, Deadlines deadlines, boolean dryRun, Verifying verifying) throws Exception {
    UpdateReport report = runtime.update(jar, deadlines, dryRun, verifying, phase -> {});
    if (report.outcome() == UpdateReport.Outcome.COMMITTED) {
      version++;
    }
    return report;
  }

  ProgramRuntime runtime() {
    return runtime;
  }

  static VersionJar jar(int number, Map<String, String> more, String... sources) throws Exception {
    return jar(number, more, Map.of(), sources);
  }

  /** Makes a version with resources, texts by path. */
  static VersionJar jar(
      int number, Map<String, String> more, Map<String, String> resources, String... sources)
      throws Exception {
    Map<String, String> manifest = new HashMap<>();
    manifest.put("Main-Class", "app.Main");
    manifest.put("Kitsune-Program", "test");
    manifest.put("Kitsune-Version", String.valueOf(number));
    if (number > 1) {
      manifest.put("Kitsune-Previous", String.valueOf(number - 1));
    }
    manifest.putAll(more);
    Map<String, byte[]> contents = new HashMap<>();
    resources.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return VersionJar.of(manifest, Sources.compile(sources), contents);
  }

  /** Returns the sources with some of them replaced: those that declare the same type. */
  static String[] with(String[] sources, String... replacements) {
    List<String> result = new ArrayList<>(List.of(replacements));
    Stream.of(sources)
        .filter(s ->
            Stream.of(replacements).noneMatch(r -> Sources.nameOf(r).equals(Sources.nameOf(s))))
        .forEach(result::add);
    return result.toArray(String[]::new);
  }

  /**
   * Lets the program end, waits for it, and takes the runtime away.
   *
   * @throws AssertionError if a thread of it does not end
   */
  @Override
  public void close() {
    Probe.stop();
    ExecutorService waiting = Executors.newSingleThreadExecutor();
    try {
      waiting.submit(runtime::awaitEnd).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("threads that do not end: " + runtime.status().threads(), e);
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      waiting.shutdownNow();
      runtime.close();
      Probe.reset();
    }
  }
}
