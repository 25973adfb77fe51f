package dev.kitsune.http.suite;

/**
 * One row of the sheet's part D3.
 *
 * @param number its number there
 */
public record Case(int number, String name, Body body) {

  /** What the case does; it throws if the server does not do as the release does. */
  @FunctionalInterface
  public interface Body {

    /** Runs the case. */
    void run(Context context) throws Exception;
  }

  @Override
  public String toString() {
    return number + " " + name;
  }
}
