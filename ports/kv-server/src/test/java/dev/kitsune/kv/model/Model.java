package dev.kitsune.kv.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server as one client sees it, with every command that a random session uses. */
public final class Model {

  /** What a command does. */
  @FunctionalInterface
  interface Action {
    Reply run(String[] arguments);
  }

  /** One command; a negative arity means at least so many words. */
  private record Row(int arity, Action action) {}

  private static final int MOST_ORDERED_FIELDS = 64;

  private final Space space = new Space();
  private final Map<String, Row> table = new HashMap<>();
  private @Nullable List<String[]> queued;

  /** Makes a model of an empty server. */
  public Model() {
    this(MOST_ORDERED_FIELDS);
  }

  /**
   * Makes a model of an empty server.
   *
   * @param orderedFields how many fields a hash may have that still keeps them in order
   */
  public Model(int orderedFields) {
    new StringRows(space).addTo(this);
    new KeyRows(space).addTo(this);
    new ListRows(space).addTo(this);
    new SetRows(space).addTo(this);
    new SortedSetRows(space).addTo(this);
    new HashRows(space, orderedFields).addTo(this);
    new SortRow(space).addTo(this);
    add("ping", 1, a -> Reply.status("PONG"));
    add("echo", 2, a -> Reply.bulk(a[1]));
    add(
        "multi",
        1,
        a -> {
          if (queued == null) {
            queued = new ArrayList<>();
          }
          return Reply.ok();
        });
    add("exec", 1, a -> exec());
    add(
        "discard",
        1,
        a -> {
          if (queued == null) {
            throw new ModelError("DISCARD without MULTI");
          }
          queued = null;
          return Reply.ok();
        });
  }

  void add(String name, int arity, Action action) {
    table.put(name, new Row(arity, action));
  }

  /** Returns whether a transaction is open. */
  public boolean isQueueing() {
    return queued != null;
  }

  /** Executes a request. */
  public Reply execute(String[] arguments) {
    String name = arguments[0].toLowerCase(Locale.ROOT);
    Row row = table.get(name);
    if (row == null) {
      return Reply.error("unknown command '" + arguments[0] + "'");
    }
    if (row.arity() < 0 ? arguments.length < -row.arity() : arguments.length != row.arity()) {
      return Reply.error("wrong number of arguments for '" + name + "' command");
    }
    if (queued != null && !name.equals("exec") && !name.equals("discard")) {
      queued.add(arguments);
      return Reply.status("QUEUED");
    }
    return run(row, arguments);
  }

  private static Reply run(Row row, String[] arguments) {
    try {
      return row.action().run(arguments);
    } catch (ModelError e) {
      return Reply.error(e.getMessage());
    }
  }

  private Reply exec() {
    List<String[]> requests = queued;
    if (requests == null) {
      throw new ModelError("EXEC without MULTI");
    }
    List<Reply> replies = new ArrayList<>();
    for (String[] request : requests) {
      replies.add(run(table.get(request[0].toLowerCase(Locale.ROOT)), request));
    }
    queued = null;
    return new Reply.Parts(replies);
  }

  /** Returns the release's digest of all contents. */
  public String digest() {
    return space.digest();
  }
}
