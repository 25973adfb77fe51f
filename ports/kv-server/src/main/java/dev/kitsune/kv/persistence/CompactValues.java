package dev.kitsune.kv.persistence;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.HashValue;
import dev.kitsune.kv.data.ListValue;
import dev.kitsune.kv.data.SetValue;
import dev.kitsune.kv.data.SortedSetValue;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/*
 * The blocks of later releases' dumps, each inside one string:
 *
 *   zipmap   count, then pairs: length field, length unused-count value unused; 255
 *   ziplist  total-bytes(4) last-offset(4) count(2), then entries: length-of-previous, coding, bytes; 255
 *   intset   width(4) count(4), then that many integers
 *
 * A length of a zipmap is one byte below 254, else 254 and four bytes. A ziplist's
 * coding is 00, 01, 10 and a length of 6, 14 or 32 bits, or 11 and the width of an integer.
 */
/** Values that later releases save as one block of bytes; read only from their dumps. */
final class CompactValues {

  private static final int END = 255;
  private static final int LONG_LENGTH = 254;

  private final RdbInput input;
  private final HashValue.Limits limits;

  CompactValues(RdbInput input, HashValue.Limits limits) {
    this.input = input;
    this.limits = limits;
  }

  ListValue list() throws IOException, RdbException {
    ListValue list = new ListValue();
    ziplist().forEach(list::addLast);
    return list;
  }

  SortedSetValue sortedSet() throws IOException, RdbException {
    SortedSetValue set = new SortedSetValue();
    List<Bytes> entries = pairs();
    for (int i = 0; i < entries.size(); i += 2) {
      set.put(entries.get(i), input.score(entries.get(i + 1).toString()));
    }
    return set;
  }

  HashValue hash() throws IOException, RdbException {
    HashValue hash = new HashValue();
    List<Bytes> entries = pairs();
    for (int i = 0; i < entries.size(); i += 2) {
      hash.put(entries.get(i), entries.get(i + 1), limits);
    }
    return hash;
  }

  HashValue zipmap() throws IOException, RdbException {
    HashValue hash = new HashValue();
    ByteBuffer block = block();
    try {
      block.get(); // how many, perhaps
      for (int length = octet(block); length != END; length = octet(block)) {
        Bytes field = take(block, length == LONG_LENGTH ? block.getInt() : length);
        int valueLength = octet(block);
        valueLength = valueLength == LONG_LENGTH ? block.getInt() : valueLength;
        int unused = octet(block);
        Bytes value = take(block, valueLength);
        take(block, unused);
        hash.put(field, value, limits);
      }
    } catch (BufferUnderflowException e) {
      throw damaged("zipmap");
    }
    return hash;
  }

  SetValue intset() throws IOException, RdbException {
    SetValue set = new SetValue();
    ByteBuffer block = block();
    try {
      int width = block.getInt();
      for (int left = block.getInt(); left > 0; left--) {
        long integer =
            switch (width) {
              case Short.BYTES -> block.getShort();
              case Integer.BYTES -> block.getInt();
              case Long.BYTES -> block.getLong();
              default -> throw damaged("intset");
            };
        set.add(Bytes.of(Long.toString(integer)));
      }
    } catch (BufferUnderflowException e) {
      throw damaged("intset");
    }
    return set;
  }

  private List<Bytes> pairs() throws IOException, RdbException {
    List<Bytes> entries = ziplist();
    if (entries.size() % 2 != 0) {
      throw damaged("ziplist of pairs");
    }
    return entries;
  }

  private List<Bytes> ziplist() throws IOException, RdbException {
    List<Bytes> entries = new ArrayList<>();
    ByteBuffer block = block();
    try {
      block.position(2 * Integer.BYTES + Short.BYTES);
      for (int previous = octet(block); previous != END; previous = octet(block)) {
        if (previous == LONG_LENGTH) {
          block.getInt();
        }
        entries.add(ziplistEntry(block));
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw damaged("ziplist");
    }
    return entries;
  }

  private Bytes ziplistEntry(ByteBuffer block) throws RdbException {
    int coding = octet(block);
    return switch (coding >> 6) {
      case 0 -> take(block, coding & 0x3f);
      case 1 -> take(block, (coding & 0x3f) << 8 | octet(block));
      case 2 -> take(block, Integer.reverseBytes(block.getInt()));
      default -> Bytes.of(Long.toString(ziplistInteger(block, coding)));
    };
  }

  private long ziplistInteger(ByteBuffer block, int coding) throws RdbException {
    switch (coding) {
      case 0xc0:
        return block.getShort();
      case 0xd0:
        return block.getInt();
      case 0xe0:
        return block.getLong();
      case 0xf0: // 24 bits
        return block.get() & 0xff | (block.get() & 0xff) << 8 | block.get() << 16;
      case 0xfe:
        return block.get();
      default:
        if (coding > 0xf0 && coding < 0xfe) {
          return (coding & 0xf) - 1; // 0 to 12 in the coding itself
        }
        throw damaged("ziplist");
    }
  }

  private ByteBuffer block() throws IOException, RdbException {
    return ByteBuffer.wrap(input.string().toArray()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int octet(ByteBuffer block) {
    return block.get() & 0xff;
  }

  private static Bytes take(ByteBuffer block, int length) {
    if (length < 0 || length > block.remaining()) {
      throw new BufferUnderflowException();
    }
    int from = block.position();
    block.position(from + length);
    return Bytes.copyOf(block.array(), from, from + length);
  }

  private RdbException damaged(String form) {
    return input.damaged("damaged block: form=" + form);
  }
}
