package dev.kitsune.kv.persistence;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Doubles;
import dev.kitsune.kv.data.HashValue;
import dev.kitsune.kv.data.IntValue;
import dev.kitsune.kv.data.ListValue;
import dev.kitsune.kv.data.SetValue;
import dev.kitsune.kv.data.SortedSetValue;
import dev.kitsune.kv.data.StringValue;
import dev.kitsune.kv.data.Value;
import dev.kitsune.kv.store.Snapshot;
import org.jspecify.annotations.Nullable;

/** Writes a dump of version 1, the release's. */
public final class RdbWriter implements Snapshot.Sink {

  private static final int LONGEST_INTEGER = 11;
  private static final int COMPRESSED_ABOVE = 20;
  private static final int LEAST_SAVING = 4;
  private static final int NO_DATABASE = -1;

  private final Output output;
  private final boolean compresses;
  private int selected = NO_DATABASE;

  /** Begins a dump. */
  public RdbWriter(Output output, boolean compresses) {
    this(compresses, output);
    output.write(Rdb.SIGNATURE + "0001");
  }

  /** Writes values that stand in no dump. */
  private RdbWriter(boolean compresses, Output output) {
    this.output = output;
    this.compresses = compresses;
  }

  /** Returns how many bytes a value takes in a dump, without its key. */
  public static long length(Value value, boolean compresses) {
    Output counter = new Output(null);
    new RdbWriter(compresses, counter).value(value);
    return counter.total();
  }

  /** Writes a value as in a dump that compresses, without its key. */
  static void writeValue(Output output, Value value) {
    new RdbWriter(true, output).value(value);
  }

  @Override
  public void entry(int database, Bytes key, Value value, @Nullable Long deadline) {
    if (database != selected) {
      output.write(Rdb.SELECT);
      length(database);
      selected = database;
    }
    if (deadline != null) {
      output.write(Rdb.DEADLINE_SECONDS);
      littleEndian((int) (long) deadline, Integer.BYTES);
    }
    output.write(value.typeNumber());
    string(key);
    value(value);
  }

  @Override
  public int pending() {
    return output.length();
  }

  /** Ends the dump. */
  public void end() {
    output.write(Rdb.END);
  }

  private void value(Value value) {
    if (value instanceof IntValue integer) {
      integer(integer);
    } else if (value instanceof StringValue string) {
      string(string.bytes());
    } else if (value instanceof ListValue list) {
      length(list.elements().size());
      list.elements().forEach(this::string);
    } else if (value instanceof SetValue set) {
      length(set.size());
      set.forEach(this::string);
    } else if (value instanceof SortedSetValue set) {
      length(set.size());
      set.forEach((member, score) -> {
        string(member);
        score(score);
      });
    } else if (value instanceof HashValue hash) {
      length(hash.size());
      hash.forEach((field, string) -> {
        string(field);
        value(string);
      });
    }
  }

  private void score(double score) {
    if (Double.isNaN(score)) {
      output.write(Rdb.DOUBLE_NAN);
    } else if (Double.isInfinite(score)) {
      output.write(score > 0 ? Rdb.DOUBLE_INFINITE : Rdb.DOUBLE_MINUS_INFINITE);
    } else {
      String text = Doubles.format(score);
      output.write(text.length());
      output.write(text);
    }
  }

  private void length(int length) {
    if (length < 1 << 6) {
      output.write(length);
    } else if (length < 1 << 14) {
      output.write(Rdb.LENGTH_14 | length >> 8);
      output.write(length);
    } else {
      output.write(Rdb.LENGTH_32);
      for (int shift = 24; shift >= 0; shift -= 8) {
        output.write(length >> shift);
      }
    }
  }

  private void integer(IntValue value) {
    if (!smallInteger(value.integer())) {
      verbatim(value.bytes());
    }
  }

  private void string(Bytes bytes) {
    if (bytes.length() <= LONGEST_INTEGER
        && StringValue.encode(bytes) instanceof IntValue value
        && smallInteger(value.integer())) {
      return;
    }
    if (!compresses || bytes.length() <= COMPRESSED_ABOVE || !compressed(bytes)) {
      verbatim(bytes);
    }
  }

  /** Writes an integer of at most 32 bits; returns whether it is one. */
  private boolean smallInteger(long integer) {
    if (integer == (byte) integer) {
      output.write(Rdb.SPECIAL | Rdb.INTEGER_8);
      littleEndian((int) integer, Byte.BYTES);
    } else if (integer == (short) integer) {
      output.write(Rdb.SPECIAL | Rdb.INTEGER_16);
      littleEndian((int) integer, Short.BYTES);
    } else if (integer == (int) integer) {
      output.write(Rdb.SPECIAL | Rdb.INTEGER_32);
      littleEndian((int) integer, Integer.BYTES);
    } else {
      return false;
    }
    return true;
  }

  private boolean compressed(Bytes bytes) {
    byte[] small = Lzf.compress(bytes.toArray(), bytes.length() - LEAST_SAVING);
    if (small == null) {
      return false;
    }
    output.write(Rdb.SPECIAL | Rdb.COMPRESSED);
    length(small.length);
    length(bytes.length());
    output.write(small, 0, small.length);
    return true;
  }

  private void verbatim(Bytes bytes) {
    length(bytes.length());
    output.write(bytes);
  }

  private void littleEndian(int number, int bytes) {
    for (int i = 0; i < bytes; i++) {
      output.write(number >> 8 * i);
    }
  }
}
