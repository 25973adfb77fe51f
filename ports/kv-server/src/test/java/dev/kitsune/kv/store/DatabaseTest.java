package dev.kitsune.kv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.ListValue;
import dev.kitsune.kv.data.StringValue;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DatabaseTest {

  private static final Bytes KEY = Bytes.of("key");

  private final Keyspace keyspace = new Keyspace(2);
  private final Database database = keyspace.database(0);

  @BeforeEach
  void setClock() {
    keyspace.setNow(1_000);
    database.set(KEY, Bytes.of("value"));
  }

  @Test
  void read_atTheDeadline_stillFinds_afterItNot() {
    database.expireAt(KEY, 1_001);

    keyspace.setNow(1_001);
    assertThat(database.read(KEY)).isEqualTo(Bytes.of("value"));

    keyspace.setNow(1_002);
    assertThat(database.read(KEY)).isNull();
    assertThat(database.size()).isZero();
    assertThat(keyspace.expiredKeys()).isEqualTo(1);
    assertThat(keyspace.changes()).isZero();
  }

  @Test
  void write_onVolatileKey_deletesItFirst() {
    database.expireAt(KEY, 9_999);

    assertThat(database.write(KEY)).isNull();

    assertThat(database.deadline(KEY)).isNull();
    assertThat(keyspace.expiredKeys()).isEqualTo(1);
    assertThat(keyspace.changes()).isEqualTo(1);
  }

  @Test
  void expireAt_onVolatileOrMissingKey_isRefused() {
    assertThat(database.expireAt(KEY, 2_000)).isTrue();
    assertThat(database.expireAt(KEY, 3_000)).isFalse();
    assertThat(database.deadline(KEY)).isEqualTo(2_000);
    assertThat(database.expireAt(Bytes.of("missing"), 2_000)).isFalse();
  }

  @Test
  void set_takesTheDeadlineAway_putDoesNot() {
    database.expireAt(KEY, 2_000);

    database.put(KEY, Bytes.of("other"));
    assertThat(database.deadline(KEY)).isEqualTo(2_000);

    database.set(KEY, Bytes.of("other"));
    assertThat(database.deadline(KEY)).isNull();
  }

  @Test
  void read_ofOtherKind_throws() {
    assertThat(database.read(KEY, StringValue.class)).isEqualTo(Bytes.of("value"));
    assertThatThrownBy(() -> database.read(KEY, ListValue.class))
        .isSameAs(WrongTypeException.INSTANCE);
    assertThat(database.read(Bytes.of("missing"), ListValue.class)).isNull();
  }

  @Test
  void expireSome_afterManyDeadlines_removesMostOfThem() {
    for (int i = 0; i < 1_000; i++) {
      Bytes key = Bytes.of("volatile" + i);
      database.put(key, Bytes.of("x"));
      database.expireAt(key, 1_000 + i % 2 * 1_000);
    }
    keyspace.setNow(1_500);

    for (int tick = 0; tick < 50; tick++) {
      keyspace.expireSome(new Random(tick));
    }

    assertThat(database.volatileKeys()).isBetween(500, 700);
    assertThat(keyspace.expiredKeys()).isEqualTo(1_000 - database.volatileKeys());
    assertThat(database.peek(KEY)).isNotNull();
  }

  @Test
  void randomKey_whereAllHavePassed_isNull() {
    database.expireAt(KEY, 1_001);
    keyspace.setNow(1_002);

    assertThat(database.randomKey(new Random(1))).isNull();
    assertThat(database.size()).isZero();
  }

  @Test
  void digest_doesNotDependOnTheOrderOfKeys() {
    Keyspace other = new Keyspace(2);
    for (int i = 0; i < 100; i++) {
      database.set(Bytes.of("k" + i), Bytes.of("v" + i));
      other.database(0).set(Bytes.of("k" + (99 - i)), Bytes.of("v" + (99 - i)));
    }
    other.database(0).set(KEY, Bytes.of("value"));

    assertThat(KeyspaceDigest.of(other)).isEqualTo(KeyspaceDigest.of(keyspace));

    other.database(0).set(KEY, Bytes.of("changed"));
    assertThat(KeyspaceDigest.of(other)).isNotEqualTo(KeyspaceDigest.of(keyspace));
  }
}
