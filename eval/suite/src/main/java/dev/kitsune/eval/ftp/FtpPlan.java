package dev.kitsune.eval.ftp;

/**
 * What a load on ftp-server consists of.
 *
 * @param sessions logged in and idle, beside those in other states
 * @param transfers of each kind: downloads and uploads that the client slows down, downloads that
 *     the server slows down
 * @param bytesPerSecond of each transfer
 * @param fileBytes of the large file; a download must not end before the load does
 * @param visitors threads that connect, change the directory, list and leave
 * @param perSecond visits of all together
 * @param probesPerSecond NOOP and PWD by turns on one session
 * @param timeoutMillis after which a request counts as unanswered
 */
public record FtpPlan(
    int sessions,
    int transfers,
    int bytesPerSecond,
    long fileBytes,
    int visitors,
    double perSecond,
    double probesPerSecond,
    int timeoutMillis,
    long seed) {

  public FtpPlan {
    if (sessions < 0 || transfers < 0 || visitors < 1 || perSecond <= 0 || probesPerSecond <= 0) {
      throw new IllegalArgumentException(
          "expected a visitor and a rate at least: sessions="
              + sessions
              + ", transfers="
              + transfers
              + ", visitors="
              + visitors
              + ", perSecond="
              + perSecond);
    }
  }

  /** Returns the same with another rate of visits. */
  public FtpPlan at(double rate) {
    return new FtpPlan(
        sessions,
        transfers,
        bytesPerSecond,
        fileBytes,
        visitors,
        rate,
        probesPerSecond,
        timeoutMillis,
        seed);
  }
}
