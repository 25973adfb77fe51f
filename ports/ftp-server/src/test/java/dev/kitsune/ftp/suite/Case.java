package dev.kitsune.ftp.suite;

import java.util.function.Supplier;

/**
 * A case of the sheet's part D.4.
 *
 * @param number there
 * @param name what it is about
 * @param site that it needs
 * @param script what is sent and expected
 */
public record Case(int number, String name, Supplier<Site> site, Script script) {

  /** A dialogue with a server. */
  @FunctionalInterface
  public interface Script {

    /** Runs it; a failed expectation is an {@link AssertionError}. */
    void run(Context context) throws Exception;
  }

  @Override
  public String toString() {
    return number + " " + name;
  }
}
