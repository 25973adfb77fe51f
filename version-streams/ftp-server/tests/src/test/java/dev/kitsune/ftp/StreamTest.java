package dev.kitsune.ftp;

import dev.kitsune.ftp.suite.Case;
import dev.kitsune.ftp.suite.ProtocolSuite;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The cases that hold for every version: on each version, and with each step in their middle. */
final class StreamTest {

  /** The first version has its own test beside its sources. */
  @TestFactory
  Stream<DynamicTest> cases_onEachVersion() {
    List<String> later = Versions.ALL.subList(1, Versions.ALL.size());
    return later.stream()
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
        .flatMap(i -> steps(Versions.ALL.get(i - 1), Versions.ALL.get(i)));
  }

  private static Stream<DynamicTest> steps(String from, String to) {
    return ProtocolSuite.cases().stream()
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
