package dev.kitsune.kv.model;

import dev.kitsune.kv.model.Space.Hash;
import java.util.ArrayList;
import java.util.List;

/** Hashes. */
final class HashRows {

  private static final int LONGEST = 512;

  private final Space space;
  private final int orderedFields;

  HashRows(Space space, int orderedFields) {
    this.space = space;
    this.orderedFields = orderedFields;
  }

  void addTo(Model model) {
    model.add("hset", 4, a -> Reply.flag(put(toChange(a[1]), a[2], a[3])));
    model.add(
        "hsetnx",
        4,
        a -> {
          Hash hash = toChange(a[1]);
          boolean free = !hash.containsKey(a[2]);
          if (free) {
            put(hash, a[2], a[3]);
          }
          return Reply.flag(free);
        });
    model.add(
        "hmset",
        -4,
        a -> {
          if (a.length % 2 != 0) {
            throw new ModelError("wrong number of arguments for HMSET");
          }
          Hash hash = toChange(a[1]);
          for (int i = 2; i < a.length; i += 2) {
            put(hash, a[i], a[i + 1]);
          }
          return Reply.ok();
        });
    model.add(
        "hincrby",
        4,
        a -> {
          long increment = Numeric.strict(a[3]);
          Hash hash = toChange(a[1]);
          String old = hash.get(a[2]);
          long sum;
          try {
            sum = (old == null ? 0 : Numeric.strict(old)) + increment;
          } catch (ModelError e) {
            throw new ModelError("hash value is not an integer");
          }
          put(hash, a[2], "" + sum);
          return Reply.number(sum);
        });
    model.add("hget", 3, a -> Reply.bulk(read(a[1]).get(a[2])));
    model.add(
        "hmget",
        -3,
        a -> {
          List<String> found = new ArrayList<>();
          for (int i = 2; i < a.length; i++) {
            found.add(read(a[1]).get(a[i]));
          }
          return Reply.list(found);
        });
    model.add(
        "hdel",
        3,
        a -> {
          Hash hash = space.write(a[1], Hash.class);
          boolean removed = hash != null && hash.remove(a[2]) != null;
          if (hash != null && hash.isEmpty()) {
            space.delete(a[1]);
          }
          return Reply.flag(removed);
        });
    model.add("hlen", 2, a -> Reply.number(read(a[1]).size()));
    model.add("hexists", 3, a -> Reply.flag(read(a[1]).containsKey(a[2])));
    model.add("hkeys", 2, a -> all(a[1], true, false));
    model.add("hvals", 2, a -> all(a[1], false, true));
    model.add("hgetall", 2, a -> all(a[1], true, true));
  }

  private Hash read(String key) {
    Hash hash = space.read(key, Hash.class);
    return hash == null ? new Hash() : hash;
  }

  private Hash toChange(String key) {
    return space.writeOrNew(key, Hash.class, Hash::new);
  }

  private boolean put(Hash hash, String field, String value) {
    boolean added = hash.put(field, value) == null;
    hash.table |=
        hash.size() > orderedFields || field.length() > LONGEST || value.length() > LONGEST;
    return added;
  }

  private Reply all(String key, boolean fields, boolean values) {
    Hash hash = read(key);
    List<String> parts = new ArrayList<>();
    hash.forEach((field, value) -> {
      if (fields) {
        parts.add(field);
      }
      if (values) {
        parts.add(value);
      }
    });
    return hash.table ? Reply.unordered(parts, fields && values ? 2 : 1) : Reply.list(parts);
  }
}
