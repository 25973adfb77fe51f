package dev.kitsune.kv.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "abc, 0",
    "3x, 3",
    "' 11', 11",
    "-5-, -5",
    "+7, 7",
    "'- 1', 0",
    "2147483648, -2147483648",
    "4294967299, 3",
    "99999999999999999999, -1"
  })
  void loosely_readsAsFarAsItCan(String text, int expected) {
    assertThat(Numbers.parseLoosely(Bytes.of(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "0, 0",
    "' 11', 11",
    "'\t-3', -3",
    "+7, 7",
    "007, 7",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "-9223372036854775809, -9223372036854775808",
    "123456789012345678901, 9223372036854775807"
  })
  void strictly_readsWholeIntegers(String text, long expected) {
    assertThat(Numbers.parseStrictly(Bytes.of(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"11 ", "1.5", "x", "-", "+", " ", "--1", "1e3"})
  void strictly_refusesAllElse(String text) {
    assertThatThrownBy(() -> Numbers.parseStrictly(Bytes.of(text)))
        .isSameAs(NotAnIntegerException.INSTANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\0", "1\0x"})
  void strictly_endsAtNul(String text) {
    assertThat(Numbers.parseStrictly(Bytes.of(text))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "10",
        "1234567890123456789",
        "9223372036854775807",
        "-9223372036854775808"
      })
  void encode_ofCanonicalInteger_isThatInteger(String text) {
    assertThat(StringValue.encode(Bytes.of(text))).isEqualTo(IntValue.of(Long.parseLong(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "-0",
        "+1",
        "01",
        " 1",
        "1 ",
        "1.0",
        "a",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "-99999999999999999999"
      })
  void encode_ofAllElse_isTheBytes(String text) {
    Bytes bytes = Bytes.of(text);

    assertThat(StringValue.encode(bytes)).isSameAs(bytes);
  }
}
