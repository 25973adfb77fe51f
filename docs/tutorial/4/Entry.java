package tutorial;

/** A value, and how often it was read. */
final class Entry<V> {

  final V value;
  int reads;

  Entry(V value) {
    this.value = value;
  }

  V read() {
    reads++;
    return value;
  }
}
