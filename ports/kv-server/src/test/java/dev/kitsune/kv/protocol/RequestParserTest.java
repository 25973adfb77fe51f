package dev.kitsune.kv.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.data.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RequestParserTest {

  private static final String MIXED =
      "PING\r\n"
          + "set k 5\r\n"
          + "he\r\n"
          + "o\r\n"
          + "*3\r\n"
          + "$3\r\n"
          + "SET\r\n"
          + "$1\r\n"
          + "k\r\n"
          + "$0\r\n\r\n"
          + "*0\r\n"
          + "  \n"
          + "*1\r\n"
          + "foo\r\n"
          + "set a b -1\r\n"
          + "*2\r\n"
          + "$-1\r\n"
          + "bad x y\r\n"
          + "*1 2\r\n"
          + "*20\r\n"
          + "$1\r\nx\r\n".repeat(20)
          + "get a\n";

  private static final List<String> FOUND =
      List.of(
          "PING",
          "set|k|he\r\no",
          "SET|k|",
          "!multi bulk protocol error",
          "!invalid bulk write count",
          "!invalid bulk write count",
          "?bad|x|y",
          "*1|2",
          String.join("|", "x".repeat(20).split("")),
          "get|a");

  private final RequestParser parser = new RequestParser();
  private final Recorder recorder = new Recorder();

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @Test
  void allForms_inOnePiece_areFound() {
    feed(MIXED);

    assertThat(recorder.found).isEqualTo(FOUND);
    assertThat(parser.isMidway()).isFalse();
  }

  @Test
  void allForms_inSingleBytes_areFound() {
    for (char c : MIXED.toCharArray()) {
      feed(String.valueOf(c));
    }

    assertThat(recorder.found).isEqualTo(FOUND);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void allForms_inRandomPieces_areFound(long seed) {
    Random random = new Random(seed);
    for (int from = 0; from < MIXED.length(); ) {
      int to = Math.min(MIXED.length(), from + 1 + random.nextInt(30));
      feed(MIXED.substring(from, to));
      from = to;
    }

    assertThat(recorder.found).isEqualTo(FOUND);
  }

  @Test
  void unfinishedRequest_isKeptWithoutTheInput() {
    byte[] input = "*2\r\n$4\r\nECHO\r\n$4\r\nab".getBytes(StandardCharsets.ISO_8859_1);
    parser.feed(input, 0, input.length, recorder);
    Arrays.fill(input, (byte) 0);
    assertThat(parser.isMidway()).isTrue();

    feed("cd\r\n");

    assertThat(recorder.found).containsExactly("ECHO|abcd");
  }

  @Test
  void closedConnection_isParsedNoFurther() {
    recorder.closeAfter = 1;

    feed("PING\r\nPING\r\n");

    assertThat(recorder.found).hasSize(1);
  }

  @Test
  void lineEndBehindANul_thatComesLater_isNotSeen() {
    feed("PI\0NG\r\n");
    feed("PING\r\n");

    assertThat(recorder.found).isEmpty();
  }

  @Test
  void line_thatNeverEnds_overflows() {
    String megabyte = "x".repeat(1024 * 1024);
    for (int i = 0; i < 255; i++) {
      feed(megabyte);
    }
    assertThat(recorder.found).isEmpty();

    feed(megabyte);

    assertThat(recorder.found).containsExactly("overflow");
  }

  @Test
  void pause_keepsWhatFollows() {
    recorder.pauseAfter = 1;
    feed("one\r\ntwo\r\nse");
    feed("t k 2\r\na");
    assertThat(recorder.found).containsExactly("one");

    recorder.pauseAfter = 2;
    parser.resume(recorder);
    assertThat(recorder.found).containsExactly("one", "two");

    recorder.pauseAfter = Integer.MAX_VALUE;
    parser.resume(recorder);
    feed("b\r\n");
    assertThat(recorder.found).containsExactly("one", "two", "set|k|ab");
  }

  private void feed(String bytes) {
    byte[] input = ("<" + bytes + ">").getBytes(StandardCharsets.ISO_8859_1);
    parser.feed(input, 1, input.length - 1, recorder);
  }

  /** Takes the commands set for one with a payload, and bad for one that is not. */
  private static final class Recorder implements Requests {

    private final List<String> found = new ArrayList<>();
    private int closeAfter = Integer.MAX_VALUE;
    private int pauseAfter = Integer.MAX_VALUE;

    @Override
    public Admission admit(Bytes[] line) {
      if (line[0].equalsIgnoreCase("bad")) {
        found.add("?" + text(line));
        return Admission.REFUSED;
      }
      return line[0].equalsIgnoreCase("set") ? Admission.PAYLOAD : Admission.WHOLE;
    }

    @Override
    public void run(Bytes[] arguments) {
      found.add(text(arguments));
    }

    @Override
    public void refuse(String error) {
      found.add("!" + error);
    }

    @Override
    public void overflow() {
      found.add("overflow");
    }

    @Override
    public boolean isOpen() {
      return found.size() < closeAfter;
    }

    @Override
    public boolean isPaused() {
      return found.size() >= pauseAfter;
    }

    private static String text(Bytes[] arguments) {
      return String.join("|", Arrays.stream(arguments).map(Bytes::toString).toList());
    }
  }
}
