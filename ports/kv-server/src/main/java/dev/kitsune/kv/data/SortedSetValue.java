package dev.kitsune.kv.data;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A sorted set: members with scores, found by member in a table and by order in a skip list; never
 * empty while a key holds it. Not thread-safe.
 */
public final class SortedSetValue extends Container {

  private static final int MEMBER_OVERHEAD = 128;

  private final Dict<Double> scores = new Dict<>();
  private final SkipList order = new SkipList();
  private long contents;

  /** Returns how many members there are. */
  public int size() {
    return scores.size();
  }

  /** Returns the members in order, to be read. */
  public SkipList order() {
    return order;
  }

  /** Returns a member's score, or null. */
  public @Nullable Double score(Bytes member) {
    return scores.get(member);
  }

  /** Adds a member or gives it another score; returns whether it is new. */
  public boolean put(Bytes member, double score) {
    Double old = scores.get(member);
    if (old == null) {
      contents += member.footprint() + MEMBER_OVERHEAD;
    } else if (old == score) {
      return false;
    } else {
      order.remove(old, member);
    }
    order.insert(score, member, ThreadLocalRandom.current());
    return scores.put(member, score);
  }

  /** Removes a member; returns whether it was here. */
  public boolean remove(Bytes member) {
    Double score = scores.get(member);
    if (score == null) {
      return false;
    }
    contents -= member.footprint() + MEMBER_OVERHEAD;
    order.remove(score, member);
    scores.remove(member);
    scores.shrinkIfSparse();
    return true;
  }

  /** Returns how many members come before this one, which must be here. */
  public int rank(Bytes member, double score) {
    return order.indexOf(score, member);
  }

  /** Visits all members with their scores, in the table's order. */
  public void forEach(Dict.Visitor<Double> visitor) {
    scores.forEach(visitor);
  }

  @Override
  public String typeName() {
    return "zset";
  }

  @Override
  public int typeNumber() {
    return 3;
  }

  @Override
  public long footprint() {
    return OVERHEAD + contents;
  }
}
