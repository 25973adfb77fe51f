package dev.kitsune.ftp.suite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** All cases. */
public final class ProtocolSuite {

  private ProtocolSuite() {}

  /** Returns the cases in the sheet's order. */
  public static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(LoginCases.all());
    cases.addAll(DirectoryCases.all());
    cases.addAll(FileCases.all());
    cases.addAll(TransferCases.all());
    cases.addAll(ListingCases.all());
    cases.addAll(LimitCases.all());
    cases.sort(Comparator.comparingInt(Case::number));
    return cases;
  }

  /** Returns a test for each case, against fresh servers. */
  public static Stream<DynamicTest> tests(Launcher launcher) {
    return cases().stream()
        .map(each ->
            DynamicTest.dynamicTest(each.toString(), () -> run(each, launcher, server -> {})));
  }

  /** What is done with the server before each line that is sent. */
  @FunctionalInterface
  public interface Interlude {

    /** Called before each line. */
    void beforeLine(Running server);
  }

  /** Runs one case. */
  public static void run(Case each, Launcher launcher, Interlude interlude) throws Exception {
    try (Site site = each.site().get();
        Running server = launcher.start(site);
        Context context = new Context(site, server, () -> interlude.beforeLine(server))) {
      each.script().run(context);
    }
  }
}
