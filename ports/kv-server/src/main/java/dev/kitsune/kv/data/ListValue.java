package dev.kitsune.kv.data;

/** A list of byte strings; never empty while a key holds it. */
public final class ListValue extends Container {

  private static final int ELEMENT_OVERHEAD = 48;

  private final Chain<Bytes> elements = new Chain<>();
  private long contents;

  /** Returns the elements, to be read. */
  public Chain<Bytes> elements() {
    return elements;
  }

  /** Adds an element before all others. */
  public void addFirst(Bytes element) {
    contents += element.footprint() + ELEMENT_OVERHEAD;
    elements.addFirst(element);
  }

  /** Adds an element after all others. */
  public void addLast(Bytes element) {
    contents += element.footprint() + ELEMENT_OVERHEAD;
    elements.addLast(element);
  }

  /** Takes a place of this list, and its element, out of it. */
  public void remove(Chain.Link<Bytes> link) {
    contents -= link.element().footprint() + ELEMENT_OVERHEAD;
    elements.remove(link);
  }

  /** Puts another element at a place of this list. */
  public void replace(Chain.Link<Bytes> link, Bytes element) {
    contents += element.footprint() - link.element().footprint();
    link.replace(element);
  }

  @Override
  public String typeName() {
    return "list";
  }

  @Override
  public int typeNumber() {
    return 1;
  }

  @Override
  public long footprint() {
    return OVERHEAD + contents;
  }
}
