package dev.kitsune.kv.store;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Doubles;
import dev.kitsune.kv.data.HashValue;
import dev.kitsune.kv.data.ListValue;
import dev.kitsune.kv.data.SetValue;
import dev.kitsune.kv.data.SortedSetValue;
import dev.kitsune.kv.data.StringValue;
import dev.kitsune.kv.data.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of all databases' contents that {@code DEBUG DIGEST} gives: equal contents give equal
 * digests, in whatever order the tables hold them, so it shows that an update lost nothing.
 */
public final class KeyspaceDigest {

  private static final int LENGTH = 20;

  private final MessageDigest sha1;

  private KeyspaceDigest() {
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  /** Returns the digest as 40 hexadecimal digits; all zero if there are no keys. */
  public static String of(Keyspace keyspace) {
    KeyspaceDigest digest = new KeyspaceDigest();
    byte[] all = new byte[LENGTH];
    for (int i = 0; i < keyspace.count(); i++) {
      Database database = keyspace.database(i);
      if (database.size() > 0) {
        digest.mix(all, bigEndian(i));
        database.forEach((key, value) ->
            digest.xor(
                all, digest.entry(key, keyspace.present(value), database.deadline(key) != null)));
      }
    }
    return HexFormat.of().formatHex(all);
  }

  private byte[] entry(Bytes key, Value value, boolean expires) {
    byte[] digest = new byte[LENGTH];
    mix(digest, key.toArray());
    mix(digest, bigEndian(value.typeNumber()));
    if (value instanceof StringValue string) {
      mix(digest, string.bytes().toArray());
    } else if (value instanceof ListValue list) {
      list.elements().forEach(element -> mix(digest, element.toArray()));
    } else if (value instanceof SetValue set) {
      set.forEach(member -> xor(digest, member.toArray()));
    } else if (value instanceof SortedSetValue set) {
      set.forEach((member, score) -> xor(digest, pair(member, Bytes.of(Doubles.format(score)))));
    } else if (value instanceof HashValue hash) {
      hash.forEach((field, string) -> xor(digest, pair(field, string.bytes())));
    }
    if (expires) {
      xor(digest, "!!expire!!".getBytes(StandardCharsets.US_ASCII));
    }
    return digest;
  }

  private byte[] pair(Bytes first, Bytes second) {
    byte[] digest = new byte[LENGTH];
    mix(digest, first.toArray());
    mix(digest, second.toArray());
    return digest;
  }

  /** Adds data whose order does not matter. */
  private void xor(byte[] digest, byte[] data) {
    byte[] hash = sha1.digest(data);
    for (int i = 0; i < LENGTH; i++) {
      digest[i] ^= hash[i];
    }
  }

  /** Adds data whose order matters. */
  private void mix(byte[] digest, byte[] data) {
    xor(digest, data);
    System.arraycopy(sha1.digest(digest), 0, digest, 0, LENGTH);
  }

  private static byte[] bigEndian(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }
}
