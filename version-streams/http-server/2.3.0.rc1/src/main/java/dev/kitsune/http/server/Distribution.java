package dev.kitsune.http.server;

import dev.kitsune.http.connection.Connection;
import dev.kitsune.http.format.Block;
import dev.kitsune.http.format.BlockQueue;
import dev.kitsune.http.format.Format;
import dev.kitsune.http.format.Place;
import dev.kitsune.http.log.Logs.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Gives a source's blocks to its listeners: one round. */
final class Distribution {

  private Distribution() {}

  /** Serves everybody once; returns whether somebody could not take all there is. */
  static boolean serve(Source source) {
    Format format = source.format();
    if (format == null) {
      return false;
    }
    List<Listener> gone = new ArrayList<>();
    boolean isBehind = false;
    int before;
    int slow = 0;
    int after;
    synchronized (source) {
      before = source.active().size();
      takePending(source, format, gone);
      long needed = Long.MAX_VALUE;
      boolean isLong = source.queue().size() > source.queueLimit();
      for (Iterator<Listener> all = source.active().values().iterator(); all.hasNext(); ) {
        Listener each = all.next();
        boolean hasAll = !each.isOver() && send(source, format, each);
        boolean isSlow = isLong && isSlow(source, each);
        if (isSlow) {
          source.countSlow();
          slow++;
        }
        if (each.isOver() || isSlow) {
          all.remove();
          gone.add(each);
        } else {
          needed = Math.min(needed, each.place().needed());
          isBehind |= !hasAll;
        }
      }
      source.queue().trim(needed);
      after = source.active().size();
    }
    gone.forEach(each -> drop(source, each));
    if (before != after || !gone.isEmpty()) {
      set(source, "listeners", after);
    }
    if (source.isPeak(after)) {
      set(source, "listener_peak", after);
    }
    if (slow > 0) {
      set(source, "slow_listeners", source.slowListeners());
      source.server().log(Level.INFO, "source", slow + " slow listener(s) fell behind, removed");
    }
    return isBehind;
  }

  private static void set(Source source, String name, int value) {
    source.server().statistics().set(source.mount(), name, Integer.toString(value));
  }

  /** Returns whether a listener keeps the oldest block from being dropped, and does not read. */
  private static boolean isSlow(Source source, Listener listener) {
    return listener.place().isBehind(source.queue()) && listener.client().connection().isStuck();
  }

  private static void takePending(Source source, Format format, List<Listener> gone) {
    for (Listener each : source.pending()) {
      if (isFull(source)) {
        gone.add(each);
      } else {
        if (each.takeGreeting()) {
          ListenerHead.send(source, format, each);
        }
        source.active().put(each.client().connection().id(), each);
      }
    }
    source.pending().clear();
  }

  private static boolean isFull(Source source) {
    var settings = source.settings();
    return settings != null
        && settings.maxListeners() >= 0
        && source.active().size() >= settings.maxListeners();
  }

  private static boolean send(Source source, Format format, Listener listener) {
    Place place = listener.place();
    BlockQueue queue = source.queue();
    Connection connection = listener.client().connection();
    while (connection.canTake()) {
      Block block = listener.introOffset() < 0 ? null : Intro.next(source, listener);
      if (block == null) {
        block = place.next(queue);
      }
      if (block == null) {
        return true;
      }
      format.send(
          block,
          place,
          (data, offset, length) -> {
            connection.write(data, offset, length);
            source.countSent(length);
          });
    }
    connection.hungry();
    return false;
  }

  /** Ends a listener at once: what it has not taken yet it will not take. */
  static void drop(Source source, Listener listener) {
    source
        .server()
        .log(Level.DBUG, "source", "Client removed: " + listener.client().connection().id());
    listener.client().connection().close();
    source.server().listenerEnds(listener);
  }
}
