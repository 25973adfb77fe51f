package dev.kitsune.http.suite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The cases that hold for every release: part D3 of the sheet. */
public final class ProtocolSuite {

  /** How long a case waits for what should happen soon. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private ProtocolSuite() {}

  /** Returns all cases. The one that makes 2.2.0 die in the original is last. */
  public static List<Case> cases() {
    List<Case> cases = new ArrayList<>(RequestCases.all());
    cases.addAll(AdminCases.all());
    cases.addAll(StreamCases.all());
    return cases;
  }

  /** Returns a test for each case, all against one server. */
  public static Stream<DynamicTest> tests(Running server, Site site) {
    Context context = new Context(server, site, PATIENCE, () -> {});
    return cases().stream()
        .map(each -> DynamicTest.dynamicTest(each.toString(), () -> each.body().run(context)));
  }
}
