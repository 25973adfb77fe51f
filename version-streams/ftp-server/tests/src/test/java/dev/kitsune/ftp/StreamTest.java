package dev.kitsune.ftp;

import dev.kitsune.ftp.suite.Case;
import dev.kitsune.ftp.suite.ProtocolSuite;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases that hold for every version: on each version, and with each step in their middle. That
 * is a process a case, so all of it is for {@code -Pfull}; else the newest version, and some cases
 * for each step.
 */
final class StreamTest {

  private static final boolean FULL = Boolean.getBoolean("kitsune.full");

  /** How many steps there are between two cases that a step is tried with. */
  private static final int STRIDE = FULL ? 1 : 12;

  /** The first version has its own test beside its sources. */
  @TestFactory
  Stream<DynamicTest> cases_onEachVersion() {
    int all = Versions.ALL.size();
    List<String> versions = Versions.ALL.subList(FULL ? 1 : all - 1, all);
    return versions.stream()
        .flatMap(version ->
            ProtocolSuite.cases().stream()
                .map(each ->
                    DynamicTest.dynamicTest(
                        version + ": " + each,
                        () ->
                            ProtocolSuite.run(
                                each, site -> Versions.plain(version, site), server -> {}))));
  }

  @TestFactory
  Stream<DynamicTest> cases_withAStepInTheirMiddle() {
    return Stream.iterate(1, i -> i < Versions.ALL.size(), i -> i + 1)
        .flatMap(i -> steps(i, Versions.ALL.get(i - 1), Versions.ALL.get(i)));
  }

  /** Each step has cases of its own, so that all steps together have many. */
  private static Stream<DynamicTest> steps(int number, String from, String to) {
    List<Case> cases = ProtocolSuite.cases();
    return Stream.iterate(number % STRIDE, i -> i < cases.size(), i -> i + STRIDE)
        .map(cases::get)
        .map(each ->
            DynamicTest.dynamicTest(
                from + " -> " + to + ": " + each, () -> runWithStep(each, from, to)));
  }

  private static void runWithStep(Case each, String from, String to) throws Exception {
    int[] lines = {0};
    ProtocolSuite.run(each, site -> Versions.plain(from, site), server -> lines[0]++);
    int middle = lines[0] / 2;
    int[] line = {0};
    ProtocolSuite.run(
        each,
        site -> UpdatableServer.start(from, site),
        server -> {
          if (line[0]++ == middle) {
            ((UpdatableServer) server).update(to);
          }
        });
  }
}
