package dev.kitsune.kv.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "*, ''",
    "*, abc",
    "'', ''",
    "a*c, abbc",
    "a**c, ac",
    "*b*, abc",
    "a?c, abc",
    "[abc], b",
    "[^abc], d",
    "[a-c]x, bx",
    "[c-a]x, bx",
    "[a-cx]*, xyz",
    "\\*, *",
    "[\\]], ]",
    "[abc, c",
    "a[b-, a-"
  })
  void matches(String pattern, String text) {
    assertThat(new Glob(Bytes.of(pattern)).matches(Bytes.of(text))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', a",
    "a, ''",
    "a, A",
    "a*c, abd",
    "a?c, ac",
    "[abc], d",
    "[^abc], a",
    "[^abc], ''",
    "\\*, a",
    "?, ''",
    "abc, abcd",
    "abcd, abc"
  })
  void doesNotMatch(String pattern, String text) {
    assertThat(new Glob(Bytes.of(pattern)).matches(Bytes.of(text))).isFalse();
  }
}
