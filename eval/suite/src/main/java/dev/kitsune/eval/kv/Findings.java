package dev.kitsune.eval.kv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what the connections of one load find wrong. Thread-safe. */
final class Findings {

  private static final int WORDS_KEPT = 10;

  // All guarded by this.
  private final Set<String> lost = new HashSet<>();
  private final Set<String> altered = new HashSet<>();
  private final Set<String> inDoubt = new HashSet<>();
  private final List<String> words = new ArrayList<>();
  private long wrongReplies;
  private long connectionsDropped;
  private long unanswered;

  /** Notes the verdict on a read of a key. */
  void judged(String key, Values.Verdict verdict, Object expected, Object reply) {
    switch (verdict) {
      case RIGHT -> {}
      case LOST -> lost(key, expected, reply);
      case ALTERED -> altered(key, expected, reply);
      case WRONG -> wrongReply(key + ": expected " + expected + ", found " + reply);
    }
  }

  synchronized void lost(String key, Object expected, Object reply) {
    lost.add(key);
    say("lost " + key + ": expected " + expected + ", found " + reply);
  }

  synchronized void altered(String key, Object expected, Object reply) {
    altered.add(key);
    say("altered " + key + ": expected " + expected + ", found " + reply);
  }

  synchronized void wrongReply(String what) {
    wrongReplies++;
    say("wrong reply: " + what);
  }

  synchronized void connectionDropped(String connection, Throwable cause) {
    connectionsDropped++;
    say("connection dropped: " + connection + ", " + cause);
  }

  synchronized void unanswered(long requests) {
    unanswered += requests;
  }

  /** Notes that the last write to a key had no answer. */
  synchronized void inDoubt(String key) {
    inDoubt.add(key);
  }

  /** Returns the counters and begins again from zero. */
  synchronized Correctness take() {
    Correctness taken =
        new Correctness(
            lost.size(),
            altered.size(),
            wrongReplies,
            connectionsDropped,
            unanswered,
            inDoubt.size(),
            List.copyOf(words));
    lost.clear();
    altered.clear();
    inDoubt.clear();
    words.clear();
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
