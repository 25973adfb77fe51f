package dev.kitsune.eval.http;

/** Takes the titles out of a stream that has one after every so many bytes of data. */
final class Titles {

  /** What servers of the kind say in {@code icy-metaint}. */
  static final int INTERVAL = 16_000;

  private static final int UNIT = 16;

  private final boolean isOn;
  private int untilTitle = INTERVAL;
  private int titleLeft;

  Titles(boolean isOn) {
    this.isOn = isOn;
  }

  /**
   * Moves the data to the front of a block.
   *
   * @return how many bytes of data there are
   */
  int strip(byte[] block, int length) {
    if (!isOn) {
      return length;
    }
    int kept = 0;
    for (int i = 0; i < length; i++) {
      if (titleLeft > 0) {
        titleLeft--;
      } else if (untilTitle == 0) {
        titleLeft = (block[i] & 0xff) * UNIT;
        untilTitle = INTERVAL;
      } else {
        block[kept++] = block[i];
        untilTitle--;
      }
    }
    return kept;
  }
}
