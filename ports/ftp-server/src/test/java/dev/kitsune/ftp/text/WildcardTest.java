package dev.kitsune.ftp.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What vsftpd 1.1.0 understands of patterns. */
final class WildcardTest {

  @ParameterizedTest
  @CsvSource({
    "a.txt, *, true",
    "a.txt, *.txt, true",
    "a.txt, a*, true",
    "a.txt, a.txt, true",
    "a.txt, a*t, false",
    "a.bt, a*b*t, true",
    "a.txt.txt, *.txt, false",
    "a.txt, a.tx, false",
    "a.txt, .txt, false",
    "a.txt, a?txt, false",
    "a.txt, '', false",
    "a, **, true",
  })
  void matches_looksForEachPartAtItsFirstPlace(String name, String pattern, boolean expected) {
    assertThat(Wildcard.matches(name, pattern)).isEqualTo(expected);
  }
}
