package dev.kitsune.eval.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What a {@link FakeServer} stores, one command at a time, and ways to damage it. */
final class FakeStore {

  // All guarded by this.
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, String> firstWrites = new HashMap<>();
  private String version;
  private final long pid;

  FakeStore(String version, long pid) {
    this.version = version;
    this.pid = pid;
  }

  synchronized void version(String next) {
    version = next;
  }

  synchronized void lose(String key) {
    values.remove(key);
  }

  /** Changes one byte in the middle of a value. */
  synchronized void alter(String key) {
    StringBuilder value = new StringBuilder((String) values.get(key));
    value.setCharAt(50, value.charAt(50) == 'x' ? 'y' : 'x');
    values.put(key, value.toString());
  }

  synchronized void put(String key, Object value) {
    values.put(key, value);
  }

  synchronized void loseElement(String key) {
    Collection<?> elements = (Collection<?>) values.get(key);
    elements.remove(elements.iterator().next());
    if (elements.isEmpty()) {
      values.remove(key);
    }
  }

  /** Puts the first write of every string back: intact values, but old ones. */
  synchronized void goBack() {
    values.putAll(firstWrites);
  }

  /** Holds every command up. */
  synchronized void stall(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left; (left = end - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left);
    }
  }

  /** Executes one command and returns its reply as sent. */
  synchronized String execute(List<String> words) {
    String key = words.size() > 1 ? words.get(1) : "";
    return switch (words.get(0).toUpperCase(java.util.Locale.ROOT)) {
      case "PING" -> "+PONG\r\n";
      case "INFO" -> bulk("redis_version:" + version + "\r\nprocess_id:" + pid + "\r\n");
      case "DBSIZE" -> ":" + values.size() + "\r\n";
      case "GET" -> bulk(values.get(key) == null ? null : values.get(key).toString());
      case "SET" -> {
        String value = words.get(2);
        values.put(key, value);
        firstWrites.putIfAbsent(key, value);
        yield "+OK\r\n";
      }
      case "INCR" -> ":" + values.merge(key, 1L, (a, b) -> (Long) a + (Long) b) + "\r\n";
      case "RPUSH" -> {
        list(key).addLast(words.get(2));
        yield ":" + list(key).size() + "\r\n";
      }
      case "LPOP" -> {
        String head = list(key).pollFirst();
        removeIfEmpty(key);
        yield bulk(head);
      }
      case "LRANGE" -> range(key, Integer.parseInt(words.get(3)));
      case "SADD" -> ":" + (set(key).add(words.get(2)) ? 1 : 0) + "\r\n";
      case "SPOP" -> {
        String member = set(key).pollFirst();
        removeIfEmpty(key);
        yield bulk(member);
      }
      case "SMEMBERS" -> multi(new ArrayList<>(values.containsKey(key) ? set(key) : List.of()));
      default -> "-ERR unknown command '" + words.get(0) + "'\r\n";
    };
  }

  private String range(String key, int end) {
    List<String> all = values.containsKey(key) ? new ArrayList<>(list(key)) : List.of();
    return multi(end < 0 || end >= all.size() ? all : all.subList(0, end + 1));
  }

  @SuppressWarnings("unchecked")
  private ArrayDeque<String> list(String key) {
    return (ArrayDeque<String>) values.computeIfAbsent(key, absent -> new ArrayDeque<String>());
  }

  @SuppressWarnings("unchecked")
  private TreeSet<String> set(String key) {
    return (TreeSet<String>) values.computeIfAbsent(key, absent -> new TreeSet<String>());
  }

  private void removeIfEmpty(String key) {
    if (((Collection<?>) values.get(key)).isEmpty()) {
      values.remove(key);
    }
  }

  private static String bulk(@Nullable String text) {
    return text == null ? "$-1\r\n" : "$" + text.length() + "\r\n" + text + "\r\n";
  }

  private static String multi(List<String> elements) {
    StringBuilder reply = new StringBuilder("*" + elements.size() + "\r\n");
    elements.forEach(element -> reply.append(bulk(element)));
    return reply.toString();
  }
}
