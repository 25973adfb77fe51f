package dev.kitsune.http.server;

import dev.kitsune.http.auth.HtpasswdAuthenticator;
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
  private @Nullable HtpasswdAuthenticator authenticator;
  private @Nullable Dump dump;
  private volatile @Nullable String fallbackMount;
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
      format = Format.of(sourceHeaders, server.name());
      fallbackMount = own == null ? null : own.fallbackMount();
      authenticator = own == null ? null : HtpasswdAuthenticator.of(own);
      playing = "";
    }
    String file = own == null ? null : own.dumpFile();
    dump = file == null ? null : Dump.open(file, server.logs());
    startMillis = System.currentTimeMillis();
    lastReadMillis = startMillis;
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

  /** Returns the settings that were in force when the source began, or null for none. */
  public synchronized @Nullable MountSettings settings() {
    return settings;
  }

  /** Returns who looks at listeners' passwords, or null if nobody does. */
  public synchronized @Nullable HtpasswdAuthenticator authenticator() {
    return authenticator;
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
    if (own != null && own.noYp()) {
      return false;
    }
    for (String name : List.of("ice-public", "icy-pub", "icy-public")) {
      String value = headers().get(name);
      if (value != null) {
        return Text.number(value) != 0;
      }
    }
    return false;
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
  void dataCame() {
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

  /** Returns whether an active listener has a name. */
  public synchronized boolean hasUser(String name) {
    return listeners.values().stream().anyMatch(each -> name.equals(each.client().username()));
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
    if (to == this || own == null || other == null || own.isOgg() != other.isOgg()) {
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
    for (Listener each : all) {
      each.place().leave();
      to.add(each);
    }
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
