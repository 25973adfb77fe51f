package dev.kitsune.kv.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Dict;
import dev.kitsune.kv.store.Keyspace;
import dev.kitsune.kv.store.KeyspaceDigest;
import dev.kitsune.kv.store.Snapshot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot is of its moment, whatever happens while it is written. */
final class SnapshotTest {

  @TempDir private Path directory;

  static LongStream seeds() {
    return LongStream.range(0, Boolean.getBoolean("kitsune.full") ? 100 : 12);
  }

  @AfterEach
  void allowResizing() {
    Dict.setMayResize(true);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void slices_betweenChanges_giveTheMomentOfTheBeginning(long seed) throws Exception {
    Random random = new Random(seed);
    Keyspace keyspace = Contents.empty();
    Contents contents = new Contents(keyspace, random, 1 + random.nextInt(2_000));
    contents.change(random.nextInt(6_000));
    String atTheBeginning = KeyspaceDigest.of(keyspace);
    Path first = directory.resolve("first.rdb");
    Path second = directory.resolve("second.rdb");

    String atTheSecond = null;
    try (FileChannel one = open(first);
        FileChannel two = open(second)) {
      Writing writing = new Writing(keyspace, one);
      Writing other = null; // two at once, as a save and a rewriting may be
      while (writing.advance(random)) {
        Dict.setMayResize(seed % 2 == 0); // a later release lets tables grow meanwhile
        contents.change(random.nextInt(200));
        if (other == null && random.nextInt(3) == 0) {
          atTheSecond = KeyspaceDigest.of(keyspace);
          other = new Writing(keyspace, two);
        } else if (other != null) {
          other.advance(random);
        }
      }
      if (other != null) {
        while (other.advance(random)) {
          contents.change(random.nextInt(50));
        }
      }
    }

    assertThat(digestOf(first)).isEqualTo(atTheBeginning);
    if (atTheSecond != null) {
      assertThat(digestOf(second)).isEqualTo(atTheSecond);
    }
    assertThat(keyspace.hasSnapshot()).isFalse();
  }

  /** The walk over one table, which grows and shrinks between any two slices of it. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void walk_meetsWhatStaysExactlyOnce(long seed) {
    Random random = new Random(seed);
    Dict<int[]> dict = new Dict<>();
    int staying = 1 + random.nextInt(500);
    int[][] met = new int[staying][1];
    for (int i = 0; i < staying; i++) {
      dict.put(Bytes.of("stays" + i), met[i]);
    }
    int passing = 0;

    int cursor = 0;
    do {
      cursor = dict.visitRange(cursor, (key, count) -> count[0]++);
      for (int i = random.nextInt(200); i > 0; i--) {
        dict.put(Bytes.of("passes" + passing++), new int[1]);
      }
      if (random.nextInt(10) == 0) {
        while (passing > 0) {
          dict.remove(Bytes.of("passes" + --passing));
        }
        dict.shrinkIfSparse();
      }
    } while (cursor != 0);

    assertThat(List.of(met)).allSatisfy(count -> assertThat(count[0]).isEqualTo(1));
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static String digestOf(Path dump) throws Exception {
    Keyspace loaded = Contents.empty();
    RdbReader.read(dump, loaded, Contents.LIMITS, 1);
    return KeyspaceDigest.of(loaded);
  }

  /** One snapshot that is being written, slice by slice. */
  private static final class Writing {
    private final Keyspace keyspace;
    private final Output output;
    private final RdbWriter dump;
    private final Snapshot snapshot;
    private boolean over;

    Writing(Keyspace keyspace, FileChannel channel) {
      this.keyspace = keyspace;
      output = new Output(channel);
      dump = new RdbWriter(output, true);
      snapshot = keyspace.begin(dump);
    }

    boolean advance(Random random) throws IOException {
      if (!over) {
        over = !snapshot.advance(1 + random.nextInt(2_000));
        if (over) {
          keyspace.end(snapshot);
          dump.end();
        }
        output.flush();
      }
      return !over;
    }
  }
}
