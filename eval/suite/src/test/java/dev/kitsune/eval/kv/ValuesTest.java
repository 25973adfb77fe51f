package dev.kitsune.eval.kv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValuesTest {

  @Test
  void of_sameKeyAndSequence_sameValueOfFixedLength() {
    assertThat(Values.of("key:1", 7)).isEqualTo(Values.of("key:1", 7)).hasSize(100);
    assertThat(Values.of("key:1", 7)).isNotEqualTo(Values.of("key:1", 8));
  }

  @Test
  void judge_expectedValue_right() {
    assertThat(Values.judge("key:1", 7, Values.of("key:1", 7))).isEqualTo(Values.Verdict.RIGHT);
  }

  @Test
  void judge_nil_lost() {
    assertThat(Values.judge("key:1", 7, null)).isEqualTo(Values.Verdict.LOST);
  }

  @Test
  void judge_olderWriteOfTheKey_altered() {
    assertThat(Values.judge("key:1", 7, Values.of("key:1", 6))).isEqualTo(Values.Verdict.ALTERED);
  }

  @Test
  void judge_anyByteChanged_altered() {
    String value = Values.of("key:1", 7);

    for (int i = 0; i < value.length(); i++) {
      String damaged = value.substring(0, i) + '~' + value.substring(i + 1);

      assertThat(Values.judge("key:1", 7, damaged)).isEqualTo(Values.Verdict.ALTERED);
    }
  }

  @Test
  void judge_intactValueOfAnotherKey_wrong() {
    assertThat(Values.judge("key:1", 7, Values.of("key:11", 7))).isEqualTo(Values.Verdict.WRONG);
  }

  @Test
  void sequenceOf_damagedOrForeignValue_none() {
    assertThat(Values.sequenceOf("key:1", Values.of("key:1", 7))).isEqualTo(7);
    assertThat(Values.sequenceOf("key:2", Values.of("key:1", 7))).isEqualTo(-1);
    assertThat(Values.sequenceOf("key:1", Values.of("key:1", 7) + "x")).isEqualTo(-1);
    assertThat(Values.sequenceOf("key:1", null)).isEqualTo(-1);
  }
}
