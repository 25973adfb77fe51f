package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Doubles;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.data.ScoreBound;
import dev.kitsune.kv.data.SkipList.Node;
import dev.kitsune.kv.data.SortedSetValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of single sorted sets, by rank and by score. */
final class SortedSetRanges {

  private static final String WITH_SCORES = "withscores";

  private SortedSetRanges() {}

  static void zrange(Call call, Bytes[] arguments) {
    byRank(call, arguments, false);
  }

  static void zrevrange(Call call, Bytes[] arguments) {
    byRank(call, arguments, true);
  }

  private static void byRank(Call call, Bytes[] arguments, boolean fromTheEnd) {
    long first = Numbers.parseStrictly(arguments[2]);
    long last = Numbers.parseStrictly(arguments[3]);
    boolean withScores = arguments.length == 5 && arguments[4].equalsIgnoreCase(WITH_SCORES);
    if (arguments.length > 4 && !withScores) {
      throw new CommandException(Errors.SYNTAX);
    }
    SortedSetValue set = call.database().read(arguments[1], SortedSetValue.class);
    if (set == null) {
      call.reply().multiBulk(0);
      return;
    }
    Range range = Range.of(first, last, set.size());
    call.reply().multiBulk(withScores ? 2 * range.size() : range.size());
    Node node = set.order().at(fromTheEnd ? set.size() - 1 - range.from() : range.from());
    for (int i = range.from(); i < range.to() && node != null; i++) {
      answer(call, node, withScores);
      node = fromTheEnd ? node.previous() : node.next();
    }
  }

  /** Answers {@code key min max [LIMIT offset count] [WITHSCORES]}. */
  static void zrangebyscore(Call call, Bytes[] arguments) {
    int words = arguments.length;
    boolean limited = words >= 7;
    boolean withScores = words == 5 || words == 8;
    if (words == 6
        || words > 8
        || withScores && !arguments[words - 1].equalsIgnoreCase(WITH_SCORES)) {
      throw new CommandException("wrong number of arguments for ZRANGEBYSCORE");
    }
    if (limited && !arguments[4].equalsIgnoreCase("limit")) {
      throw new CommandException(Errors.SYNTAX);
    }
    int offset = limited ? Math.max(Numbers.parseLoosely(arguments[5]), 0) : 0;
    int count = limited ? Numbers.parseLoosely(arguments[6]) : -1;
    List<Node> found = byScore(call, arguments, offset, count);
    call.reply().multiBulk(withScores ? 2 * found.size() : found.size());
    for (Node node : found) {
      answer(call, node, withScores);
    }
  }

  static void zcount(Call call, Bytes[] arguments) {
    call.reply().integer(byScore(call, arguments, 0, -1).size());
  }

  /** Returns the nodes between the bounds after the first few, as many as wanted; -1 means all. */
  private static List<Node> byScore(Call call, Bytes[] arguments, int offset, int count) {
    SortedSetValue set = call.database().read(arguments[1], SortedSetValue.class);
    ScoreBound most = ScoreBound.parse(arguments[3]);
    Node node = set == null ? null : set.order().firstFrom(ScoreBound.parse(arguments[2]));
    List<Node> found = new ArrayList<>();
    int skipped = 0;
    while (node != null && !most.isBelow(node.score()) && found.size() != count) {
      if (skipped < offset) {
        skipped++;
      } else {
        found.add(node);
      }
      node = node.next();
    }
    return found;
  }

  private static void answer(Call call, Node node, boolean withScore) {
    call.reply().bulk(node.member());
    if (withScore) {
      call.reply().bulk(node.score());
    }
  }

  /**
   * Removes between two scores, which belong to the range; unlike elsewhere they must be numbers.
   */
  static void zremrangebyscore(Call call, Bytes[] arguments) {
    ScoreBound least = new ScoreBound(Doubles.parseStrictly(arguments[2]), false);
    ScoreBound most = new ScoreBound(Doubles.parseStrictly(arguments[3]), false);
    SortedSetValue set = call.database().write(arguments[1], SortedSetValue.class);
    List<Bytes> members = new ArrayList<>();
    Node node = set == null ? null : set.order().firstFrom(least);
    for (; node != null && !most.isBelow(node.score()); node = node.next()) {
      members.add(node.member());
    }
    removeAll(call, arguments[1], set, members);
  }

  static void zremrangebyrank(Call call, Bytes[] arguments) {
    long first = Numbers.parseStrictly(arguments[2]);
    long last = Numbers.parseStrictly(arguments[3]);
    SortedSetValue set = call.database().write(arguments[1], SortedSetValue.class);
    List<Bytes> members = new ArrayList<>();
    if (set != null) {
      Range range = Range.of(first, last, set.size());
      Node node = set.order().at(range.from());
      for (int i = range.from(); i < range.to() && node != null; i++, node = node.next()) {
        members.add(node.member());
      }
    }
    removeAll(call, arguments[1], set, members);
  }

  private static void removeAll(
      Call call, Bytes key, @Nullable SortedSetValue set, List<Bytes> members) {
    if (set != null) {
      members.forEach(set::remove);
      SortedSetCommands.deleteIfEmpty(call.database(), key, set);
    }
    call.keyspace().changed(members.size());
    call.reply().integer(members.size());
  }
}
