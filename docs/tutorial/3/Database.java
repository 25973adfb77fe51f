package tutorial;

import java.util.HashMap;
import java.util.Map;

/** What clients have stored. */
final class Database {
  final Map<String, String> values = new HashMap<>();
  long reads;
}
