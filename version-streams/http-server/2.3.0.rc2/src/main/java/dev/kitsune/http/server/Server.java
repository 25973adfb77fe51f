package dev.kitsune.http.server;

import dev.kitsune.http.auth.Authenticator;
import dev.kitsune.http.config.Configuration;
import dev.kitsune.http.config.MountSettings;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Connection;
import dev.kitsune.http.log.Logs;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.server.AuthTask.Kind;
import dev.kitsune.http.stats.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all threads share. Every method may be called from any thread. */
public final class Server {

  private static final int DEEPEST_FALLBACK = 10;

  private final String configurationFile;
  private final Logs logs = new Logs();
  private final Statistics statistics = new Statistics();
  private final ConcurrentSkipListMap<String, Source> sources = new ConcurrentSkipListMap<>();
  private final BlockingQueue<Connection> requests = new LinkedBlockingQueue<>();
  private final Set<Connection> reading = ConcurrentHashMap.newKeySet();
  private final AtomicLong nextConnection = new AtomicLong();
  private final Set<Connection> connected = ConcurrentHashMap.newKeySet();
  private final BlockingDeque<AuthTask> authTasks = new LinkedBlockingDeque<>();
  private final AtomicInteger sourceCount = new AtomicInteger();
  private volatile Configuration configuration;
  private volatile Map<String, Authenticator> authenticators;
  private volatile String name;
  private volatile boolean isRunning = true;
  private volatile boolean isRereadWanted;

  /** Makes a server that knows nothing but its settings. */
  public Server(String name, String configurationFile, Configuration configuration) {
    this.name = name;
    this.configurationFile = configurationFile;
    this.configuration = configuration;
    authenticators = authenticators(configuration);
  }

  /** Makes the authenticators of the mounts. */
  Map<String, Authenticator> authenticators(Configuration from) {
    Map<String, Authenticator> authenticators = new TreeMap<>();
    for (MountSettings each : from.mounts()) {
      Authenticator authenticator = Authenticator.of(each);
      if (authenticator != null) {
        authenticators.putIfAbsent(each.name(), authenticator);
      } else if (each.authType() != null) {
        logs.error(
            Level.EROR,
            "auth/get_authenticator",
            "expected type=htpasswd with an option filename, or type=url, mount is open: mount="
                + each.name()
                + ", type="
                + each.authType());
      }
    }
    return authenticators;
  }

  /** Returns the name and release that others are told. */
  public String name() {
    return name;
  }

  /** Notes the release that runs now. */
  public void name(String release) {
    name = release;
    statistics.set(null, "server", release);
  }

  /** Returns the settings as they are now. */
  public Configuration configuration() {
    return configuration;
  }

  /** Replaces the settings as a whole. */
  public void configuration(Configuration next) {
    configuration = next;
    authenticators = authenticators(next);
  }

  /** As {@link #find}, and further on from mounts that are full and whose settings say so. */
  public @Nullable Source findWithRoom(String mount) {
    Source source = find(mount);
    for (int depth = 0; source != null && depth < DEEPEST_FALLBACK; depth++) {
      MountSettings settings = configuration.mount(source.mount());
      if (settings == null || !settings.fallbackWhenFull() || !source.isFull()) {
        return source;
      }
      Source next = find(settings.fallbackMount());
      if (next == null) {
        return source;
      }
      source = next;
    }
    return source;
  }

  /** Gives every source that runs the settings of its mount as they are now. */
  public void refreshSources() {
    running().forEach(Source::refresh);
  }

  /** Returns who looks at the passwords of a mount's listeners, or null if nobody does. */
  public @Nullable Authenticator authenticator(String mount) {
    return authenticators.get(mount);
  }

  /** Returns what the authentication thread has to do; the newest is done first. */
  public BlockingDeque<AuthTask> authTasks() {
    return authTasks;
  }

  /** Returns the name of the file with the settings. */
  public String configurationFile() {
    return configurationFile;
  }

  /** Returns the logs. */
  public Logs logs() {
    return logs;
  }

  /** Returns the statistics. */
  public Statistics statistics() {
    return statistics;
  }

  /** Returns the connections whose heads are whole, in their order. */
  public BlockingQueue<Connection> requests() {
    return requests;
  }

  /** Returns the connections whose heads are not whole yet. */
  public Set<Connection> reading() {
    return reading;
  }

  /** Returns the number of the next connection. */
  public long nextConnection() {
    return nextConnection.getAndIncrement();
  }

  /** Returns whether the server is to go on. */
  public boolean isRunning() {
    return isRunning;
  }

  /** Tells all threads to end. */
  public void halt() {
    isRunning = false;
  }

  /** Asks for the settings to be read again. */
  public void wantReread() {
    isRereadWanted = true;
  }

  /** Returns whether somebody asked for the settings to be read again, once. */
  public boolean takeRereadWanted() {
    boolean wanted = isRereadWanted;
    isRereadWanted = false;
    return wanted;
  }

  /** Returns all mounts that are taken, whether their source runs or not. */
  public ConcurrentSkipListMap<String, Source> sources() {
    return sources;
  }

  /** Returns the sources that run, in the order of their mounts. */
  public List<Source> running() {
    List<Source> running = new ArrayList<>();
    for (Source each : sources.values()) {
      if (each.isRunning()) {
        running.add(each);
      }
    }
    return running;
  }

  /** Finds the source of a mount or of its fallbacks that runs or would for a listener. */
  public @Nullable Source find(@Nullable String mount) {
    String at = mount;
    for (int depth = 0; at != null && depth < DEEPEST_FALLBACK; depth++) {
      Source source = sources.get(at);
      if (source != null && (source.isRunning() || source.isOnDemand())) {
        return source;
      }
      MountSettings settings = configuration.mount(at);
      at = settings == null ? null : settings.fallbackMount();
    }
    return null;
  }

  /** Returns the connections that are there, whatever they are. */
  public Set<Connection> connected() {
    return connected;
  }

  /** Counts a connection; returns whether there are more than are allowed. */
  public boolean connectionBegins(Connection connection) {
    connected.add(connection);
    tellClients();
    return connected.size() > configuration.limits().clients();
  }

  /** Counts a connection away. */
  public void connectionEnds(Connection connection) {
    connected.remove(connection);
    tellClients();
  }

  /** Tells the statistics how many connections there are. */
  public void tellClients() {
    statistics.set(null, "clients", Integer.toString(connected.size()));
  }

  /** Ends a listener, of which its authenticator may want to hear. */
  void listenerEnds(Listener listener) {
    Authenticator authenticator = listener.authenticator();
    if (authenticator != null) {
      String mount = listener.client().request().uri();
      authTasks.addFirst(
          AuthTask.of(Kind.LISTENER_REMOVE, authenticator, mount, listener.client()));
    }
    finish(listener.client());
  }

  /** Ends a client: sends what is left, closes, and writes the access log. */
  public void finish(Client client) {
    client.connection().finish();
    logs.access(client.entry());
  }

  /** Counts a source, unless there are as many as are allowed. */
  public boolean sourceBegins() {
    int limit = configuration.limits().sources();
    int count = sourceCount.getAndUpdate(old -> old < limit ? old + 1 : old);
    if (count >= limit) {
      return false;
    }
    statistics.set(null, "sources", Integer.toString(count + 1));
    return true;
  }

  /** Counts a source away. */
  public void sourceEnds() {
    statistics.set(null, "sources", Integer.toString(sourceCount.decrementAndGet()));
  }

  /** Writes an entry of the error log. */
  public void log(Level level, String place, String text) {
    logs.error(level, place, text);
  }
}
