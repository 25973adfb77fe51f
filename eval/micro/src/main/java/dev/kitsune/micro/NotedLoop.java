package dev.kitsune.micro;

import dev.kitsune.Kitsune;
import dev.kitsune.NoteLocals;

/** The same loop as {@link PlainLoop}, whose locals are to be readable; it is woven before use. */
public final class NotedLoop implements Loop {

  @Override
  @NoteLocals
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
