package dev.kitsune.ftp;

import dev.kitsune.ftp.suite.Case;
import dev.kitsune.ftp.suite.ProtocolSuite;
import dev.kitsune.update.Verifying;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases that hold for every version: on each version, and with each step in their middle. That
 * is a process a case, so all of it is for {@code -Pfull}; else each case on the newest version,
 * and with one step.
 */
final class StreamTest {

  private static final boolean FULL = Boolean.getBoolean("kitsune.full");
  private static final String NEWEST = Versions.ALL.get(Versions.ALL.size() - 1);

  private static final List<Case> CASES = ProtocolSuite.cases();

  /** How many lines a case sends, once it has run on the newest version. */
  private static final Map<Case, Integer> LINES = new ConcurrentHashMap<>();

  /** The first version has its own test beside its sources. */
  @TestFactory
  Stream<DynamicTest> cases_onEachVersion() {
    List<String> versions = FULL ? Versions.ALL.subList(1, Versions.ALL.size()) : List.of(NEWEST);
    return versions.stream()
        .flatMap(version ->
            CASES.stream()
                .map(each ->
                    DynamicTest.dynamicTest(version + ": " + each, () -> lines(each, version))));
  }

  @TestFactory
  Stream<DynamicTest> cases_withAStepInTheirMiddle() {
    int steps = Versions.ALL.size() - 1;
    return IntStream.range(0, CASES.size())
        .boxed()
        .flatMap(i ->
            IntStream.range(0, steps)
                .filter(step -> FULL || step == i % steps)
                .mapToObj(step ->
                    withStep(CASES.get(i), Versions.ALL.get(step), Versions.ALL.get(step + 1))));
  }

  private static DynamicTest withStep(Case each, String from, String to) {
    return DynamicTest.dynamicTest(
        from + " -> " + to + ": " + each, () -> runWithStep(each, from, to));
  }

  private static int lines(Case each, String version) {
    return version.equals(NEWEST)
        ? LINES.computeIfAbsent(each, any -> count(any, version))
        : count(each, version);
  }

  /** Runs a case without a step; returns how many lines it sends. */
  private static int count(Case each, String version) {
    AtomicInteger sent = new AtomicInteger();
    try {
      ProtocolSuite.run(
          each, site -> Versions.plain(version, site), server -> sent.incrementAndGet());
    } catch (Exception e) {
      throw new AssertionError(each.toString(), e);
    }
    return sent.get();
  }

  private static void runWithStep(Case each, String from, String to) throws Exception {
    int middle = lines(each, NEWEST) / 2;
    AtomicInteger line = new AtomicInteger();
    ProtocolSuite.run(
        each,
        site -> UpdatableServer.start(from, site),
        server -> {
          if (line.getAndIncrement() == middle) {
            ((UpdatableServer) server).update(to, FULL ? Verifying.ON : Verifying.OFF);
          }
        });
  }
}
