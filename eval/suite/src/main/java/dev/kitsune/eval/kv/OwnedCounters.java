package dev.kitsune.eval.kv;

import dev.kitsune.eval.subject.Findings;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Counters: every INCR must give one more than the last. */
final class OwnedCounters implements OwnedKeys {

  private final String prefix;
  private final long[] values;
  private final BitSet doubtful = new BitSet();
  private final Findings findings;

  OwnedCounters(int connection, int count, Findings findings) {
    this.prefix = "counter:" + connection + ":";
    this.values = new long[count];
    this.findings = findings;
  }

  @Override
  public void populate(Link link) {
    for (int i = 0; i < values.length; i++) {
      increment(link, i);
    }
  }

  @Override
  public boolean exercise(Link link, SplittableRandom random) {
    return increment(link, random.nextInt(values.length));
  }

  @Override
  public void verify(Link link) {
    for (int i = 0; i < values.length; i++) {
      String key = prefix + i;
      Answer<String> answer = link.ask(jedis -> jedis.get(key));
      if (answer.isAnswered()) {
        judge(i, values[i], numberOf(answer.value()));
      }
    }
  }

  @Override
  public int count() {
    return values.length;
  }

  private boolean increment(Link link, int i) {
    String key = prefix + i;
    Answer<Long> answer = link.ask(jedis -> jedis.incr(key));
    if (answer.isAnswered()) {
      judge(i, values[i] + 1, answer.value());
    } else if (answer.isMissing()) {
      doubtful.set(i);
      findings.inDoubt(key);
    }
    return !answer.isMissing();
  }

  private void judge(int i, long expected, @Nullable Long found) {
    String key = prefix + i;
    boolean right = found != null && found == expected;
    boolean excused = doubtful.get(i) && found != null && found == expected + 1;
    doubtful.clear(i);
    if (!right && !excused) {
      if (found == null || found == 1) {
        findings.lost(key, expected, String.valueOf(found));
      } else {
        findings.altered(key, expected, found);
      }
    }
    // What was found is the base from now on, so that one fault is counted once.
    values[i] = found == null ? 0 : found;
  }

  private static @Nullable Long numberOf(@Nullable String reply) {
    if (reply == null) {
      return null;
    }
    try {
      return Long.valueOf(reply);
    } catch (NumberFormatException e) {
      return Long.MIN_VALUE;
    }
  }
}
