package tutorial;

import java.util.HashMap;
import java.util.Map;

/** What clients have stored. */
final class Store {
  final Map<String, String> entries = new HashMap<>();
  long reads;
}
