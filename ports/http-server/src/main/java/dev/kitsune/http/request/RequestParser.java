package dev.kitsune.http.request;

import dev.kitsune.http.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parses the head of a request. What it does not understand gets no answer at all. */
public final class RequestParser {

  private static final int MOST_LINES = 32;

  private RequestParser() {}

  /** Parses a head without its empty line; null if it is none that the release answers. */
  public static @Nullable Request parse(String head) {
    List<String> lines = head.replace("\r", "").lines().limit(MOST_LINES).toList();
    if (lines.isEmpty()) {
      return null;
    }
    String[] words = lines.get(0).strip().split(" +", 3);
    if (words.length < 3) {
      return null;
    }
    Method method = method(words[0]);
    int slash = words[2].indexOf('/');
    if (method == null || slash < 0 || slash == words[2].length() - 1) {
      return null;
    }
    String protocol = words[2].substring(0, slash);
    if (!protocol.equals("HTTP") && !protocol.equals("ICE")) {
      return null;
    }
    int question = words[1].indexOf('?');
    return new Request(
        method,
        question < 0 ? words[1] : words[1].substring(0, question),
        protocol,
        words[2].substring(slash + 1),
        headers(lines.subList(1, lines.size())),
        question < 0 ? Map.of() : query(words[1].substring(question + 1)));
  }

  /** Reads header lines: names in lower case, empty values dropped, the last of a name wins. */
  public static SortedMap<String, String> headers(List<String> lines) {
    SortedMap<String, String> headers = new TreeMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String value = line.substring(colon + 1).stripLeading();
        if (!value.isEmpty()) {
          headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), value);
        }
      }
    }
    return headers;
  }

  /** A part without {@code =} is kept with the value of the part before it, as in the release. */
  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    String value = null;
    for (String part : text.split("&", -1)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals);
      if (equals >= 0) {
        value = Text.decode(part.substring(equals + 1), /* query= */ true);
      }
      if (value != null && !key.isEmpty()) {
        query.put(key, value);
      }
    }
    return query;
  }

  private static @Nullable Method method(String word) {
    try {
      return Method.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
