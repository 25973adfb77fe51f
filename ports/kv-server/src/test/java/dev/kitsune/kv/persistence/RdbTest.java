package dev.kitsune.kv.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.HashValue;
import dev.kitsune.kv.data.ListValue;
import dev.kitsune.kv.data.SetValue;
import dev.kitsune.kv.data.SortedSetValue;
import dev.kitsune.kv.data.StringValue;
import dev.kitsune.kv.store.Database;
import dev.kitsune.kv.store.Keyspace;
import dev.kitsune.kv.store.KeyspaceDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RdbTest {

  /** Written by the release itself; the fact sheet's worked example, with another deadline. */
  private static final String EXAMPLE =
      "524544495330303031fe0000017301760101"
          + "6c010161fd40420f7f0001650178"
          + "00016ec13930020273740"
          + "1c00104016801016601760003626967c30d41900261"
          + "6261e0ff01e07a0101616203017a020169fe016d03312e35ff";

  @TempDir private Path directory;

  static LongStream seeds() {
    return LongStream.range(0, 4);
  }

  @Test
  void read_ofTheReleasesOwnDump_givesItsContents() throws Exception {
    Keyspace keyspace = read(HexFormat.of().parseHex(EXAMPLE));

    assertThat(KeyspaceDigest.of(keyspace)).isEqualTo(KeyspaceDigest.of(example()));
    assertThat(keyspace.database(0).deadline(Bytes.of("e"))).isEqualTo(0x7f0f4240L);
  }

  @Test
  void write_ofTheSameContents_givesTheReleasesOwnBytes() throws Exception {
    Path file = save(example());

    assertThat(sortedEntriesAreIn(Files.readAllBytes(file), HexFormat.of().parseHex(EXAMPLE)))
        .isTrue();
  }

  @Test
  void write_ofNothing_isTenBytes() throws Exception {
    assertThat(Files.readAllBytes(save(Contents.empty())))
        .asHexString()
        .isEqualToIgnoringCase("524544495330303031FF");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void read_givesBackWhatWasWritten(long seed) throws Exception {
    Keyspace keyspace = Contents.empty();
    new Contents(keyspace, new Random(seed), 1_000).change(5_000);

    Path file = save(keyspace);

    Keyspace loaded = Contents.empty();
    RdbReader.read(file, loaded, Contents.LIMITS, 1);
    assertThat(KeyspaceDigest.of(loaded)).isEqualTo(KeyspaceDigest.of(keyspace));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 63, 64, 255, 256, 16_383, 16_384, 32_767, 65_536, 9_000_000})
  void read_givesBackStringsOfEveryLength(int length) throws Exception {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    Keyspace keyspace = Contents.empty();
    keyspace.database(3).put(Bytes.of("k"), Bytes.copyOf(noise, 0, length));

    Path file = save(keyspace);

    Keyspace loaded = Contents.empty();
    RdbReader.read(file, loaded, Contents.LIMITS, 1);
    assertThat(KeyspaceDigest.of(loaded)).isEqualTo(KeyspaceDigest.of(keyspace));
  }

  @Test
  void write_leavesOutWhatHasPassed_andSoDoesRead() throws Exception {
    Keyspace keyspace = Contents.empty();
    keyspace.database(0).put(Bytes.of("k"), Bytes.of("v"));
    keyspace.database(0).expireAt(Bytes.of("k"), Contents.NOW);
    Path whileItLives = save(keyspace);

    keyspace.setNow(Contents.NOW + 1);

    assertThat(Files.readAllBytes(save(keyspace))).hasSize(10);
    Keyspace later = Contents.empty();
    later.setNow(Contents.NOW + 1);
    RdbReader.read(whileItLives, later, Contents.LIMITS, 1);
    assertThat(later.database(0).size()).isZero();
  }

  @Test
  void read_ofEveryTruncation_isRefused() throws Exception {
    byte[] whole = HexFormat.of().parseHex(EXAMPLE);

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .isInstanceOf(RdbException.class)
          .hasMessageContaining("ends too early");
    }
  }

  /**
   * Whatever is read ends with databases or with a refusal, and needs no more memory than there is.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void read_ofDamagedBytes_isRefusedOrGivesSomething(long seed) throws Exception {
    Random random = new Random(seed);
    byte[] whole = HexFormat.of().parseHex(EXAMPLE);
    int refused = 0;
    for (int round = 0; round < 400; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        read(damaged);
      } catch (RdbException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(120);
  }

  @Test
  void read_ofAnotherVersion_isRefusedAsSuch() {
    assertThatThrownBy(() -> read("REDIS0002\u00ff"))
        .isInstanceOfSatisfying(RdbException.class, e -> assertThat(e.isUnknownFormat()).isTrue())
        .hasMessage("Can't handle RDB format version 0002");
    assertThatThrownBy(() -> read("RUBBISH01\u00ff"))
        .isInstanceOfSatisfying(RdbException.class, e -> assertThat(e.isUnknownFormat()).isTrue());
  }

  @Test
  void read_ofAKeyTwice_isRefused() {
    assertThatThrownBy(() -> read("REDIS0001\u00fe\0\0\1k\1v\0\1k\1w\u00ff"))
        .hasMessageContaining("key=k");
  }

  @Test
  void read_ofTooLargeADatabase_isRefused() {
    assertThatThrownBy(() -> read("REDIS0001\u00fe\5\0\1k\1v\u00ff"))
        .hasMessageContaining("number=5")
        .hasMessageContaining("databases=4");
  }

  private Keyspace read(String text) throws Exception {
    return read(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  private Keyspace read(byte[] bytes) throws Exception {
    Path file = directory.resolve("read.rdb");
    Files.write(file, bytes);
    Keyspace keyspace = Contents.empty();
    RdbReader.read(file, keyspace, Contents.LIMITS, RdbReader.RELEASE_VERSION);
    return keyspace;
  }

  private Path save(Keyspace keyspace) throws IOException {
    Path file = directory.resolve("dump.rdb");
    DumpFile.write(keyspace, directory.resolve("temp.rdb"), file, true);
    assertThat(directory.resolve("temp.rdb")).doesNotExist();
    return file;
  }

  private static Keyspace example() {
    Keyspace keyspace = Contents.empty();
    Database database = keyspace.database(0);
    database.put(Bytes.of("s"), Bytes.of("v"));
    ListValue list = new ListValue();
    list.addLast(Bytes.of("a"));
    database.put(Bytes.of("l"), list);
    database.put(Bytes.of("e"), Bytes.of("x"));
    database.expireAt(Bytes.of("e"), 0x7f0f4240L);
    database.put(Bytes.of("n"), StringValue.encode(Bytes.of("12345")));
    SetValue set = new SetValue();
    set.add(Bytes.of("1"));
    database.put(Bytes.of("st"), set);
    HashValue hash = new HashValue();
    hash.put(Bytes.of("f"), Bytes.of("v"), Contents.LIMITS);
    database.put(Bytes.of("h"), hash);
    database.put(Bytes.of("big"), Bytes.of("ab".repeat(200)));
    SortedSetValue sorted = new SortedSetValue();
    sorted.put(Bytes.of("i"), Double.POSITIVE_INFINITY);
    sorted.put(Bytes.of("m"), 1.5);
    database.put(Bytes.of("z"), sorted);
    return keyspace;
  }

  /** The order of a chain's entries depends on that of their coming, which is not known. */
  private static boolean sortedEntriesAreIn(byte[] written, byte[] expected) {
    byte[] one = written.clone();
    byte[] other = expected.clone();
    Arrays.sort(one);
    Arrays.sort(other);
    return written.length == expected.length && Arrays.equals(one, other);
  }
}
