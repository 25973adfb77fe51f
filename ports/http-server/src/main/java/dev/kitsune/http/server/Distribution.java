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
    int after;
    synchronized (source) {
      before = source.active().size();
      takePending(source, gone);
      long needed = Long.MAX_VALUE;
      boolean isLong = source.queue().size() > source.queueLimit();
      for (Iterator<Listener> all = source.active().values().iterator(); all.hasNext(); ) {
        Listener each = all.next();
        boolean hasAll = !each.isOver() && send(format, source.queue(), each);
        if (each.isOver() || isLong && isSlow(source, each)) {
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
      source.server().statistics().set(source.mount(), "listeners", Integer.toString(after));
    }
    return isBehind;
  }

  /** Returns whether a listener keeps the oldest block from being dropped, and does not read. */
  private static boolean isSlow(Source source, Listener listener) {
    return listener.place().isBehind(source.queue()) && listener.client().connection().isStuck();
  }

  private static void takePending(Source source, List<Listener> gone) {
    for (Listener each : source.pending()) {
      if (isFull(source)) {
        gone.add(each);
      } else {
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

  private static boolean send(Format format, BlockQueue queue, Listener listener) {
    Place place = listener.place();
    Connection connection = listener.client().connection();
    while (connection.canTake()) {
      Block block = place.next(queue);
      if (block == null) {
        return true;
      }
      format.send(block, place, connection::write);
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
    source.server().clientEnds(listener.client());
  }
}
