package dev.kitsune.kv.persistence;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.HashValue;
import dev.kitsune.kv.data.ListValue;
import dev.kitsune.kv.data.SetValue;
import dev.kitsune.kv.data.SortedSetValue;
import dev.kitsune.kv.data.StringValue;
import dev.kitsune.kv.data.Value;
import dev.kitsune.kv.store.Database;
import dev.kitsune.kv.store.Keyspace;
import java.util.Random;

/** Random databases of all types, and random changes of them, as commands make them. */
final class Contents {

  static final HashValue.Limits LIMITS = new HashValue.Limits(64, 512);
  static final long NOW = 1_000_000;

  private final Keyspace keyspace;
  private final Random random;
  private final int keys;

  Contents(Keyspace keyspace, Random random, int keys) {
    this.keyspace = keyspace;
    this.random = random;
    this.keys = keys;
  }

  static Keyspace empty() {
    Keyspace keyspace = new Keyspace(4);
    keyspace.setNow(NOW);
    return keyspace;
  }

  /** Makes changes. */
  void change(int count) {
    for (int i = 0; i < count; i++) {
      change();
    }
  }

  private void change() {
    Database database = keyspace.database(random.nextInt(3));
    Bytes key = Bytes.of("key" + random.nextInt(keys));
    switch (random.nextInt(14)) {
      case 0 -> database.set(key, StringValue.encode(text()));
      case 1 -> database.delete(key);
      case 2 -> database.expireAt(key, NOW + 1 + random.nextInt(1000));
      case 3 -> rename(database, key);
      default -> grow(database, key);
    }
    if (random.nextInt(keys * 4) == 0) {
      database.clear();
    }
  }

  private void rename(Database database, Bytes key) {
    Value value = database.write(key);
    Bytes other = Bytes.of("key" + random.nextInt(keys));
    if (value != null && !other.equals(key)) {
      database.deleteIfVolatile(other);
      database.put(other, value);
      database.delete(key);
    }
  }

  /** Changes a container in place, or makes one. */
  private void grow(Database database, Bytes key) {
    Value value = database.write(key);
    if (value == null) {
      value =
          switch (random.nextInt(5)) {
            case 0 -> new ListValue();
            case 1 -> new SetValue();
            case 2 -> new SortedSetValue();
            case 3 -> new HashValue();
            default -> StringValue.encode(text());
          };
      database.put(key, value);
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      if (value instanceof ListValue list) {
        list.addLast(text());
      } else if (value instanceof SetValue set) {
        set.add(text());
      } else if (value instanceof SortedSetValue set) {
        set.put(text(), score());
      } else if (value instanceof HashValue hash) {
        hash.put(text(), StringValue.encode(text()), LIMITS);
      }
    }
  }

  private double score() {
    return switch (random.nextInt(6)) {
      case 0 -> Double.POSITIVE_INFINITY;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> random.nextInt(1000);
      case 3 -> random.nextGaussian() * 1e300;
      default -> random.nextGaussian();
    };
  }

  private Bytes text() {
    return switch (random.nextInt(6)) {
      case 0 -> Bytes.of(Integer.toString(random.nextInt(512) - 256));
      case 1 -> Bytes.of(Long.toString(random.nextLong() >> random.nextInt(64)));
      case 2 -> Bytes.of("abc".repeat(random.nextInt(3_000)));
      case 3 -> {
        byte[] noise = new byte[random.nextInt(100)];
        random.nextBytes(noise);
        yield Bytes.copyOf(noise, 0, noise.length);
      }
      default -> Bytes.of("text " + random.nextInt(1000));
    };
  }
}
