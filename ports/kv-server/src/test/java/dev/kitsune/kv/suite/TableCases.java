package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Every row of the release's command table: number of words, form, need of memory. */
final class TableCases {

  private static final String REFUSED = "-ERR command not allowed when used memory > 'maxmemory'";

  /** These end the process or the connection, change its kind, wait, or may answer nothing. */
  private static final Set<String> NOT_RUN =
      Set.of(
          "shutdown",
          "sync",
          "monitor",
          "subscribe",
          "psubscribe",
          "unsubscribe",
          "punsubscribe",
          "debug",
          "slaveof",
          "blpop",
          "brpop");

  private TableCases() {}

  private record Row(String name, int arity, boolean payload, boolean growing) {

    static List<Row> all() {
      return Resources.lines("commands.txt").stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .map(words ->
              new Row(
                  words[0],
                  Integer.parseInt(words[1]),
                  words[2].equals("payload"),
                  words[3].equals("growing")))
          .toList();
    }

    String wrongArity() {
      return "-ERR wrong number of arguments for '" + name + "' command";
    }

    String[] words(int count) {
      String[] words = new String[count];
      Arrays.fill(words, "1");
      words[0] = name;
      return words;
    }
  }

  static void fewerWords_areRefused(Wire wire) {
    for (Row row : Row.all()) {
      int fewest = Math.abs(row.arity());
      if (fewest > 1) {
        assertThat(wire.call(row.words(fewest - 1))).isEqualTo(row.wrongArity());
      }
    }
  }

  static void moreWords_areRefusedByAFixedArity(Wire wire) {
    for (Row row : Row.all()) {
      if (row.arity() > 0) {
        String[] words = row.words(row.arity() + 1);
        words[0] = words[0].toUpperCase(Locale.ROOT);
        assertThat(wire.call(words)).isEqualTo(row.wrongArity());
      }
    }
  }

  /** A last word of -1 is a bad length, if it is one. */
  static void plainLines_haveAPayloadOrNot(Wire wire) {
    for (Row row : Row.all()) {
      if (!NOT_RUN.contains(row.name()) && Math.abs(row.arity()) > 1) {
        String[] words = row.words(Math.abs(row.arity()));
        words[words.length - 1] = "-1";
        wire.send(String.join(" ", words) + "\r\nECHO 3\r\nend\r\n");
        String reply = wire.reply();
        if (row.payload()) {
          assertThat(reply).as(row.name()).isEqualTo("-ERR invalid bulk write count");
        } else {
          assertThat(reply).as(row.name()).isNotEqualTo("-ERR invalid bulk write count");
        }
        assertThat(reply.equals("end") ? "end" : wire.reply()).as(row.name()).isEqualTo("end");
      }
    }
  }

  static void aboveTheMemoryLimit_justTheGrowingAreRefused(Wire wire) {
    wire.call("CONFIG", "SET", "maxmemory", "1");
    try {
      for (Row row : Row.all()) {
        if (!NOT_RUN.contains(row.name())) {
          String reply = wire.call(row.words(Math.abs(row.arity())));
          if (row.growing()) {
            assertThat(reply).as(row.name()).isEqualTo(REFUSED);
          } else if (row.name().equals("multi")) {
            wire.call("DISCARD");
          } else {
            assertThat(reply).as(row.name()).isNotEqualTo(REFUSED);
          }
        }
        if (row.name().equals("select")) {
          wire.call("SELECT", "0");
        }
      }
    } finally {
      wire.call("CONFIG", "SET", "maxmemory", "0");
    }
  }
}
