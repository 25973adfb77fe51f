package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Doubles;
import dev.kitsune.kv.data.NotADoubleException;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.data.SortedSetValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Union and intersection of sorted sets into another: {@code target n key... [WEIGHTS w...]
 * [AGGREGATE SUM|MIN|MAX]}. The sources are looked up as if to be written, which removes those with
 * a deadline.
 */
final class SortedSetAlgebra {

  private static final int FIRST_SOURCE = 3;

  /** One source; a missing key is an empty one. */
  private record Source(@Nullable SortedSetValue set, double weight) {

    int size() {
      return set == null ? 0 : set.size();
    }

    /** Returns a member's weighted score, or null. */
    @Nullable Double score(Bytes member) {
      Double score = set == null ? null : set.score(member);
      return score == null ? null : weighted(score);
    }

    double weighted(double score) {
      return numberOrZero(weight * score);
    }
  }

  private SortedSetAlgebra() {}

  static void zunionstore(Call call, Bytes[] arguments) {
    store(call, arguments, false);
  }

  static void zinterstore(Call call, Bytes[] arguments) {
    store(call, arguments, true);
  }

  private static void store(Call call, Bytes[] arguments, boolean intersection) {
    int count = Numbers.parseLoosely(arguments[2]);
    if (count < 1) {
      throw new CommandException("at least 1 input key is needed for ZUNIONSTORE/ZINTERSTORE");
    }
    if (count > arguments.length - FIRST_SOURCE) {
      throw new CommandException(Errors.SYNTAX);
    }
    List<@Nullable SortedSetValue> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sets.add(call.database().write(arguments[FIRST_SOURCE + i], SortedSetValue.class));
    }
    Options options = Options.parse(arguments, FIRST_SOURCE + count, count);
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sources.add(new Source(sets.get(i), options.weights[i]));
    }
    sources.sort(Comparator.comparingInt(Source::size)); // decides how sums are rounded
    SortedSetValue result =
        intersection ? intersection(sources, options.aggregate) : union(sources, options.aggregate);
    boolean replaced = call.database().delete(arguments[1]);
    if (result.size() > 0) {
      call.database().put(arguments[1], result);
    }
    if (replaced || result.size() > 0) {
      call.changed();
    }
    call.reply().integer(result.size());
  }

  private static SortedSetValue intersection(List<Source> sources, DoubleBinaryOperator aggregate) {
    SortedSetValue result = new SortedSetValue();
    Source smallest = sources.get(0);
    if (smallest.set() != null) {
      smallest
          .set()
          .forEach((member, own) -> {
            double sum = smallest.weighted(own);
            for (Source other : sources.subList(1, sources.size())) {
              Double score = other.score(member);
              if (score == null) {
                return;
              }
              sum = numberOrZero(aggregate.applyAsDouble(sum, score));
            }
            result.put(member, sum);
          });
    }
    return result;
  }

  private static SortedSetValue union(List<Source> sources, DoubleBinaryOperator aggregate) {
    SortedSetValue result = new SortedSetValue();
    for (Source source : sources) {
      if (source.set() != null) {
        source
            .set()
            .forEach((member, own) -> {
              double score = source.weighted(own);
              Double sum = result.score(member);
              result.put(
                  member, sum == null ? score : numberOrZero(aggregate.applyAsDouble(sum, score)));
            });
      }
    }
    return result;
  }

  /** Infinities of both signs cancel out. */
  private static double numberOrZero(double score) {
    return Double.isNaN(score) ? 0 : score;
  }

  /** What follows the sources. */
  private static final class Options {
    private final double[] weights;
    private DoubleBinaryOperator aggregate = Double::sum;

    private Options(int sources) {
      weights = new double[sources];
      Arrays.fill(weights, 1);
    }

    static Options parse(Bytes[] arguments, int from, int sources) {
      Options options = new Options(sources);
      int at = from;
      while (at < arguments.length) {
        int left = arguments.length - at;
        if (left > sources && arguments[at].equalsIgnoreCase("weights")) {
          for (int i = 0; i < sources; i++) {
            options.weights[i] = weight(arguments[at + 1 + i]);
          }
          at += 1 + sources;
        } else if (left >= 2 && arguments[at].equalsIgnoreCase("aggregate")) {
          options.aggregate = aggregate(arguments[at + 1]);
          at += 2;
        } else {
          throw new CommandException(Errors.SYNTAX);
        }
      }
      return options;
    }

    private static double weight(Bytes text) {
      try {
        return Doubles.parseStrictly(text);
      } catch (NotADoubleException e) {
        throw new CommandException("weight value is not a double");
      }
    }

    private static DoubleBinaryOperator aggregate(Bytes name) {
      if (name.equalsIgnoreCase("sum")) {
        return Double::sum;
      }
      if (name.equalsIgnoreCase("min")) {
        return Math::min;
      }
      if (name.equalsIgnoreCase("max")) {
        return Math::max;
      }
      throw new CommandException(Errors.SYNTAX);
    }
  }
}
