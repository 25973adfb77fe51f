package dev.kitsune.eval.http;

/**
 * What a load on http-server consists of.
 *
 * @param sources that stream
 * @param listeners of each source; one of them asks for titles
 * @param bytesPerSecond of each source
 * @param requesters threads that fetch files, each time over a new connection
 * @param perSecond files of all of them together
 * @param probesPerSecond small files, by one thread
 * @param timeoutMillis after which a request counts as unanswered
 */
public record HttpPlan(
    int sources,
    int listeners,
    int bytesPerSecond,
    int requesters,
    double perSecond,
    double probesPerSecond,
    int timeoutMillis,
    long seed) {

  public HttpPlan {
    if (sources < 1 || listeners < 1 || requesters < 1 || perSecond <= 0 || probesPerSecond <= 0) {
      throw new IllegalArgumentException(
          "expected a source, a listener, a requester and rates: sources="
              + sources
              + ", listeners="
              + listeners
              + ", requesters="
              + requesters
              + ", perSecond="
              + perSecond);
    }
  }

  /** Returns the same with another rate of files. */
  public HttpPlan at(double rate) {
    return new HttpPlan(
        sources, listeners, bytesPerSecond, requesters, rate, probesPerSecond, timeoutMillis, seed);
  }
}
