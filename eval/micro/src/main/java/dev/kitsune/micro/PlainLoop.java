package dev.kitsune.micro;

import dev.kitsune.Kitsune;

/** A loop with three locals and an update point, as javac makes it. */
public final class PlainLoop implements Loop {

  @Override
  public long run(int rounds) {
    long sum = 1;
    int last = 0;
    for (int i = 0; i < rounds; i++) {
      Kitsune.update("loop");
      last = (int) (sum >>> 7) ^ i;
      sum = sum * 31 + last;
    }
    return sum + last;
  }
}
