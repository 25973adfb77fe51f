package dev.kitsune.http.request;

import dev.kitsune.http.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that could be parsed.
 *
 * @param uri as it was sent, without its query
 * @param protocol {@code HTTP} or {@code ICE}; {@code ICY} for shoutcast's requests
 * @param headers by lower-case name
 * @param query by name as sent, values decoded
 */
public record Request(
    Method method,
    String uri,
    String protocol,
    String version,
    SortedMap<String, String> headers,
    Map<String, String> query) {

  /** A user and password as a client sent them. */
  public record Credentials(String user, String password) {}

  /** Makes a request that no client sent: that of a relay or of a shoutcast source. */
  public static Request internal(String uri, String protocol, SortedMap<String, String> headers) {
    return new Request(Method.SOURCE, uri, protocol, "1.0", headers, new TreeMap<>());
  }

  /** Returns a header by its lower-case name, or null. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** Returns a parameter of the query, or null. */
  public @Nullable String parameter(String name) {
    return query.get(name);
  }

  /** Returns the same request, said to be of another protocol. */
  public Request as(String otherProtocol) {
    return new Request(method, uri, otherProtocol, version, headers, query);
  }

  /** Returns the credentials of Basic authentication; null if there are none to be read. */
  public @Nullable Credentials basic() {
    String header = header("authorization");
    if (header == null || !header.startsWith("Basic ")) {
      return null;
    }
    try {
      byte[] decoded = Base64.getMimeDecoder().decode(header.substring("Basic ".length()).strip());
      String text = new String(decoded, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? null
          : new Credentials(text.substring(0, colon), text.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns a header as a number, 0 if there is none. */
  public int number(String name) {
    return Text.number(header(name));
  }
}
