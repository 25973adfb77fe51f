package dev.kitsune.eval.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamCheckTest {

  private static final int LENGTH = 20_000;

  private enum Content {
    PLAIN,
    MP3;

    Numbered make() {
      return this == PLAIN ? Numbered.plain() : Numbered.mp3();
    }
  }

  private final Findings findings = new Findings();
  private final SplittableRandom random = new SplittableRandom(20120101);

  @ParameterizedTest
  @EnumSource(Content.class)
  void take_wholeStreamInPieces_clean(Content kind) {
    Numbered content = kind.make();
    StreamCheck check = StreamCheck.from(0, "s", content, findings);

    give(check, content.bytes(0, LENGTH));
    check.end(LENGTH);

    assertThat(findings.take().faults()).isZero();
    assertThat(check.position()).isEqualTo(LENGTH);
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void take_streamThatBeginsAnywhere_placedAndClean(Content kind) {
    Numbered content = kind.make();
    StreamCheck check = StreamCheck.anywhere("s", content, findings);

    give(check, content.bytes(100_003, LENGTH));

    assertThat(findings.take().faults()).isZero();
    assertThat(check.position()).isEqualTo(100_003 + LENGTH);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 576, 1000})
  void take_bytesMissing_countedAsLost(int missing) {
    Numbered content = Numbered.mp3();
    for (int round = 0; round < 50; round++) {
      int at = 1000 + random.nextInt(5000);
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      stream.writeBytes(content.bytes(0, at));
      stream.writeBytes(content.bytes(at + missing, LENGTH));
      StreamCheck check = StreamCheck.from(0, "s", content, findings);

      give(check, stream.toByteArray());

      Correctness found = findings.take();
      assertThat(found.bytesLost()).as("at=" + at + ", " + found).isEqualTo(missing);
      assertThat(found.faults()).isEqualTo(missing);
      assertThat(check.position()).isEqualTo(at + missing + LENGTH);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 576, 1000})
  void take_bytesTwice_countedAsDoubled(int doubled) {
    Numbered content = Numbered.mp3();
    for (int round = 0; round < 50; round++) {
      int at = 1000 + random.nextInt(5000);
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      stream.writeBytes(content.bytes(0, at));
      stream.writeBytes(content.bytes(at - doubled, LENGTH));
      StreamCheck check = StreamCheck.from(0, "s", content, findings);

      give(check, stream.toByteArray());

      Correctness found = findings.take();
      assertThat(found.bytesDoubled()).as("at=" + at + ", " + found).isEqualTo(doubled);
      assertThat(found.faults()).isEqualTo(doubled);
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void take_bytesChanged_countedAsAltered(Content kind) {
    Numbered content = kind.make();
    for (int round = 0; round < 50; round++) {
      byte[] stream = content.bytes(0, LENGTH);
      int at = random.nextInt(LENGTH - 100);
      stream[at] ^= 1;
      StreamCheck check = StreamCheck.from(0, "s", content, findings);

      give(check, stream);
      check.end(LENGTH);

      Correctness found = findings.take();
      assertThat(found.bytesAltered()).as("at=" + at + ", " + found).isEqualTo(1);
      assertThat(found.faults()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5000})
  void end_streamTooShort_restIsLost(int missing) {
    Numbered content = Numbered.plain();
    StreamCheck check = StreamCheck.from(0, "s", content, findings);

    give(check, content.bytes(0, LENGTH - missing));
    check.end(LENGTH);

    assertThat(findings.take().bytesLost()).isEqualTo(missing);
  }

  private void give(StreamCheck check, byte[] stream) {
    for (int at = 0; at < stream.length; ) {
      int count = Math.min(1 + random.nextInt(700), stream.length - at);
      byte[] piece = new byte[count];
      System.arraycopy(stream, at, piece, 0, count);
      check.take(piece, count);
      at += count;
    }
  }
}
