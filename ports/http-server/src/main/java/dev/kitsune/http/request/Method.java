package dev.kitsune.http.request;

/** The methods that the release's parser knows; it answers only some of them. */
public enum Method {
  /** A file, a page or a stream. */
  GET,
  /** Parsed, not served. */
  POST,
  /** Parsed, not served. */
  HEAD,
  /** A client that sends a stream. */
  SOURCE,
  /** Parsed, not served. */
  PLAY,
  /** A client that follows the statistics. */
  STATS
}
