package dev.kitsune.kv.data;

/** A list of byte strings; never empty while a key holds it. */
public final class ListValue implements Value {

  private final Chain<Bytes> elements = new Chain<>();

  /** Returns the elements, to be read and changed. */
  public Chain<Bytes> elements() {
    return elements;
  }

  @Override
  public String typeName() {
    return "list";
  }

  @Override
  public int typeNumber() {
    return 1;
  }
}
