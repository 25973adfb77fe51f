package dev.kitsune.kv.suite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What every version of the stream must answer, asked of a server that runs. It empties the
 * databases. It may be run again on the same server, for instance after an update.
 */
public final class ProtocolSuite {

  private static final List<Class<?>> FAMILIES =
      List.of(
          RequestCases.class,
          ConnectionCases.class,
          KeyCases.class,
          ExpiryCases.class,
          StringCases.class,
          ListCases.class,
          SetCases.class,
          SortedSetCases.class,
          HashCases.class,
          SortCases.class,
          BlockingCases.class,
          PubSubCases.class,
          MonitorCases.class,
          MemoryCases.class,
          TableCases.class,
          TransactionCases.class,
          ServerCases.class,
          JedisCases.class);

  /** One case: its name, and the check that fails by throwing. */
  private record Case(String name, Check check) {}

  @FunctionalInterface
  private interface Check {
    void run() throws Throwable;
  }

  private ProtocolSuite() {}

  /** Returns the suite as tests, to be run in order. */
  public static Stream<DynamicTest> tests(InetSocketAddress server) {
    return cases(server).map(c -> DynamicTest.dynamicTest(c.name(), c.check()::run));
  }

  /** Runs the whole suite, up to the first failure. */
  public static void verify(InetSocketAddress server) {
    cases(server)
        .forEach(c -> {
          try {
            c.check().run();
          } catch (Throwable e) {
            throw new AssertionError("protocol case failed: name=" + c.name(), e);
          }
        });
  }

  /** Runs all cases, and returns the names of those that pass. */
  public static List<String> passing(InetSocketAddress server) {
    return cases(server)
        .filter(c -> {
          try {
            c.check().run();
            return true;
          } catch (Throwable e) {
            return false;
          }
        })
        .map(Case::name)
        .toList();
  }

  private static Stream<Case> cases(InetSocketAddress server) {
    return Stream.concat(probes(server), FAMILIES.stream().flatMap(f -> family(f, server)));
  }

  private static Stream<Case> probes(InetSocketAddress server) {
    Case empty = new Case("probes begin on an empty server", () -> flush(server));
    return Stream.concat(
        Stream.of(empty),
        Probe.all().stream()
            .map(probe -> new Case("probe: " + probe.sent(), () -> probe.verify(server))));
  }

  private static Stream<Case> family(Class<?> family, InetSocketAddress server) {
    return Arrays.stream(family.getDeclaredMethods())
        .filter(m -> Modifier.isStatic(m.getModifiers()) && !Modifier.isPrivate(m.getModifiers()))
        .filter(m -> !m.isSynthetic())
        .sorted(Comparator.comparing(Method::getName))
        .map(m -> new Case(family.getSimpleName() + ": " + m.getName(), () -> run(m, server)));
  }

  /** Runs a case on empty databases; it takes a connection, or the server's address. */
  private static void run(Method method, InetSocketAddress server) throws Throwable {
    flush(server);
    try {
      if (method.getParameterTypes()[0] == Wire.class) {
        try (Wire wire = Wire.to(server)) {
          method.invoke(null, wire);
        }
      } else {
        method.invoke(null, server);
      }
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void flush(InetSocketAddress server) {
    try (Wire wire = Wire.to(server)) {
      if (!wire.call("FLUSHALL").equals("+OK")) {
        throw new AssertionError("databases cannot be emptied");
      }
    }
  }
}
