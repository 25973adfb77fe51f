package dev.kitsune.kv.paging;

import dev.kitsune.Gate;
import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Dict;
import dev.kitsune.kv.data.SwappedValue;
import dev.kitsune.kv.data.Value;
import dev.kitsune.kv.persistence.RdbException;
import dev.kitsune.kv.persistence.SwapFile;
import dev.kitsune.kv.server.Client;
import dev.kitsune.kv.server.Exit;
import dev.kitsune.kv.server.Log;
import dev.kitsune.kv.server.LogLevel;
import dev.kitsune.kv.server.PostponedRequests;
import dev.kitsune.kv.server.Server;
import dev.kitsune.kv.server.SwapSettings;
import dev.kitsune.kv.server.VirtualMemory;
import dev.kitsune.kv.store.Database;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Virtual memory: puts values into the swap file, and loads them again before the requests that
 * need them. Keys stay in memory. Used inside turns of the gate.
 */
public final class PagedMemory implements VirtualMemory {

  private static final int CANDIDATES = 5;
  private static final int MOST_IN_A_TICK = 1_000;

  private final Server server;
  private final Gate gate;
  private final SwapFile file;
  private final List<Dict<Load>> loads = new ArrayList<>(); // by database
  private final Deque<Load> queue = new ArrayDeque<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private int threads;
  private long startedThreads;
  private long working; // threads that have a value to load
  private long swappedValues;
  private long swapIns;
  private long swapOuts;

  private PagedMemory(Server server, Gate gate, SwapFile file) {
    this.server = server;
    this.gate = gate;
    this.file = file;
    for (int i = 0; i < server.keyspace().count(); i++) {
      loads.add(new Dict<>());
    }
  }

  /**
   * Makes the swap file that the settings name.
   *
   * @throws IOException if it cannot be made, or another process has it
   */
  public static PagedMemory open(Server server, Gate gate) throws IOException {
    SwapSettings settings = server.settings().swapping();
    return new PagedMemory(
        server, gate, SwapFile.open(settings.file(), settings.pageSize(), settings.pages()));
  }

  @Override
  public boolean swapOut(Database database, Bytes key) {
    Value value = database.peek(key);
    if (value == null || value instanceof SwappedValue) {
      return false;
    }
    try {
      SwappedValue swapped = file.write(value);
      if (swapped == null) {
        return false;
      }
      database.swapOut(key, swapped);
    } catch (IOException e) {
      Log.write(
          server.settings(), LogLevel.WARNING, "value cannot be put into the swap file: " + e);
      return false;
    }
    swappedValues++;
    swapOuts++;
    return true;
  }

  @Override
  public Value read(SwappedValue swapped) {
    try {
      return file.read(swapped, server.settings().zipmapLimits());
    } catch (IOException | RdbException e) {
      throw lost(e.toString());
    }
  }

  private RuntimeException lost(String why) {
    return Exit.fatal(server.settings(), "Unrecoverable error reading the swap file: " + why);
  }

  @Override
  public void loaded(Database database, Bytes key, SwappedValue swapped) {
    swapIns++;
    leave(swapped);
    Load load = takeLoad(database, key);
    if (load != null) {
      load.done = true;
      wakeReady();
    }
  }

  /**
   * Redis 2.0.0: a load of the value is called off, and who waits for it is forgotten: it is never
   * served again.
   */
  @Override
  public void removed(Database database, Bytes key, SwappedValue swapped) {
    leave(swapped);
    Load load = takeLoad(database, key);
    if (load != null) {
      load.calledOff = true;
    }
  }

  private void leave(SwappedValue swapped) {
    file.free(swapped);
    swappedValues--;
  }

  private @Nullable Load takeLoad(Database database, Bytes key) {
    Dict<Load> byKey = loads.get(database.number());
    Load load = byKey.size() == 0 ? null : byKey.get(key);
    if (load != null) {
      byKey.remove(key);
      queue.remove(load);
    }
    return load;
  }

  /** Redis 2.0.0: also a key whose value is being loaded; see {@link #removed}. */
  @Override
  public boolean mayExpire(Database database, Bytes key) {
    return true;
  }

  @Override
  public boolean postpones(Client client, Bytes[] request, List<Bytes> keys) {
    if (server.settings().swapping().maxThreads() == 0) {
      return false; // whoever needs a value reads it
    }
    int queued = queue.size();
    List<Load> awaited = new ArrayList<>();
    for (Bytes key : keys) {
      if (client.database().peek(key) instanceof SwappedValue swapped) {
        awaited.add(load(client.database(), key, swapped));
      }
    }
    if (awaited.isEmpty()) {
      return false;
    }
    client.postpone(request);
    waiters.add(new Waiter(client, awaited));
    if (threads < server.settings().swapping().maxThreads() && queue.size() > queued) {
      threads++;
      Loader.start("vm-io-" + ++startedThreads, this, gate);
    }
    return true;
  }

  private Load load(Database database, Bytes key, SwappedValue swapped) {
    Dict<Load> byKey = loads.get(database.number());
    Load load = byKey.get(key);
    if (load == null) {
      load = new Load(database, key, swapped);
      byKey.put(key, load);
      queue.add(load);
    }
    return load;
  }

  /** Returns what a thread is to load next; null if it is to end. */
  @Nullable Load next() {
    Load load = queue.poll();
    if (load == null) {
      threads--;
    } else {
      working++;
    }
    return load;
  }

  /** Reads a value. Called by a thread outside of the gate's turns. */
  Value read(Load load) throws IOException, RdbException {
    return file.read(load.swapped, server.settings().zipmapLimits());
  }

  /**
   * A thread has read a value.
   *
   * @param value null if it could not be read
   * @param failure then why
   */
  void found(Load load, @Nullable Value value, String failure) {
    working--;
    if (load.done || load.calledOff) {
      return; // its pages may hold something else by now
    }
    if (value == null) {
      throw lost(failure);
    }
    load.database.swapIn(load.key, load.swapped, value);
    if (gate.bound() instanceof PostponedRequests requests) {
      requests.runUnblocked();
    }
  }

  @Override
  public void tick() {
    wakeReady();
    if (!server.keyspace().hasSnapshot()) {
      swapOutUntilBelow(server.settings().swapping().maxMemory());
    }
  }

  private void wakeReady() {
    waiters.removeIf(waiter -> {
      if (waiter.client().isOpen() && waiter.isReady()) {
        server.clients().blocked().resume(waiter.client());
        return true;
      }
      return !waiter.client().isOpen();
    });
  }

  private void swapOutUntilBelow(long limit) {
    for (int i = 0; i < MOST_IN_A_TICK && server.usedMemory() > limit; i++) {
      if (!swapOutOne()) {
        return;
      }
    }
  }

  /** Puts the largest of a few random values into the file; returns whether there was one. */
  private boolean swapOutOne() {
    Database chosen = null;
    Bytes chosenKey = null;
    long largest = SwappedValue.FOOTPRINT;
    for (int i = 0; i < server.keyspace().count(); i++) {
      Database database = server.keyspace().database(i);
      for (int left = CANDIDATES; left > 0 && database.size() > 0; left--) {
        Bytes key = database.randomKey(ThreadLocalRandom.current());
        Value value = key == null ? null : database.peek(key);
        if (value != null && value.footprint() > largest) {
          chosen = database;
          chosenKey = key;
          largest = value.footprint();
        }
      }
    }
    return chosen != null && chosenKey != null && swapOut(chosen, chosenKey);
  }

  @Override
  public void describe(BiConsumer<String, Long> lines) {
    SwapSettings settings = server.settings().swapping();
    lines.accept("vm_conf_max_memory", settings.maxMemory());
    lines.accept("vm_conf_page_size", (long) settings.pageSize());
    lines.accept("vm_conf_pages", (long) settings.pages());
    lines.accept("vm_stats_used_pages", (long) file.usedPages());
    lines.accept("vm_stats_swapped_objects", swappedValues);
    lines.accept("vm_stats_swappin_count", swapIns);
    lines.accept("vm_stats_swappout_count", swapOuts);
    lines.accept("vm_stats_io_newjobs_len", (long) queue.size());
    lines.accept("vm_stats_io_processing_len", working);
    lines.accept("vm_stats_io_processed_len", 0L); // what is read is in its place at once
    lines.accept("vm_stats_io_active_threads", (long) threads);
    lines.accept(
        "vm_stats_blocked_clients",
        waiters.stream().filter(waiter -> waiter.client().isOpen()).count());
  }
}
