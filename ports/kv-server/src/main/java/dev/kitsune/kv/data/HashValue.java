package dev.kitsune.kv.data;

import org.jspecify.annotations.Nullable;

/**
 * A hash: fields with values; never empty while a key holds it. It begins in the small form and
 * becomes a table, never to return, when it holds more fields, or a longer string, than the limits
 * allow.
 *
 * <p>Not thread-safe.
 */
public final class HashValue extends Container {

  private static final int FIELD_OVERHEAD = 64;

  /**
   * Up to where a hash keeps its small form.
   *
   * @param entries how many fields it may have
   * @param length how many bytes a field or a value may have
   */
  public record Limits(int entries, int length) {}

  private @Nullable Zipmap small = new Zipmap();
  private @Nullable Dict<StringValue> large; // exactly one of the two is null
  private long contents; // bytes in the table

  /** Returns how many fields there are. */
  public int size() {
    return small != null ? small.size() : table().size();
  }

  /** Returns a field's value, or null. */
  public @Nullable StringValue get(Bytes field) {
    return small != null ? small.get(field) : table().get(field);
  }

  /** Returns whether there is such a field. */
  public boolean contains(Bytes field) {
    return get(field) != null;
  }

  /** Sets a field; returns whether it is new. Of values only plain bytes count for the limits. */
  public boolean put(Bytes field, StringValue value, Limits limits) {
    if (small != null && (isLong(field, limits) || isLong(value, limits))) {
      enlarge(small);
    }
    if (small == null) {
      return putIntoTable(field, value);
    }
    boolean added = small.put(field, value.bytes());
    if (small.size() > limits.entries()) {
      enlarge(small);
    }
    return added;
  }

  private static boolean isLong(StringValue string, Limits limits) {
    return string instanceof Bytes bytes && bytes.length() > limits.length();
  }

  private void enlarge(Zipmap fields) {
    large = new Dict<>();
    small = null;
    fields.forEach(this::putIntoTable);
  }

  private boolean putIntoTable(Bytes field, StringValue value) {
    StringValue encoded = StringValue.encode(value.bytes());
    StringValue old = table().get(field);
    contents += encoded.footprint();
    if (old != null) {
      contents -= old.footprint();
    } else {
      contents += field.footprint() + FIELD_OVERHEAD;
    }
    return table().put(field, encoded);
  }

  /** Removes a field; returns whether it was here. */
  public boolean remove(Bytes field) {
    if (small != null) {
      return small.remove(field);
    }
    StringValue old = table().get(field);
    if (old == null) {
      return false;
    }
    contents -= old.footprint() + field.footprint() + FIELD_OVERHEAD;
    table().remove(field);
    table().shrinkIfSparse();
    return true;
  }

  /** Visits all fields: in the order of their coming in the small form, else in the table's. */
  public void forEach(Dict.Visitor<StringValue> visitor) {
    if (small != null) {
      small.forEach(visitor);
    } else {
      table().forEach(visitor);
    }
  }

  private Dict<StringValue> table() {
    Dict<StringValue> table = large;
    if (table == null) {
      throw new IllegalStateException("hash has neither of its forms");
    }
    return table;
  }

  @Override
  public String typeName() {
    return "hash";
  }

  @Override
  public int typeNumber() {
    return 4;
  }

  @Override
  public String encoding() {
    return small != null ? "zipmap" : "hashtable";
  }

  @Override
  public long footprint() {
    return OVERHEAD + (small != null ? small.footprint() : contents);
  }
}
