package dev.kitsune.xf.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The syntax of {@code .xf} files, right and wrong. */
class ParserTest {

  private static final String EVERY_FORM =
      """
      // a comment before the preamble
      { import java.util.*; static String brace = "}"; /* } */ }
      a.Client -> a.Session /* renamed */
      Server.seconds -> Server.millis: { $out = $in * 1000; }
      A.x -> B.y, INIT A.z, Main.run#n -> Server.n: { $out = 5; }
      INIT Dict.ratio: {}
      Main.run#listener -> Server.listener
      Color.RED -> Color.CRIMSON
      Worker::run -> Worker::serve
      INIT Stats::loop "stats-1": { $out = null; }
      INIT Stats::loop
      DROP Client.flags
      OPAQUE Database.keys
      PRE: { char c = '}'; String t = \"""
        } \\\""" }\"""; }
      POST: { if (true) { } }
      """;

  @Test
  void parse_everyForm_isInTheTree() throws Exception {
    XfFile file = XfFile.parse("a.xf", EVERY_FORM);

    assertThat(file.preamble()).isNotNull();
    assertThat(file.preamble().code()).contains("/* } */");
    assertThat(file.rules())
        .extracting(rule -> rule.targets().toString())
        .containsExactly(
            "[a.Client -> a.Session]",
            "[Server.seconds -> Server.millis]",
            "[A.x -> B.y, INIT A.z, Main.run#n -> Server.n]",
            "[INIT Dict.ratio]",
            "[Main.run#listener -> Server.listener]",
            "[Color.RED -> Color.CRIMSON]",
            "[Worker::run -> Worker::serve]",
            "[INIT Stats::loop \"stats-1\"]",
            "[INIT Stats::loop]",
            "[DROP Client.flags]",
            "[OPAQUE Database.keys]",
            "[PRE]",
            "[POST]");
    assertThat(file.rules().get(3).body()).matches(Block::isEmpty);
    assertThat(file.rules().get(1).body()).matches(body -> !body.isEmpty());
    assertThat(file.rules().get(1).at()).isEqualTo(new Position(128, 4, 1));
  }

  @Test
  void parse_keywordsAsNames_areNames() throws Exception {
    XfFile file =
        XfFile.parse("a.xf", "INIT -> DROP POST.x -> PRE.y INIT INIT.x: {} OPAQUE -> PRE");

    assertThat(file.rules())
        .extracting(rule -> rule.targets().toString())
        .containsExactly("[INIT -> DROP]", "[POST.x -> PRE.y]", "[INIT INIT.x]", "[OPAQUE -> PRE]");
  }

  @Test
  void parse_aHundredThousandNestedBraces_endsWithoutRecursion() throws Exception {
    String nested = "{".repeat(100_000) + "}".repeat(100_000);

    XfFile file = XfFile.parse("a.xf", "POST: {" + nested + "}");

    assertThat(file.rules().get(0).body().code()).hasSize(200_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A -> | a.xf:1:5: expected the name of a class, field, static, local or entry, found the end of the file",
        "A => B | a.xf:1:3: unexpected character '='; write FROM -> TO",
        "A -> B; | a.xf:1:7: unexpected character ';'; a rule needs no end, code stands in braces: FROM -> TO: { $out = $in; }",
        "A.x | a.xf:1:4: expected -> after A.x, found the end of the file; write A.x -> NEW, INIT A.x: { ... } or DROP A.x",
        "A -> B { } | a.xf:1:8: expected a colon before the code, found {; write FROM -> TO: { $out = $in; }",
        "A -> B: C | a.xf:1:9: expected { code } after the colon, found C; write FROM -> TO: { $out = $in; }",
        "INIT A.x | a.xf:1:1: INIT A.x has no code; write INIT A.x: { $out = ...; }, or {} for the new version's own value",
        "POST | a.xf:1:1: POST has no code; write POST: { ... }",
        "DROP A.x: { } | a.xf:1:1: DROP A.x takes no code; leave the block out",
        "OPAQUE A.x: {} | a.xf:1:1: OPAQUE A.x takes no code; leave the block out",
        "A. -> B | a.xf:1:4: expected a name after the dot, found ->",
        "A#1 -> B | a.xf:1:3: unexpected character '1'; rules are of names, dots, #, ::, ->, commas, : and { code }",
        "A -> B: { $out = 1; | a.xf:1:9: a block does not end: open braces=1; close it with }",
        "A -> B: { \"x } | a.xf:1:11: a string or character does not end in the code; close it with \"",
        "A -> B: { /* } | a.xf:1:11: a comment does not end; close it with */",
        "/* A -> B | a.xf:1:1: a comment does not end; close it with */",
        "A -> B } | a.xf:1:8: unexpected character '}'; a block was closed before, or its { is missing",
        "A -> B { x } { | a.xf:1:14: a block does not end: open braces=1; close it with }",
        "A -> B: {} {} | a.xf:1:12: expected a rule, found {; code for all rules stands first in the file, a body follows a colon",
        "{} {} | a.xf:1:4: expected a rule, found {; code for all rules is one block",
        "INIT A.x \"t\": {} | a.xf:1:10: expected a colon, found \"t\"; only a thread has a name, as in INIT Worker::run \"worker-2\"",
        "INIT W::run \"t: {} | a.xf:1:13: a string does not end on its line; close it with \"",
        "A - B | a.xf:1:3: unexpected character '-'; rules are of names, dots, #, ::, ->, commas, : and { code }",
        "A -> B, | a.xf:1:8: expected the name of a class, field, static, local or entry, found the end of the file",
      })
  void parse_wrong_saysWhereWhatAndWhatToWrite(String text, String message) {
    XfException failure = catchThrowableOfType(XfException.class, () -> XfFile.parse("a.xf", text));

    assertThat(failure).hasMessage(message);
  }

  @Test
  void at_allKindsOfLineEnds_areCounted() {
    SourceText text = new SourceText("a.xf", "a\nb\r\nc\rd");

    assertThat(text.at(0)).isEqualTo(new Position(0, 1, 1));
    assertThat(text.at(2)).isEqualTo(new Position(2, 2, 1));
    assertThat(text.at(5)).isEqualTo(new Position(5, 3, 1));
    assertThat(text.at(7)).isEqualTo(new Position(7, 4, 1));
    assertThat(text.at(8)).isEqualTo(new Position(8, 4, 2));
  }
}
