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
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads dumps into databases of their own, so that one that turns out to be damaged changes
 * nothing. It knows version 1, the release's, and where asked those up to 6, which masters of up to
 * Redis 2.8 send: they add deadlines in milliseconds, values as one block, and a checksum, which is
 * not checked.
 */
public final class RdbReader {

  /** The only version that the release itself reads. */
  public static final int RELEASE_VERSION = 1;

  /** The newest version of which all is understood. */
  public static final int NEWEST_VERSION = 6;

  private static final int VERSION_DIGITS = 4;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int MILLIS_A_SECOND = 1000;
  private static final String SHORT_READ = "the dump ends too early";

  private final RdbInput input;
  private final Keyspace keyspace;
  private final HashValue.Limits limits;

  private RdbReader(RdbInput input, Keyspace keyspace, HashValue.Limits limits) {
    this.input = input;
    this.keyspace = keyspace;
    this.limits = limits;
  }

  /**
   * Reads a dump; keys whose time has passed are left out.
   *
   * @param into empty databases, whose clock is set
   * @param limits of small hashes
   * @param newest the newest version of the format to read
   * @throws IOException if the file cannot be read
   * @throws RdbException if it holds no such dump, or a damaged one
   */
  public static void read(Path file, Keyspace into, HashValue.Limits limits, int newest)
      throws IOException, RdbException {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      RdbInput input = new RdbInput(stream, Files.size(file));
      try {
        new RdbReader(input, into, limits).read(newest);
      } catch (EOFException e) {
        throw new RdbException(SHORT_READ + ": position=" + input.position());
      }
    }
  }

  /** Returns a value that stands in no dump, but as in one of the release. */
  static Value value(byte[] image, int type, HashValue.Limits limits)
      throws IOException, RdbException {
    RdbInput input = new RdbInput(new ByteArrayInputStream(image), image.length);
    return new RdbReader(input, new Keyspace(0), limits).value(type);
  }

  private void read(int newest) throws IOException, RdbException {
    checkVersion(newest);
    Database database = keyspace.database(0);
    long deadline = Long.MIN_VALUE; // none
    for (int code = input.octet(); code != Rdb.END; code = input.octet()) {
      switch (code) {
        case Rdb.SELECT -> database = select();
        case Rdb.DEADLINE_SECONDS -> deadline = (int) input.littleEndian(Integer.BYTES);
        case Rdb.DEADLINE_MILLIS ->
            deadline = Math.floorDiv(input.littleEndian(Long.BYTES), MILLIS_A_SECOND);
        default -> {
          entry(database, code, deadline);
          deadline = Long.MIN_VALUE;
        }
      }
    }
  }

  private void checkVersion(int newest) throws IOException, RdbException {
    String head;
    try {
      head =
          new String(
              input.octets(Rdb.SIGNATURE.length() + VERSION_DIGITS), StandardCharsets.ISO_8859_1);
    } catch (EOFException e) {
      throw new RdbException(SHORT_READ + ": position=" + input.position());
    }
    if (!head.startsWith(Rdb.SIGNATURE)) {
      throw RdbException.unknownFormat("Wrong signature trying to load DB from file");
    }
    String version = head.substring(Rdb.SIGNATURE.length());
    if (!version.matches("\\d+")
        || Integer.parseInt(version) < 1
        || Integer.parseInt(version) > newest) {
      throw RdbException.unknownFormat("Can't handle RDB format version " + version);
    }
  }

  private Database select() throws IOException, RdbException {
    long number = input.number();
    if (number >= keyspace.count()) {
      throw input.damaged(
          "the dump has more databases than are configured: number="
              + number
              + ", databases="
              + keyspace.count());
    }
    return keyspace.database((int) number);
  }

  private void entry(Database database, int type, long deadline) throws IOException, RdbException {
    Bytes key = input.string();
    Value value = value(type);
    if (deadline != Long.MIN_VALUE && keyspace.now() > deadline) {
      return;
    }
    if (database.peek(key) != null) {
      throw input.damaged("the dump has a key twice: key=" + key);
    }
    database.put(key, value);
    if (deadline != Long.MIN_VALUE) {
      database.expireAt(key, deadline);
    }
  }

  private Value value(int type) throws IOException, RdbException {
    return switch (type) {
      case Rdb.STRING -> StringValue.encode(input.string());
      case Rdb.LIST -> list();
      case Rdb.SET -> set();
      case Rdb.SORTED_SET -> sortedSet();
      case Rdb.HASH -> hash();
      case Rdb.ZIPMAP_HASH -> new CompactValues(input, limits).zipmap();
      case Rdb.ZIPLIST_LIST -> new CompactValues(input, limits).list();
      case Rdb.INTSET_SET -> new CompactValues(input, limits).intset();
      case Rdb.ZIPLIST_SORTED_SET -> new CompactValues(input, limits).sortedSet();
      case Rdb.ZIPLIST_HASH -> new CompactValues(input, limits).hash();
      default -> throw input.damaged("unknown type of a value: found=" + type);
    };
  }

  private ListValue list() throws IOException, RdbException {
    ListValue list = new ListValue();
    for (int left = input.count(); left > 0; left--) {
      list.addLast(input.string());
    }
    return list;
  }

  private SetValue set() throws IOException, RdbException {
    SetValue set = new SetValue();
    for (int left = input.count(); left > 0; left--) {
      set.add(input.string());
    }
    return set;
  }

  private SortedSetValue sortedSet() throws IOException, RdbException {
    SortedSetValue set = new SortedSetValue();
    for (int left = input.count(); left > 0; left--) {
      Bytes member = input.string();
      set.put(member, input.score());
    }
    return set;
  }

  private HashValue hash() throws IOException, RdbException {
    HashValue hash = new HashValue();
    for (int left = input.count(); left > 0; left--) {
      Bytes field = input.string();
      hash.put(field, input.string(), limits);
    }
    return hash;
  }
}
