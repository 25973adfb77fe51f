package dev.kitsune.kv.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Requests at random, most of them sensible: over all types, a few keys of each, now and then one
 * of another type, an unknown option, a wrong number of words.
 *
 * <p>Scores of which sums depend on the order of adding are kept out of unions: only {@code z4} has
 * them.
 */
public final class RandomSession {

  private static final String[] INDEXES = {"0", "1", "-1", "2", "-2", "5", "-100", "100", "x", ""};
  private static final String[] INTEGERS = {
    "0",
    "1",
    "-1",
    "7",
    "-13",
    "1000",
    "9223372036854775807",
    "-9223372036854775808",
    "1.5",
    "x",
    " 12",
    "12 ",
    ""
  };
  private static final String[] ELEMENTS = {
    "a",
    "b",
    "c",
    "dd",
    "1",
    "2",
    "3",
    "10",
    "-5",
    "2.5",
    "01",
    "",
    "x\r\ny",
    "\u0000\u00ff",
    "long ".repeat(30),
    "huge".repeat(150)
  };
  private static final String LONG = "long ".repeat(30);
  private static final String[] SCORES = {"1", "2", "3", "-4", "2.5", "-0.25", "1024", "7e2"};
  private static final String[] ODD_SCORES = {"0.1", "1e300", "inf", "-inf", "3.3", "1e-9", "x"};
  private static final String[] BOUNDS = {
    "-inf", "+inf", "(1", "1", "2", "(2.5", "-4", "1024", "(700", "x", "0"
  };

  private final Random random;
  private final boolean plain;
  private int queueing;

  /**
   * Begins a session.
   *
   * @param plain without what later releases answer in another way: deadlines, random choices, bad
   *     numbers, changed errors
   */
  public RandomSession(long seed, boolean plain) {
    random = new Random(seed);
    this.plain = plain;
  }

  /** Returns the next request. */
  public String[] next() {
    if (!plain && queueing == 0 && random.nextInt(60) == 0) {
      queueing = 1 + random.nextInt(6);
      return words("MULTI");
    }
    if (queueing > 0 && --queueing == 0) {
      return words(random.nextInt(5) == 0 ? "DISCARD" : "EXEC");
    }
    if (!plain && random.nextInt(100) == 0) {
      return odd();
    }
    return switch (random.nextInt(7)) {
      case 0 -> string();
      case 1 -> list();
      case 2 -> set();
      case 3 -> sortedSet();
      case 4 -> hash();
      case 5 -> random.nextInt(3) == 0 ? sort() : list();
      default -> key();
    };
  }

  private String[] odd() {
    return switch (random.nextInt(4)) {
      case 0 -> words("NOSUCH", "a");
      case 1 -> words("GET");
      case 2 -> words("lrange", key('l'), "0");
      default -> words("EXEC");
    };
  }

  private String[] string() {
    String key = key('s');
    return switch (random.nextInt(plain ? 9 : 14)) {
      case 0 -> words("GET", key);
      case 1 -> words("SET", key, element());
      case 2 -> words("SETNX", key, element());
      case 3 -> words("GETSET", key, element());
      case 4 -> words("MGET", key, key('s'), key('l'), "none");
      case 5 -> words("MSET", key, element(), key('s'), element());
      case 6 -> words("MSETNX", key, element(), key('s'), element());
      case 7 -> words("APPEND", key, plain ? "x" : element());
      case 8 -> plain ? words("SET", key, "5") : words("INCR", key);
      case 9 -> words("DECR", key);
      case 10 -> words("INCRBY", key, one(INTEGERS));
      case 11 -> words("DECRBY", key, one(INTEGERS));
      case 12 -> words("SUBSTR", key, one(INDEXES), one(INDEXES));
      default -> words("SETEX", key, random.nextInt(5) == 0 ? "0" : "100000", element());
    };
  }

  private String[] key() {
    String key = key(one("s", "l", "t", "z", "h").charAt(0));
    return switch (random.nextInt(plain ? 8 : 14)) {
      case 0 -> words("DEL", key, key('s'));
      case 1 -> words("EXISTS", key);
      case 2 -> words("TYPE", key);
      case 3 -> words("DBSIZE");
      case 4 -> words("KEYS", one("*", "s*", "?1", "[lt]*", "[^z]2", "none"));
      case 5 -> words("RENAMENX", key, key.charAt(0) + "9");
      case 6 -> words("SELECT", one("0", "0", "0", "1", "2"));
      case 7 -> words("RENAME", key.charAt(0) + "9", sameType(key));
      case 8 -> words("MOVE", key, one("0", "1", "2", "99"));
      case 9 -> words("EXPIRE", key, one("100000", "100000", "200000", "0", "x"));
      case 10 -> words("EXPIREAT", key, one("4000000000", "1"));
      case 11 -> words("TTL", key);
      case 12 -> queueing > 0 ? words("PING") : words("RANDOMKEY");
      default -> random.nextInt(8) == 0 ? words("FLUSHDB") : words("ECHO", element());
    };
  }

  private String sameType(String key) {
    return key(key.charAt(0));
  }

  private String[] list() {
    String key = key('l');
    return switch (random.nextInt(plain ? 12 : 14)) {
      case 0, 1 -> words("RPUSH", key, element());
      case 2 -> words("LPUSH", key, element());
      case 3 -> words("LPOP", key);
      case 4 -> words("RPOP", key);
      case 5 -> words("LLEN", key);
      case 6 -> words("LINDEX", key, index());
      case 7 -> words("LSET", key, index(), element());
      case 8 -> words("LRANGE", key, index(), index());
      case 9 -> words("LTRIM", key, one("0", "0", "1", "-3"), one("-1", "-1", "-2", "7"));
      case 10 -> words("LREM", key, one("0", "1", "-1", "2", "-2"), element());
      case 11 -> words("RPOPLPUSH", key, key('l'));
      case 12 -> queueing > 0 ? words("BLPOP", key, "0") : words("BLPOP", key, "-1");
      default -> queueing > 0 ? words("BRPOP", key, key('l'), "0") : words("BRPOP", key, "x");
    };
  }

  private String[] set() {
    String key = key('t');
    return switch (random.nextInt(plain || queueing > 0 ? 13 : 15)) {
      case 0, 1, 2 -> words("SADD", key, element());
      case 3 -> words("SREM", key, element());
      case 4 -> words("SMOVE", key, plain ? "t9" : key('t'), element()); // later releases differ
      case 5 -> words("SISMEMBER", key, element());
      case 6 -> words("SCARD", key);
      case 7 -> words("SMEMBERS", key);
      case 8 -> words(one("SUNION", "SDIFF", "SINTER"), key, own('t'), own('t'));
      case 9 -> words("SINTERSTORE", own('t'), own('t'), own('t'));
      case 10 -> words("SUNIONSTORE", own('t'), key, own('t'));
      case 11 -> words("SDIFFSTORE", own('t'), own('t'), own('t'), own('t'));
      case 12 -> words("SUNION", key);
      case 13 -> words("SPOP", key);
      default -> words("SRANDMEMBER", key);
    };
  }

  private String[] sortedSet() {
    String key = key('z');
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> words("ZADD", key, score(key), element());
      case 3 -> words("ZINCRBY", key, score(key), element());
      case 4 -> words("ZREM", key, element());
      case 5 -> words("ZSCORE", key, element());
      case 6 -> words(one("ZRANK", "ZREVRANK"), key, element());
      case 7 -> words("ZCARD", key);
      case 8 -> words(one("ZRANGE", "ZREVRANGE"), key, rank(), rank(), "WITHSCORES");
      case 9 -> words(one("ZRANGE", "ZREVRANGE"), key, rank(), rank());
      case 10 -> rangeByScore(key);
      case 11 ->
          random.nextInt(4) == 0
              ? words("ZREMRANGEBYRANK", key, rank(), one("0", "1", "-3"))
              : words("ZREMRANGEBYSCORE", key, one("1", "2", "-inf"), one("2", "2.5", "1"));
      case 12 -> words("ZCOUNT", key, bound(), bound());
      default -> union();
    };
  }

  private String[] rangeByScore(String key) {
    String command = "ZRANGEBYSCORE";
    return switch (random.nextInt(plain ? 3 : 5)) {
      case 0 -> words(command, key, bound(), bound());
      case 1 -> words(command, key, bound(), bound(), "WITHSCORES");
      case 2 -> words(command, key, bound(), bound(), "LIMIT", one("0", "1", "3"), one("1", "-1"));
      case 3 ->
          words(
              command, key, bound(), bound(), "limit", one("-1", "2"), one("0", "2"), "withscores");
      default -> words(command, key, bound(), bound(), one("x", "LIMIT"), "1");
    };
  }

  private String[] union() {
    String command = one("ZUNIONSTORE", "ZINTERSTORE");
    String target = "z" + random.nextInt(4);
    String one = "z" + random.nextInt(4);
    String other = "z" + random.nextInt(4);
    return switch (random.nextInt(plain ? 3 : 5)) {
      case 0 -> words(command, target, "2", one, other);
      case 1 -> words(command, target, "2", one, other, "WEIGHTS", one("2", "-1"), "0.5");
      case 2 -> words(command, target, "2", one, other, "AGGREGATE", one("MIN", "MAX", "SUM"));
      case 3 -> words(command, target, one("0", "3", "x"), one, other);
      default -> words(command, target, "1", one, one("WEIGHTS", "AGGREGATE"), one("x", "min"));
    };
  }

  private String[] hash() {
    String key = key('h');
    String field = one("f1", "f2", "n", "", "f" + random.nextInt(100));
    return switch (random.nextInt(12)) {
      case 0, 1 -> words("HSET", key, field, element());
      case 2 -> words("HSETNX", key, field, element());
      case 3 -> words("HGET", key, field);
      case 4 ->
          words("HMSET", one(key, "hm"), field, element(), "n", "5", "f3", element(), "f4", "4");
      case 5 -> words("HMGET", "hm", field, "n", "none"); // on another kind it ends 2.0.0
      case 6 -> plain ? words("HGET", key, "n") : words("HINCRBY", key, field, one(INTEGERS));
      case 7 -> words("HDEL", key, field);
      case 8 -> words("HLEN", key);
      case 9 -> words(one("HKEYS", "HVALS", "HGETALL"), key);
      case 10 -> words("HEXISTS", key, field);
      default -> words("HGETALL", key);
    };
  }

  private String[] sort() {
    List<String> words = new ArrayList<>(List.of("SORT", key(one("l", "t", "z").charAt(0))));
    boolean numeric = !plain && random.nextInt(3) == 0;
    if (!numeric) {
      words.add("ALPHA");
    }
    boolean directed = random.nextBoolean();
    if (directed) {
      words.add(one("ASC", "DESC"));
    }
    if (random.nextInt(3) == 0) {
      words.addAll(List.of("GET", "#", "GET", one("s*", "h*->n", "nostar", "*")));
    }
    if (!numeric && random.nextInt(3) == 0) { // equal bytes are equal elements: order is certain
      words.addAll(List.of("LIMIT", one("0", "1", "2"), one("2", "-1", "0")));
    } else if (random.nextInt(3) == 0) {
      words.addAll(List.of("BY", plain && directed ? "s*" : one("s*", "h*->n", "nosort")));
    } else if (!plain && !numeric && random.nextInt(3) == 0) {
      words.addAll(List.of("STORE", own('l')));
    } else if (!plain && random.nextInt(10) == 0) {
      words.add("BOGUS");
    }
    return words.toArray(String[]::new);
  }

  /** Returns a key of a type, now and then of another. */
  private String key(char type) {
    if (plain && (type == 't' || type == 'z')) {
      return own(type); // later releases take either kind in unions
    }
    return random.nextInt(15) == 0 ? own(other().charAt(0)) : own(type);
  }

  private String other() {
    return plain ? one("s", "l", "h") : one("s", "l", "t", "z", "h");
  }

  /** Keys end in digits that elements may be, so that SORT finds some by pattern. */
  private String own(char type) {
    return type == 'h' && random.nextInt(3) == 0 ? "h1" : "" + type + random.nextInt(5);
  }

  private String element() {
    return plain
        ? one("a", "b", "c", "dd", "1", "2", "10", "-5", "2.5", "x\r\ny", LONG)
        : anyElement();
  }

  private String anyElement() {
    return random.nextInt(4) == 0
        ? Integer.toString(random.nextInt(50) - 10)
        : ELEMENTS[random.nextInt(ELEMENTS.length)];
  }

  private String score(String key) {
    return key.equals("z4") && !plain ? one(ODD_SCORES) : one(SCORES);
  }

  private String index() {
    return plain ? one("0", "1", "-1", "2", "-2", "100") : one(INDEXES);
  }

  private String rank() {
    return one("0", "1", "-1", "2", "-2", "100", "-100");
  }

  private String bound() {
    return plain ? one("-inf", "+inf", "(1", "1", "2", "(2.5", "0") : one(BOUNDS);
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static String[] words(String... words) {
    return words;
  }
}
