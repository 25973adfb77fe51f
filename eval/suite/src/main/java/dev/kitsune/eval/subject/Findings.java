package dev.kitsune.eval.subject;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what the connections of one load find wrong. Thread-safe. */
public final class Findings {

  private static final int WORDS_KEPT = 10;

  // All guarded by this.
  private final Set<String> lost = new HashSet<>();
  private final Set<String> altered = new HashSet<>();
  private final Set<String> inDoubt = new HashSet<>();
  private final List<String> words = new ArrayList<>();
  private long bytesLost;
  private long bytesDoubled;
  private long bytesAltered;
  private long wrongReplies;
  private long connectionsDropped;
  private long unanswered;

  /** Makes an empty collection. */
  public Findings() {}

  /** Notes that something is not there. */
  public synchronized void lost(String key, Object expected, Object reply) {
    lost.add(key);
    say("lost " + key + ": expected " + expected + ", found " + reply);
  }

  /** Notes that something has other contents. */
  public synchronized void altered(String key, Object expected, Object reply) {
    altered.add(key);
    say("altered " + key + ": expected " + expected + ", found " + reply);
  }

  /** Notes bytes of a stream that did not arrive. */
  public synchronized void bytesLost(String stream, long position, long count) {
    bytesLost += count;
    say("bytes lost: " + stream + ", position=" + position + ", count=" + count);
  }

  /** Notes bytes of a stream that arrived once more. */
  public synchronized void bytesDoubled(String stream, long position, long count) {
    bytesDoubled += count;
    say("bytes doubled: " + stream + ", position=" + position + ", count=" + count);
  }

  /** Notes bytes of a stream that arrived as others. */
  public synchronized void bytesAltered(String stream, long position, long count) {
    bytesAltered += count;
    say("bytes altered: " + stream + ", position=" + position + ", count=" + count);
  }

  /** Notes a reply that is not the right one. */
  public synchronized void wrongReply(String what) {
    wrongReplies++;
    say("wrong reply: " + what);
  }

  /** Notes that a connection ended. */
  public synchronized void connectionDropped(String connection, Throwable cause) {
    connectionsDropped++;
    say("connection dropped: " + connection + ", " + cause);
  }

  /** Notes requests without an answer. */
  public synchronized void unanswered(long requests) {
    unanswered += requests;
  }

  /** Notes that the last write to a key had no answer. */
  public synchronized void inDoubt(String key) {
    inDoubt.add(key);
  }

  /** Returns the counters and begins again from zero. */
  public synchronized Correctness take() {
    Correctness taken =
        new Correctness(
            lost.size(),
            altered.size(),
            bytesLost,
            bytesDoubled,
            bytesAltered,
            wrongReplies,
            connectionsDropped,
            unanswered,
            inDoubt.size(),
            List.copyOf(words));
    lost.clear();
    altered.clear();
    inDoubt.clear();
    words.clear();
    bytesLost = 0;
    bytesDoubled = 0;
    bytesAltered = 0;
    wrongReplies = 0;
    connectionsDropped = 0;
    unanswered = 0;
    return taken;
  }

  private void say(String what) {
    if (words.size() < WORDS_KEPT) {
      words.add(what);
    }
  }
}
