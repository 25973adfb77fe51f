package dev.kitsune.kv.data;

/** Stands in a table for a value that is in the swap file: where it lies there, and its kind. */
public final class SwappedValue implements Value {

  /** How many bytes this takes, wherever the value is. */
  public static final long FOOTPRINT = OVERHEAD;

  private final String typeName;
  private final int typeNumber;
  private final int page;
  private final int pages;
  private final int length;

  /**
   * Stands for a value.
   *
   * @param page the first of its pages
   * @param pages how many there are, one after the other
   * @param length how many bytes of them it takes
   */
  public SwappedValue(Value value, int page, int pages, int length) {
    typeName = value.typeName();
    typeNumber = value.typeNumber();
    this.page = page;
    this.pages = pages;
    this.length = length;
  }

  /** Returns the first page. */
  public int page() {
    return page;
  }

  /** Returns how many pages there are. */
  public int pages() {
    return pages;
  }

  /** Returns how many bytes the value takes in the file. */
  public int length() {
    return length;
  }

  @Override
  public String typeName() {
    return typeName;
  }

  @Override
  public int typeNumber() {
    return typeNumber;
  }

  @Override
  public long footprint() {
    return FOOTPRINT;
  }
}
