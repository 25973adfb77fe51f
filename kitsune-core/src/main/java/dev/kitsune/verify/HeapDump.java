package dev.kitsune.verify;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/*
 * The format
 *
 * A header that ends in a zero byte, the size of an id, a time; then records: tag, time, length,
 * content. Records of the two heap-dump tags hold records of their own, of which those of roots are
 * ids and numbers, and those of objects have a length in them. What is not needed is passed over.
 *
 * Source: "HPROF Agent binary format" as the JDK's own documentation of its heap dumps gives it.
 */
/** Reads a heap dump of the JVM (HPROF 1.0.2) from its beginning to its end, object by object. */
final class HeapDump {

  /** Told what the dump holds. What it does not override is read over. */
  interface Visitor {
    default void idSize(int bytes) {}

    default void text(long id, String text) {}

    default void className(int serial, long classId, long nameId) {}

    default void frame(long id, long methodNameId, int classSerial, int line) {}

    default void trace(int threadSerial, long[] frames) {}

    /**
     * @param threadSerial of the stack whose local it is, or -1
     * @param frame of that stack, or -1
     */
    default void root(String kind, long id, int threadSerial, int frame) {}

    default void type(ClassRecord type) {}

    /**
     * @param fields the values, as {@link ClassRecord#fieldTypes} of the class and then of its
     *     superclasses lay them out; valid during the call
     */
    default void instance(long id, long classId, byte[] fields) {}

    /**
     * @param elements valid during the call
     */
    default void array(long id, long classId, long[] elements) {}
  }

  /** A class; static fields of primitive types are left out. */
  record ClassRecord(
      long id,
      long superId,
      long loaderId,
      long[] staticNames,
      long[] staticValues,
      long[] fieldNames,
      byte[] fieldTypes) {}

  static final int OBJECT = 2;
  private static final int BUFFER = 1 << 18;
  private static final int[] SIZES = {0, 0, 0, 0, 1, 2, 4, 8, 1, 2, 4, 8};
  private static final String FORMAT = "JAVA PROFILE 1.0.2";

  private final DataInputStream in;
  private final Visitor visitor;
  private int idSize;

  private HeapDump(DataInputStream in, Visitor visitor) {
    this.in = in;
    this.visitor = visitor;
  }

  /** Shows the whole file. */
  static void read(Path file, Visitor visitor) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
      new HeapDump(in, visitor).read();
    }
  }

  /** Returns the size of a value of the type. */
  static int sizeOf(int type, int idSize) throws IOException {
    if (type == OBJECT) {
      return idSize;
    }
    if (type < 0 || type >= SIZES.length || SIZES[type] == 0) {
      throw new IOException("not a type of a heap dump: type=" + type);
    }
    return SIZES[type];
  }

  private void read() throws IOException {
    StringBuilder format = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != 0 && format.length() < 64; c = in.readUnsignedByte()) {
      format.append((char) c);
    }
    if (!format.toString().equals(FORMAT)) {
      throw new IOException("not a heap dump: expected=" + FORMAT + ", found=" + format);
    }
    idSize = in.readInt();
    if (idSize != Long.BYTES && idSize != Integer.BYTES) {
      throw new IOException("expected ids of 4 or 8 bytes: found=" + idSize);
    }
    visitor.idSize(idSize);
    in.readLong();
    for (int tag = in.read(); tag >= 0; tag = in.read()) {
      in.readInt();
      long length = Integer.toUnsignedLong(in.readInt());
      switch (tag) {
        case 0x01 -> text(length);
        case 0x02 -> {
          int serial = in.readInt();
          long id = id();
          in.readInt();
          visitor.className(serial, id, id());
        }
        case 0x04 -> {
          long id = id();
          long method = id();
          skip(2L * idSize);
          visitor.frame(id, method, in.readInt(), in.readInt());
        }
        case 0x05 -> {
          in.readInt();
          visitor.trace(in.readInt(), ids(in.readInt()));
        }
        case 0x0C, 0x1C -> heap(length);
        default -> skip(length);
      }
    }
  }

  private void text(long length) throws IOException {
    long id = id();
    byte[] bytes = new byte[Math.toIntExact(length - idSize)];
    in.readFully(bytes);
    visitor.text(id, new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
  }

  private void heap(long length) throws IOException {
    long left = length;
    while (left > 0) {
      int tag = in.readUnsignedByte();
      left -= 1 + record(tag);
    }
  }

  /** Reads a record of a heap; returns its length. */
  private long record(int tag) throws IOException {
    return switch (tag) {
      case 0xFF -> root("unknown", 0);
      case 0x01 -> root("native code, global", idSize);
      case 0x02 -> frameRoot("native code, local");
      case 0x03 -> frameRoot("local variable");
      case 0x04 -> root("native code, stack", 4);
      case 0x05 -> root("class of the JDK", 0);
      case 0x06 -> root("native code, thread", 4);
      case 0x07 -> root("monitor that is held", 0);
      case 0x08 -> root("thread", 8);
      case 0x20 -> type();
      case 0x21 -> instance();
      case 0x22 -> array();
      case 0x23 -> primitives();
      default -> throw new IOException("not a record of a heap dump: tag=" + tag);
    };
  }

  private long root(String kind, long more) throws IOException {
    visitor.root(kind, id(), -1, -1);
    skip(more);
    return idSize + more;
  }

  private long frameRoot(String kind) throws IOException {
    visitor.root(kind, id(), in.readInt(), in.readInt());
    return idSize + 8L;
  }

  private long type() throws IOException {
    long id = id();
    in.readInt();
    long superId = id();
    long loader = id();
    skip(4L * idSize + 4); // signers, domain, reserved, the size of instances
    long length = 7L * idSize + 8;
    int constants = in.readUnsignedShort();
    length += 2;
    for (int i = 0; i < constants; i++) {
      in.readUnsignedShort();
      int size = sizeOf(in.readUnsignedByte(), idSize);
      skip(size);
      length += 3 + size;
    }
    int statics = in.readUnsignedShort();
    length += 2;
    long[] staticNames = new long[statics];
    long[] staticValues = new long[statics];
    for (int i = 0; i < statics; i++) {
      staticNames[i] = id();
      int type = in.readUnsignedByte();
      int size = sizeOf(type, idSize);
      if (type == OBJECT) {
        staticValues[i] = id();
      } else {
        skip(size);
      }
      length += idSize + 1 + size;
    }
    int fields = in.readUnsignedShort();
    length += 2 + fields * (idSize + 1L);
    long[] names = new long[fields];
    byte[] types = new byte[fields];
    for (int i = 0; i < fields; i++) {
      names[i] = id();
      types[i] = in.readByte();
    }
    visitor.type(new ClassRecord(id, superId, loader, staticNames, staticValues, names, types));
    return length;
  }

  private long instance() throws IOException {
    long id = id();
    in.readInt();
    long type = id();
    byte[] fields = new byte[in.readInt()];
    in.readFully(fields);
    visitor.instance(id, type, fields);
    return 2L * idSize + 8 + fields.length;
  }

  private long array() throws IOException {
    long id = id();
    in.readInt();
    int count = in.readInt();
    long type = id();
    visitor.array(id, type, ids(count));
    return 2L * idSize + 8 + (long) count * idSize;
  }

  private long primitives() throws IOException {
    id();
    in.readInt();
    long count = in.readInt();
    long bytes = count * sizeOf(in.readUnsignedByte(), idSize);
    skip(bytes);
    return idSize + 9L + bytes;
  }

  private long[] ids(int count) throws IOException {
    long[] ids = new long[count];
    for (int i = 0; i < count; i++) {
      ids[i] = id();
    }
    return ids;
  }

  private long id() throws IOException {
    return idSize == Long.BYTES ? in.readLong() : Integer.toUnsignedLong(in.readInt());
  }

  private void skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      long skipped = in.skip(left);
      if (skipped == 0) {
        if (in.read() < 0) {
          throw new EOFException("the heap dump is cut off");
        }
        skipped = 1;
      }
      left -= skipped;
    }
  }
}
