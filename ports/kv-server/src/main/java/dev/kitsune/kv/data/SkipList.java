package dev.kitsune.kv.data;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The release's skip list: members ordered by score, then by their bytes. Every link knows how many
 * places it passes, so that ranks are found in logarithmic time. Not thread-safe.
 *
 * <pre>
 *   level 2  head ------------------------> c --------> tail
 *   level 1  head ---------> b -----------> c --------> tail
 *   level 0  head --> a ---> b ---> b' ---> c --> d --> tail
 * </pre>
 */
public final class SkipList {

  private static final int MOST_LEVELS = 32;
  private static final int PROMOTED_ONE_IN = 4;

  /** One member with its score, and its links. */
  public static final class Node {
    private final @Nullable Node[] forward;
    private final int[] span; // how many places each link passes
    private @Nullable Node backward;
    private final double score;
    private final Bytes member;

    private Node(int levels, double score, Bytes member) {
      forward = new Node[levels];
      span = new int[levels];
      this.score = score;
      this.member = member;
    }

    /** Returns the score. */
    public double score() {
      return score;
    }

    /** Returns the member. */
    public Bytes member() {
      return member;
    }

    /** Returns the node after this, or null at the end. */
    public @Nullable Node next() {
      return forward[0];
    }

    /** Returns the node before this, or null at the beginning. */
    public @Nullable Node previous() {
      return backward;
    }

    private boolean isBefore(double otherScore, Bytes otherMember) {
      return score < otherScore || score == otherScore && member.compareTo(otherMember) < 0;
    }
  }

  private final Node head = new Node(MOST_LEVELS, 0, Bytes.of(""));
  private @Nullable Node tail;
  private int size;
  private int levels = 1;

  /** Returns how many members there are. */
  public int size() {
    return size;
  }

  /** Returns the first node, or null if there is none. */
  public @Nullable Node first() {
    return head.forward[0];
  }

  /** Returns the last node, or null if there is none. */
  public @Nullable Node last() {
    return tail;
  }

  /** Adds a member that is not here. */
  public void insert(double score, Bytes member, RandomGenerator random) {
    Node[] before = new Node[MOST_LEVELS]; // the last node before the new one, of each level
    int[] rank = new int[MOST_LEVELS]; // and how many places it is from the head
    Node node = head;
    for (int level = levels - 1; level >= 0; level--) {
      rank[level] = level == levels - 1 ? 0 : rank[level + 1];
      Node next = node.forward[level];
      while (next != null && next.isBefore(score, member)) {
        rank[level] += node.span[level];
        node = next;
        next = node.forward[level];
      }
      before[level] = node;
    }
    int height = randomHeight(random);
    for (; levels < height; levels++) {
      before[levels] = head;
      head.span[levels] = size;
    }
    Node added = new Node(height, score, member);
    for (int level = 0; level < height; level++) {
      Node left = before[level];
      int passed = rank[0] - rank[level];
      added.forward[level] = left.forward[level];
      added.span[level] = left.span[level] - passed;
      left.forward[level] = added;
      left.span[level] = passed + 1;
    }
    for (int level = height; level < levels; level++) {
      before[level].span[level]++;
    }
    added.backward = before[0] == head ? null : before[0];
    Node next = added.forward[0];
    if (next == null) {
      tail = added;
    } else {
      next.backward = added;
    }
    size++;
  }

  private static int randomHeight(RandomGenerator random) {
    int height = 1;
    while (height < MOST_LEVELS && random.nextInt(PROMOTED_ONE_IN) == 0) {
      height++;
    }
    return height;
  }

  /** Removes a member that is here with this score. */
  public void remove(double score, Bytes member) {
    Node[] before = new Node[MOST_LEVELS];
    Node node = head;
    for (int level = levels - 1; level >= 0; level--) {
      Node next = node.forward[level];
      while (next != null && next.isBefore(score, member)) {
        node = next;
        next = node.forward[level];
      }
      before[level] = node;
    }
    Node removed = node.forward[0];
    if (removed == null || !removed.member.equals(member)) {
      throw new IllegalStateException("expected a member with its score: found=none");
    }
    for (int level = 0; level < levels; level++) {
      Node left = before[level];
      if (left.forward[level] == removed) {
        left.span[level] += removed.span[level] - 1;
        left.forward[level] = removed.forward[level];
      } else {
        left.span[level]--;
      }
    }
    Node next = removed.forward[0];
    if (next == null) {
      tail = removed.backward;
    } else {
      next.backward = removed.backward;
    }
    while (levels > 1 && head.forward[levels - 1] == null) {
      levels--;
    }
    size--;
  }

  /** Returns the index of a member that is here with this score. */
  public int indexOf(double score, Bytes member) {
    int passed = 0;
    Node node = head;
    for (int level = levels - 1; level >= 0; level--) {
      Node next = node.forward[level];
      while (next != null && next.isBefore(score, member)) {
        passed += node.span[level];
        node = next;
        next = node.forward[level];
      }
    }
    return passed;
  }

  /** Returns the node of an index, or null if there is none. */
  public @Nullable Node at(int index) {
    if (index < 0 || index >= size) {
      return null;
    }
    int left = index + 1;
    Node node = head;
    for (int level = levels - 1; level >= 0; level--) {
      Node next = node.forward[level];
      while (next != null && node.span[level] <= left) {
        left -= node.span[level];
        node = next;
        next = node.forward[level];
      }
      if (left == 0) {
        break;
      }
    }
    return node;
  }

  /** Returns the first node whose score is not below a bound, or null. */
  public @Nullable Node firstFrom(ScoreBound least) {
    Node node = head;
    for (int level = levels - 1; level >= 0; level--) {
      Node next = node.forward[level];
      while (next != null && least.isAbove(next.score)) {
        node = next;
        next = node.forward[level];
      }
    }
    return node.forward[0];
  }
}
