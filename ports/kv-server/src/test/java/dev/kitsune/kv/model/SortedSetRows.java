package dev.kitsune.kv.model;

import dev.kitsune.kv.model.Space.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sorted sets. */
final class SortedSetRows {

  private final Space space;

  SortedSetRows(Space space) {
    this.space = space;
  }

  void addTo(Model model) {
    model.add(
        "zadd",
        4,
        a -> {
          double score = Numeric.strictDouble(a[2]);
          Scores set = toChange(a[1]);
          Double old = set.get(a[3]);
          if (old == null || old.doubleValue() != score) {
            set.put(a[3], score);
          }
          return Reply.flag(old == null);
        });
    model.add(
        "zincrby",
        4,
        a -> {
          double increment = Numeric.strictDouble(a[2]);
          Scores set = toChange(a[1]);
          Double old = set.get(a[3]);
          double score = (old == null ? 0 : old) + increment;
          if (Double.isNaN(score)) {
            throw new ModelError("resulting score is not a number (NaN)");
          }
          if (old == null || old.doubleValue() != score) {
            set.put(a[3], score);
          }
          return Reply.bulk(Numeric.print(score));
        });
    model.add(
        "zrem",
        3,
        a -> {
          Scores set = space.write(a[1], Scores.class);
          return Reply.number(removeAll(a[1], set, List.of(a[2])));
        });
    model.add("zcard", 2, a -> Reply.number(read(a[1]).size()));
    model.add(
        "zscore",
        3,
        a -> {
          Double score = read(a[1]).get(a[2]);
          return Reply.bulk(score == null ? null : Numeric.print(score));
        });
    model.add("zrank", 3, a -> rank(read(a[1]).inOrder(), a[2]));
    model.add("zrevrank", 3, a -> rank(reversed(read(a[1])), a[2]));
    model.add("zrange", -4, a -> range(a, false));
    model.add("zrevrange", -4, a -> range(a, true));
    model.add("zrangebyscore", -4, this::rangeByScore);
    model.add("zcount", 4, a -> Reply.number(between(read(a[1]), a[2], a[3]).size()));
    model.add(
        "zremrangebyscore",
        4,
        a -> {
          String min = Numeric.print(Numeric.strictDouble(a[2]));
          String max = Numeric.print(Numeric.strictDouble(a[3]));
          Scores set = space.write(a[1], Scores.class);
          return Reply.number(set == null ? 0 : removeAll(a[1], set, between(set, min, max)));
        });
    model.add(
        "zremrangebyrank",
        4,
        a -> {
          long from = Numeric.strict(a[2]);
          long to = Numeric.strict(a[3]);
          Scores set = space.write(a[1], Scores.class);
          return Reply.number(
              set == null ? 0 : removeAll(a[1], set, List.copyOf(part(set.inOrder(), from, to))));
        });
    model.add("zunionstore", -4, a -> store(a, false));
    model.add("zinterstore", -4, a -> store(a, true));
  }

  private Scores read(String key) {
    Scores set = space.read(key, Scores.class);
    return set == null ? new Scores() : set;
  }

  private Scores toChange(String key) {
    return space.writeOrNew(key, Scores.class, Scores::new);
  }

  private int removeAll(String key, @Nullable Scores set, List<String> members) {
    int removed = 0;
    if (set != null) {
      for (String member : members) {
        removed += set.remove(member) != null ? 1 : 0;
      }
      if (set.isEmpty()) {
        space.delete(key);
      }
    }
    return removed;
  }

  private static List<String> reversed(Scores set) {
    List<String> members = set.inOrder();
    Collections.reverse(members);
    return members;
  }

  private static Reply rank(List<String> members, String member) {
    int rank = members.indexOf(member);
    return rank < 0 ? Reply.bulk(null) : Reply.number(rank);
  }

  private static List<String> part(List<String> members, long first, long last) {
    int size = members.size();
    long from = Math.max(first < 0 ? first + size : first, 0);
    long to = Math.min(last < 0 ? last + size : last, size - 1);
    return from > to ? List.of() : members.subList((int) from, (int) to + 1);
  }

  private Reply range(String[] a, boolean reverse) {
    long from = Numeric.strict(a[2]);
    long to = Numeric.strict(a[3]);
    boolean scores = a.length == 5 && a[4].equalsIgnoreCase("withscores");
    if (a.length > 4 && !scores) {
      throw new ModelError("syntax error");
    }
    Scores set = read(a[1]);
    return answer(set, part(reverse ? reversed(set) : set.inOrder(), from, to), scores);
  }

  private static Reply answer(Scores set, List<String> members, boolean scores) {
    List<String> parts = new ArrayList<>();
    for (String member : members) {
      parts.add(member);
      if (scores) {
        parts.add(Numeric.print(set.get(member)));
      }
    }
    return Reply.list(parts);
  }

  private static List<String> between(Scores set, String min, String max) {
    boolean afterMin = min.startsWith("(");
    boolean beforeMax = max.startsWith("(");
    double low = Numeric.looseDouble(afterMin ? min.substring(1) : min);
    double high = Numeric.looseDouble(beforeMax ? max.substring(1) : max);
    List<String> found = new ArrayList<>();
    for (String member : set.inOrder()) {
      double score = set.get(member);
      if ((afterMin ? score > low : score >= low) && (beforeMax ? score < high : score <= high)) {
        found.add(member);
      }
    }
    return found;
  }

  private Reply rangeByScore(String[] a) {
    boolean scores = a.length == 5 || a.length == 8;
    if (a.length == 6
        || a.length > 8
        || scores && !a[a.length - 1].equalsIgnoreCase("withscores")) {
      throw new ModelError("wrong number of arguments for ZRANGEBYSCORE");
    }
    Scores set = read(a.length > 5 && !a[4].equalsIgnoreCase("limit") ? "" : a[1]);
    if (a.length > 5 && !a[4].equalsIgnoreCase("limit")) {
      throw new ModelError("syntax error");
    }
    List<String> found = between(set, a[2], a[3]);
    if (a.length > 5) {
      int offset = Math.min(Math.max(Numeric.loose(a[5]), 0), found.size());
      int count = Numeric.loose(a[6]);
      int end = count < 0 ? found.size() : (int) Math.min((long) offset + count, found.size());
      found = found.subList(offset, end);
    }
    return answer(set, found, scores);
  }

  private Reply store(String[] a, boolean intersection) {
    int count = Numeric.loose(a[2]);
    if (count < 1) {
      throw new ModelError("at least 1 input key is needed for ZUNIONSTORE/ZINTERSTORE");
    }
    if (count > a.length - 3) {
      throw new ModelError("syntax error");
    }
    List<Scores> sets = new ArrayList<>();
    for (int i = 3; i < 3 + count; i++) {
      Scores set = space.write(a[i], Scores.class);
      sets.add(set == null ? new Scores() : set);
    }
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    String aggregate = "sum";
    for (int i = 3 + count; i < a.length; ) {
      if (a[i].equalsIgnoreCase("weights") && a.length - i > count) {
        for (int w = 0; w < count; w++) {
          try {
            weights[w] = Numeric.strictDouble(a[i + 1 + w]);
          } catch (ModelError e) {
            throw new ModelError("weight value is not a double");
          }
        }
        i += 1 + count;
      } else if (a[i].equalsIgnoreCase("aggregate")
          && a.length - i > 1
          && List.of("sum", "min", "max").contains(a[i + 1].toLowerCase(Locale.ROOT))) {
        aggregate = a[i + 1].toLowerCase(Locale.ROOT);
        i += 2;
      } else {
        throw new ModelError("syntax error");
      }
    }
    Scores result = new Scores();
    Scores times = new Scores();
    for (int i = 0; i < count; i++) {
      for (String member : sets.get(i).keySet()) {
        double score = zeroForNan(sets.get(i).get(member) * weights[i]);
        Double sum = result.get(member);
        result.put(member, sum == null ? score : combine(aggregate, sum, score));
        times.merge(member, 1.0, Double::sum);
      }
    }
    if (intersection) {
      result.keySet().removeIf(member -> times.get(member) < count);
    }
    space.delete(a[1]);
    if (!result.isEmpty()) {
      space.set(a[1], result);
    }
    return Reply.number(result.size());
  }

  private static double combine(String aggregate, double one, double other) {
    return switch (aggregate) {
      case "min" -> Math.min(one, other);
      case "max" -> Math.max(one, other);
      default -> zeroForNan(one + other);
    };
  }

  private static double zeroForNan(double score) {
    return Double.isNaN(score) ? 0 : score;
  }
}
