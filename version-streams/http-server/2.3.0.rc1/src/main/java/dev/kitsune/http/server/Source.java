package dev.kitsune.http.server;

import dev.kitsune.http.config.Configuration;
import dev.kitsune.http.config.MountSettings;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Connection;
import dev.kitsune.http.format.BlockQueue;
import dev.kitsune.http.format.Format;
import dev.kitsune.http.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A mount and what is streamed there. Its listeners are guarded by the source itself; the stream
 * belongs to the source's thread.
 */
public final class Source implements Connection.Taker {

  private static final long COUNT_MILLIS = 5000;

  private final Server server;
  private final String mount;
  private final @Nullable Client client;
  private final boolean isShoutcast;
  private final TreeMap<Long, Listener> listeners = new TreeMap<>();
  private final List<Listener> pending = new ArrayList<>();
  private SortedMap<String, String> headers = new TreeMap<>();
  private @Nullable Format format;
  private @Nullable Input input;
  private BlockQueue queue = new BlockQueue(0);
  private @Nullable MountSettings settings;
  private @Nullable Dump dump;
  private volatile @Nullable String fallbackMount;
  private volatile boolean isOnDemand;
  private volatile boolean isWanted; // by a listener of an on-demand relay
  private volatile @Nullable String relayedFrom;
  private volatile @Nullable String intro;
  private int peakListeners; // written by the source's thread, as the next four
  private int slowListeners;
  private long readBytes;
  private long sentBytes;
  private long nextCountMillis;
  private volatile boolean isRunning;
  private volatile long startMillis = System.currentTimeMillis();
  private long lastReadMillis;
  private volatile String playing = "";

  /** Reserves a mount, for a relay. */
  public Source(Server server, String mount) {
    this(server, mount, null, /* isShoutcast= */ false);
  }

  /** Makes the source of a client. */
  public Source(Server server, String mount, @Nullable Client client, boolean isShoutcast) {
    this.server = server;
    this.mount = mount;
    this.client = client;
    this.isShoutcast = isShoutcast;
  }

  /** Takes the settings of the mount as they are now, and gets ready to stream. */
  public void prepare(Input from, SortedMap<String, String> sourceHeaders) {
    Configuration configuration = server.configuration();
    MountSettings own = configuration.mount(mount);
    int global = configuration.limits().burstSize();
    int burst = own == null || own.burstSize() < 0 ? global : own.burstSize();
    synchronized (this) {
      headers = sourceHeaders;
      input = from;
      settings = own;
      queue = new BlockQueue(burst);
      format = Format.of(sourceHeaders, server.name(), own);
      fallbackMount = own == null ? null : own.fallbackMount();
      playing = "";
      intro = own == null ? null : own.intro();
    }
    String file = own == null ? null : own.dumpFile();
    dump = file == null ? null : Dump.open(file, server.logs());
    startMillis = System.currentTimeMillis();
    lastReadMillis = startMillis;
    peakListeners = 0;
    slowListeners = 0;
    readBytes = 0;
    sentBytes = 0;
  }

  /**
   * Takes the settings of the mount as they are now, the fallback that the administrator set gives
   * way to theirs.
   */
  void refresh() {
    MountSettings own = server.configuration().mount(mount);
    Format current;
    synchronized (this) {
      settings = own;
      current = format;
      if (own != null) {
        fallbackMount = own.fallbackMount();
        intro = intro == null ? own.intro() : intro; // one that is open stays
      }
    }
    if (current != null) {
      current.apply(own);
      SourceStatistics.described(this);
    }
  }

  /** Returns a header that describes the stream, by whichever prefix it was sent. */
  public @Nullable String header(String name) {
    SortedMap<String, String> all = headers();
    for (String prefix : List.of("ice-", "icy-", "x-audiocast-")) {
      String value = all.get(prefix + name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** Returns when the source began. */
  long startMillis() {
    return startMillis;
  }

  /** Returns whether this is a relay that runs only while somebody listens. */
  public boolean isOnDemand() {
    return isOnDemand;
  }

  /** Sets whether this is a relay that runs only while somebody listens. */
  public void onDemand(boolean onDemand) {
    isOnDemand = onDemand;
    server.statistics().set(mount, "on_demand", onDemand ? "1" : null);
  }

  /** Returns whether a listener waits for a relay that runs on demand. */
  public boolean isWanted() {
    return isWanted;
  }

  /** Notes whether a listener waits for a relay that runs on demand. */
  public void wanted(boolean wanted) {
    isWanted = wanted;
  }

  /** Notes that the relay ended; who came since it last looked is waited for again. */
  public synchronized void relayEnded() {
    isWanted = !pending.isEmpty();
  }

  /** Notes from which server the stream is relayed. */
  public void relayedFrom(String host) {
    relayedFrom = host;
  }

  /** Returns the address that the stream comes from, or null while that is not known. */
  @Nullable String peer() {
    return SourceStatistics.address(client, relayedFrom);
  }

  /** Returns the file of the web root that new listeners get first, or null for none. */
  @Nullable String intro() {
    return intro;
  }

  /** Returns the most listeners there were at a time. */
  int peakListeners() {
    return peakListeners;
  }

  /** Notes how many listeners there are; returns whether that is more than ever before. */
  boolean isPeak(int count) {
    boolean isMore = count > peakListeners;
    peakListeners = Math.max(peakListeners, count);
    return isMore;
  }

  /** Returns how many listeners were dropped because they were slow. */
  int slowListeners() {
    return slowListeners;
  }

  /** Counts a listener that was slow. */
  void countSlow() {
    slowListeners++;
  }

  /** Returns the bytes that the source sent. */
  long readBytes() {
    return readBytes;
  }

  /** Returns the bytes that listeners were sent. */
  long sentBytes() {
    return sentBytes;
  }

  /** Counts bytes that listeners were sent. */
  void countSent(int bytes) {
    sentBytes += bytes;
  }

  /** Returns whether it is time to tell the statistics of bytes, which it is not soon again. */
  boolean takeCountDue() {
    long now = System.currentTimeMillis();
    boolean isDue = now >= nextCountMillis;
    if (isDue) {
      nextCountMillis = now + COUNT_MILLIS;
    }
    return isDue;
  }

  /** Returns for how long the source has been there, in seconds. */
  public long seconds() {
    return (System.currentTimeMillis() - startMillis) / 1000;
  }

  /** Returns what all threads share. */
  public Server server() {
    return server;
  }

  /** Returns the name of the mount. */
  public String mount() {
    return mount;
  }

  /** Returns the client that sends the stream; null for a relay. */
  public @Nullable Client client() {
    return client;
  }

  /** Returns whether the source speaks shoutcast's protocol. */
  public boolean isShoutcast() {
    return isShoutcast;
  }

  /** Returns the source's headers by lower-case name. */
  public synchronized SortedMap<String, String> headers() {
    return headers;
  }

  /** Returns the format; null while the source is not there. */
  public synchronized @Nullable Format format() {
    return format;
  }

  /** Returns where the bytes come from; null while the source is not there. */
  synchronized @Nullable Input input() {
    return input;
  }

  /** Returns the stream's blocks. */
  BlockQueue queue() {
    return queue;
  }

  /** Returns the file that the stream is written to, or null. */
  @Nullable Dump dump() {
    return dump;
  }

  /** Returns the settings of the mount as the source took them last, or null for none. */
  public synchronized @Nullable MountSettings settings() {
    return settings;
  }

  /** Returns where listeners go when the source ends. */
  public @Nullable String fallbackMount() {
    return fallbackMount;
  }

  /** Sets where listeners go when the source ends. */
  public void fallbackMount(String mountName) {
    fallbackMount = mountName;
  }

  /** Returns whether the source streams. */
  public boolean isRunning() {
    return isRunning;
  }

  /** Notes that the source streams, or asks its thread to end. */
  public void running(boolean running) {
    isRunning = running;
    if (!running) {
      canTake();
    }
  }

  /** Returns whether directories list the stream. */
  public boolean isPublic() {
    MountSettings own = settings();
    if (own != null && own.ypPublic() >= 0) {
      return own.ypPublic() > 0;
    }
    String value = header("public");
    return Text.number(value == null ? headers().get("icy-pub") : value) != 0;
  }

  /** Returns whether the mount is kept out of public pages. */
  public boolean isHidden() {
    MountSettings own = settings();
    return own != null && own.hidden();
  }

  /** Returns the bytes after which listeners that have got nothing are dropped. */
  int queueLimit() {
    MountSettings own = settings();
    int global = server.configuration().limits().queueSize();
    return own == null || own.queueSize() == 0 ? global : own.queueSize();
  }

  /** Returns after how long without data the source ends, in milliseconds. */
  long timeoutMillis() {
    MountSettings own = settings();
    int global = server.configuration().limits().sourceTimeout();
    return 1000L * (own == null || own.sourceTimeout() == 0 ? global : own.sourceTimeout());
  }

  /** Returns when data came last. */
  long lastReadMillis() {
    return lastReadMillis;
  }

  /** Notes that data came. */
  void dataCame(int bytes) {
    readBytes += bytes;
    lastReadMillis = System.currentTimeMillis();
  }

  /** Returns what is played now, for directories. */
  public String playing() {
    return playing;
  }

  /** Notes what is played now. */
  void playing(String text) {
    playing = text;
  }

  /** Returns whether as many listeners are there as the mount allows. */
  public synchronized boolean isFull() {
    return settings != null
        && settings.maxListeners() >= 0
        && listeners.size() + pending.size() >= settings.maxListeners();
  }

  /** Takes a listener in; the source's thread makes it an active one. */
  public void add(Listener listener) {
    synchronized (this) {
      pending.add(listener);
    }
    listener.client().connection().taker(this);
    canTake();
  }

  /** Returns the active listeners, in the order in which they connected. */
  public synchronized List<Listener> listeners() {
    return List.copyOf(listeners.values());
  }

  /** Returns the active listeners themselves; the caller holds the source's monitor. */
  TreeMap<Long, Listener> active() {
    return listeners;
  }

  /** Returns the listeners that wait to become active; the caller holds the source's monitor. */
  List<Listener> pending() {
    return pending;
  }

  /** Returns whether an active listener logged in, whatever its name: a defect up to rc2. */
  public synchronized boolean hasUser(String name) {
    return listeners.values().stream().anyMatch(each -> each.client().username() != null);
  }

  /** Returns whether there is no listener. */
  synchronized boolean hasNobody() {
    return listeners.isEmpty() && pending.isEmpty();
  }

  /** Drops a listener; returns whether there is one of that number. */
  public boolean kill(long id) {
    Listener listener;
    synchronized (this) {
      listener = listeners.get(id);
    }
    if (listener == null) {
      return false;
    }
    listener.kill();
    canTake();
    return true;
  }

  /** Moves all listeners to another source, if both are of one family of formats. */
  public void moveListeners(Source to) {
    Format own = format();
    Format other = to.format();
    boolean differs = own != null && other != null && own.isOgg() != other.isOgg();
    if (to == this || differs || other == null && !to.isOnDemand()) {
      return;
    }
    List<Listener> all = new ArrayList<>();
    synchronized (this) {
      all.addAll(listeners.values());
      all.addAll(pending);
      listeners.clear();
      pending.clear();
    }
    if (isRunning) {
      server.statistics().set(mount, "listeners", "0");
    }
    if (!all.isEmpty()) {
      to.wanted(true);
    }
    for (Listener each : all) {
      each.place().leave();
      to.add(each);
    }
  }

  /** Sends those who wait for a relay that does not connect to the fallback, or away. */
  public void giveUpWaiting() {
    Source fallback = server.find(fallbackMountOfSettings());
    if (fallback != null && fallback != this) {
      moveListeners(fallback);
    }
    List<Listener> left;
    synchronized (this) {
      left = List.copyOf(pending);
      pending.clear();
    }
    left.forEach(server::listenerEnds);
  }

  private @Nullable String fallbackMountOfSettings() {
    MountSettings own = server.configuration().mount(mount);
    return own == null ? null : own.fallbackMount();
  }

  /** Makes the source's thread look at its listeners. */
  @Override
  public void canTake() {
    Input from = input();
    if (from != null) {
      from.wake();
    }
  }
}
