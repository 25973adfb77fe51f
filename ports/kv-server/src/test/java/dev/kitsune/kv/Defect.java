package dev.kitsune.kv;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Faults that a server might have, small and rare ones too: each makes the server do something else
 * than it was asked for, so that to its client it is a server with that fault.
 */
enum Defect {
  LREM_COUNTS_FROM_THE_WRONG_END("lrem", a -> with(a, 2, a[2].replace("-", ""))),
  SINTERSTORE_FORGETS_THE_LAST("sinterstore", a -> Arrays.copyOf(a, a.length - 1)),
  INCRBY_SATURATES("incrby", a -> a[2].startsWith("922") ? with(a, 2, "9223372036854775806") : a),
  ZREVRANGE_LOSES_ITS_SCORES("zrevrange", a -> a.length == 5 ? Arrays.copyOf(a, a.length - 1) : a),
  HMSET_LOSES_THE_FOURTH_PAIR("hmset", a -> a.length > 8 ? Arrays.copyOf(a, 8) : a),
  SETEX_SETS_NO_DEADLINE("setex", a -> a[2].equals("0") ? a : new String[] {"SET", a[1], a[3]}),
  MOVE_GOES_ONE_TOO_FAR("move", a -> a[2].equals("2") ? with(a, 2, "3") : a),
  SUBSTR_IS_OFF_BY_ONE_AT_THE_END("substr", a -> a[3].equals("-2") ? with(a, 3, "-3") : a),
  SORT_IGNORES_DESCENDING(
      "sort", a -> Arrays.stream(a).map(w -> w.equals("DESC") ? "ASC" : w).toArray(String[]::new)),
  ZADD_ROUNDS_TO_WHOLE_HALVES("zadd", a -> a[2].equals("-0.25") ? with(a, 2, "0") : a),
  APPEND_CUTS_AT_NUL("append", a -> with(a, 2, a[2].startsWith("\u0000") ? "" : a[2])),
  GLOB_KNOWS_NO_NEGATION("keys", a -> with(a, 1, a[1].replace("^", ""))),
  DISCARD_EXECUTES("discard", a -> new String[] {"EXEC"});

  private final String command;
  private final UnaryOperator<String[]> change;

  Defect(String command, UnaryOperator<String[]> change) {
    this.command = command;
    this.change = change;
  }

  /** Returns what the server does in place of a request. */
  String[] applyTo(String[] request) {
    return request[0].toLowerCase(Locale.ROOT).equals(command) && isComplete(request)
        ? change.apply(request.clone())
        : request;
  }

  private static boolean isComplete(String[] request) {
    return request.length > 1 || request[0].equals("DISCARD");
  }

  private static String[] with(String[] request, int index, String word) {
    request[index] = word;
    return request;
  }
}
