package dev.kitsune.kv.persistence;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Doubles;
import dev.kitsune.kv.data.HashValue;
import dev.kitsune.kv.data.ListValue;
import dev.kitsune.kv.data.SetValue;
import dev.kitsune.kv.data.SortedSetValue;
import dev.kitsune.kv.data.StringValue;
import dev.kitsune.kv.data.Value;
import dev.kitsune.kv.store.Snapshot;
import org.jspecify.annotations.Nullable;

/** Writes the shortest log of commands that makes the databases what they are. */
public final class RewriteWriter implements Snapshot.Sink {

  private static final int NO_DATABASE = -1;

  private final Output output;
  private final CommandText text = new CommandText(); // empty between entries
  private int selected = NO_DATABASE;

  /** Begins a log. */
  public RewriteWriter(Output output) {
    this.output = output;
  }

  @Override
  public void entry(int database, Bytes key, Value value, @Nullable Long deadline) {
    if (database != selected) {
      write("SELECT", Bytes.of(Integer.toString(database)));
      selected = database;
    }
    if (value instanceof StringValue string) {
      write("SET", key, string.bytes());
    } else if (value instanceof ListValue list) {
      list.elements().forEach(element -> write("RPUSH", key, element));
    } else if (value instanceof SetValue set) {
      set.forEach(member -> write("SADD", key, member));
    } else if (value instanceof SortedSetValue set) {
      set.forEach((member, score) -> write("ZADD", key, Bytes.of(Doubles.format(score)), member));
    } else if (value instanceof HashValue hash) {
      hash.forEach((field, string) -> write("HSET", key, field, string.bytes()));
    }
    if (deadline != null) {
      write("EXPIREAT", key, Bytes.of(deadline.toString()));
    }
  }

  @Override
  public int pending() {
    return output.length();
  }

  private void write(String name, Bytes... arguments) {
    byte[] request = text.add(name, arguments).take();
    output.write(request, 0, request.length);
  }
}
