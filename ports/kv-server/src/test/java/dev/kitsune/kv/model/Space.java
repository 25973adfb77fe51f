package dev.kitsune.kv.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The model's databases: plain collections by key. */
final class Space {

  static final int COUNT = 16;

  /** A hash; once it is large its order is no longer that of coming. */
  static final class Hash extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1;
    boolean table;
  }

  /** A list. */
  static final class Elements extends ArrayList<String> {
    private static final long serialVersionUID = 1;
  }

  /** A set. */
  static final class Members extends TreeSet<String> {
    private static final long serialVersionUID = 1;
  }

  /** A sorted set: scores by member. */
  static final class Scores extends HashMap<String, Double> {
    private static final long serialVersionUID = 1;

    List<String> inOrder() {
      List<String> members = new ArrayList<>(keySet());
      members.sort((a, b) -> {
        int byScore = Double.compare(get(a) + 0.0, get(b) + 0.0);
        return byScore != 0 ? byScore : a.compareTo(b);
      });
      return members;
    }
  }

  private final List<Map<String, Object>> values = new ArrayList<>();
  private final List<Map<String, Long>> deadlines = new ArrayList<>();
  int selected;

  Space() {
    for (int i = 0; i < COUNT; i++) {
      values.add(new HashMap<>());
      deadlines.add(new HashMap<>());
    }
  }

  Map<String, Object> values() {
    return values.get(selected);
  }

  Map<String, Object> values(int number) {
    return values.get(number);
  }

  Map<String, Long> deadlines() {
    return deadlines.get(selected);
  }

  @Nullable Object read(String key) {
    return values().get(key);
  }

  <T> @Nullable T read(String key, Class<T> kind) {
    return cast(read(key), kind);
  }

  /** A write finds nothing at a key with a deadline. */
  void dropIfVolatile(int number, String key) {
    if (deadlines.get(number).remove(key) != null) {
      values.get(number).remove(key);
    }
  }

  @Nullable Object write(String key) {
    dropIfVolatile(selected, key);
    return values().get(key);
  }

  <T> @Nullable T write(String key, Class<T> kind) {
    return cast(write(key), kind);
  }

  <T> T writeOrNew(String key, Class<T> kind, Supplier<T> maker) {
    T value = write(key, kind);
    if (value == null) {
      value = maker.get();
      values().put(key, value);
    }
    return value;
  }

  private static <T> @Nullable T cast(@Nullable Object value, Class<T> kind) {
    if (value != null && !kind.isInstance(value)) {
      throw new ModelError(ModelError.WRONG_TYPE);
    }
    return kind.cast(value);
  }

  boolean delete(String key) {
    deadlines().remove(key);
    return values().remove(key) != null;
  }

  void set(String key, Object value) {
    deadlines().remove(key);
    values().put(key, value);
  }

  void clear(int number) {
    values.get(number).clear();
    deadlines.get(number).clear();
  }

  static String typeOf(@Nullable Object value) {
    return value == null
        ? "none"
        : value instanceof String
            ? "string"
            : value instanceof Elements
                ? "list"
                : value instanceof Members ? "set" : value instanceof Scores ? "zset" : "hash";
  }

  /** The release's digest of everything. */
  String digest() {
    byte[] all = new byte[20];
    for (int i = 0; i < COUNT; i++) {
      if (!values.get(i).isEmpty()) {
        mix(all, number(i));
        int db = i;
        values
            .get(i)
            .forEach((key, value) -> {
              byte[] d = new byte[20];
              mix(d, bytes(key));
              List<String> types = List.of("string", "list", "set", "zset", "hash");
              mix(d, number(types.indexOf(typeOf(value))));
              if (value instanceof String text) {
                mix(d, bytes(text));
              } else if (value instanceof Elements list) {
                list.forEach(element -> mix(d, bytes(element)));
              } else if (value instanceof Members set) {
                set.forEach(member -> xor(d, bytes(member)));
              } else if (value instanceof Scores set) {
                set.forEach((member, score) -> xor(d, pair(member, Numeric.print(score))));
              } else if (value instanceof Hash hash) {
                hash.forEach((field, text) -> xor(d, pair(field, text)));
              }
              if (deadlines.get(db).containsKey(key)) {
                xor(d, bytes("!!expire!!"));
              }
              xor(all, d);
            });
      }
    }
    return HexFormat.of().formatHex(all);
  }

  private static byte[] pair(String first, String second) {
    byte[] d = new byte[20];
    mix(d, bytes(first));
    mix(d, bytes(second));
    return d;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] number(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  private static void mix(byte[] digest, byte[] data) {
    xor(digest, data);
    System.arraycopy(sha(digest), 0, digest, 0, 20);
  }

  private static void xor(byte[] digest, byte[] data) {
    byte[] hash = sha(data);
    for (int i = 0; i < 20; i++) {
      digest[i] ^= hash[i];
    }
  }

  private static byte[] sha(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
