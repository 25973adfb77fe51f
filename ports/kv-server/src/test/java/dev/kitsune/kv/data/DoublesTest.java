package dev.kitsune.kv.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DoublesTest {

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.10000000000000001",
    "1e300, 1.0000000000000001e+300",
    "3.0, 3",
    "-2.5, -2.5",
    "1e15, 1000000000000000",
    "12345678901234567, 12345678901234568",
    "1e17, 1e+17",
    "1e-4, 0.0001",
    "1e-5, 1.0000000000000001e-05",
    "5e-324, 4.9406564584124654e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "-0.0, -0",
    "Infinity, inf",
    "-Infinity, -inf",
    "NaN, nan"
  })
  void format_isThatOfC(double number, String text) {
    assertThat(Doubles.format(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 1.5",
    "'  1.5', 1.5",
    "'', 0",
    "+.5e1, 5",
    "5., 5",
    "inf, Infinity",
    "-INFINITY, -Infinity",
    "0x1p4, 16",
    "0x.8, 0.5",
    "-0x10, -16"
  })
  void parseStrictly_readsWhatCReads(String text, double number) {
    assertThat(Doubles.parseStrictly(Bytes.of(text))).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.5x", "1.5 ", "nan", ".", "1e", "--1", "0x", "infin"})
  void parseStrictly_ofOther_isRefused(String text) {
    assertThatExceptionOfType(NotADoubleException.class)
        .isThrownBy(() -> Doubles.parseStrictly(Bytes.of(text)));
  }

  @ParameterizedTest
  @CsvSource({"1.5x, 1.5", "x, 0", "1e, 1", "0x, 0", "infin, Infinity", "'', 0"})
  void parseLoosely_takesWhatItCan(String text, double number) {
    assertThat(Doubles.parseLoosely(Bytes.of(text))).isEqualTo(number);
  }

  @Test
  void parse_endsAtNul() {
    assertThat(Doubles.parseStrictly(Bytes.of("1\0x"))).isEqualTo(1);
  }
}
