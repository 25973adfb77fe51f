package dev.kitsune.ftp.session;

import dev.kitsune.Gate;
import dev.kitsune.ftp.config.Settings;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** What the listener knows: settings for new sessions, and who is connected. */
public final class Server {

  private final Gate gate;
  private final @Nullable String configuration;
  private final BlockingQueue<LoginRequest> logins = new LinkedBlockingQueue<>();
  private final Set<Session> sessions = new LinkedHashSet<>();
  private final Map<InetAddress, Integer> perAddress = new HashMap<>();
  private Settings settings;
  private int children;
  private long nextId;
  private long transfers;
  private boolean isListening = true;
  private volatile boolean isReloadNeeded;
  private volatile boolean isTerminating;

  /**
   * Makes a server without sessions.
   *
   * @param gate that all events pass
   * @param configuration the file that was read, or null
   */
  public Server(Gate gate, Settings settings, @Nullable String configuration) {
    this.gate = gate;
    this.settings = settings;
    this.configuration = configuration;
    nextId = ProcessHandle.current().pid() + 1;
  }

  /** Returns what all events pass. */
  public Gate gate() {
    return gate;
  }

  /** Returns the number of the release that serves now. */
  public String version() {
    return gate.bound() instanceof Program program ? program.version() : "";
  }

  /** Returns the file with the settings, or null. */
  public @Nullable String configuration() {
    return configuration;
  }

  /** Returns the passwords that wait. */
  public BlockingQueue<LoginRequest> logins() {
    return logins;
  }

  /** Returns the settings for new sessions. */
  public Settings settings() {
    return settings;
  }

  /** Sets the settings for new sessions. */
  public void settings(Settings next) {
    settings = next;
  }

  /** Returns a number that no session had. */
  public long nextId() {
    return nextId++;
  }

  /** Returns a number that no transfer had. */
  public long nextTransfer() {
    return ++transfers;
  }

  /** Returns all sessions that are connected. */
  public List<Session> sessions() {
    return List.copyOf(sessions);
  }

  /** Returns whether nobody is connected. */
  public boolean isIdle() {
    return sessions.isEmpty();
  }

  /** Adds a session, which counts from now on; returns how many count. */
  public int add(Session session) {
    sessions.add(session);
    session.counted(true);
    perAddress.merge(session.address(), 1, Integer::sum);
    return ++children;
  }

  /** Returns how many sessions that count come from an address. */
  public int countFrom(InetAddress address) {
    return perAddress.getOrDefault(address, 0);
  }

  /** Takes a session away. */
  public void remove(Session session) {
    sessions.remove(session);
    uncount(session);
  }

  /** Counts a session no more. */
  public void uncount(Session session) {
    if (session.isCounted()) {
      session.counted(false);
      children--;
      // An address may be in no table: that of a session older than the table.
      perAddress.computeIfPresent(
          session.address(), (address, count) -> count > 1 ? count - 1 : null);
    }
  }

  /** Returns whether new connections are taken. */
  public boolean isListening() {
    return isListening;
  }

  /** Notes that no new connections are taken. */
  public void notListening() {
    isListening = false;
  }

  /** Returns whether the file is to be read again, and forgets it. */
  public boolean takeReloadNeeded() {
    boolean needed = isReloadNeeded;
    isReloadNeeded = false;
    return needed;
  }

  /** Asks for the file to be read again before the next connection. Any thread. */
  public void requestReload() {
    isReloadNeeded = true;
  }

  /** Returns whether the listener shall end. */
  public boolean isTerminating() {
    return isTerminating;
  }

  /** Asks the listener to end. Any thread. */
  public void requestTermination() {
    isTerminating = true;
  }
}
