package dev.kitsune.http.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All settings as one value; HUP replaces it as a whole.
 *
 * @param shoutcastMount the mount of sources that speak the shoutcast protocol
 * @param listenSockets in the file's order; the first one's port is advertised
 */
public record Configuration(
    String location,
    String admin,
    String hostname,
    boolean fileserve,
    boolean iceLogin,
    String shoutcastMount,
    Limits limits,
    Access access,
    Master master,
    List<ListenSocket> listenSockets,
    List<RelaySettings> relays,
    List<Directory> directories,
    List<MountSettings> mounts,
    FilePaths paths,
    List<Alias> aliases,
    Logging logging,
    Security security) {

  /** How much is allowed; sizes in bytes, time-outs in seconds. */
  public record Limits(
      int clients,
      int sources,
      int threadPool,
      int queueSize,
      int clientTimeout,
      int headerTimeout,
      int sourceTimeout,
      int burstSize) {}

  /** Who may do what; a password that is null lets nobody in. */
  public record Access(
      String sourcePassword,
      @Nullable String adminUser,
      @Nullable String adminPassword,
      String relayUser,
      @Nullable String relayPassword) {}

  /** The server whose mounts are all relayed, perhaps only while somebody listens. */
  public record Master(
      @Nullable String server,
      int port,
      String username,
      @Nullable String password,
      int updateInterval,
      boolean onDemand) {}

  /** Where to listen. */
  public record ListenSocket(int port, @Nullable String bindAddress, boolean shoutcastCompatible) {}

  /** One stream to fetch from another server, perhaps only while somebody listens. */
  public record RelaySettings(
      String server,
      int port,
      String mount,
      String localMount,
      @Nullable String username,
      @Nullable String password,
      boolean metadata,
      boolean onDemand) {}

  /** A directory that lists public streams. */
  public record Directory(String url, int urlTimeout, int touchInterval) {}

  /** Where files are. */
  public record FilePaths(
      String baseDirectory,
      String logDirectory,
      String webRoot,
      String adminRoot,
      @Nullable String pidFile) {}

  /** Another name of a path; port -1 and address null stand for any. */
  public record Alias(String source, String destination, int port, @Nullable String bindAddress) {}

  /**
   * Names of log files, relative to the log directory; {@code -} is standard error.
   *
   * @param sizeKilobytes at which a log is put aside, 0 for the release's own size
   * @param archives whether logs that are put aside have their time in their name
   */
  public record Logging(
      String accessLog,
      String errorLog,
      @Nullable String playlistLog,
      int level,
      int sizeKilobytes,
      boolean archives) {}

  /** Read, and without effect: a JVM can do neither. */
  public record Security(boolean chroot, @Nullable String user, @Nullable String group) {}

  /** Returns the settings of a mount, or null if the file has none. */
  public @Nullable MountSettings mount(String name) {
    for (MountSettings each : mounts) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return null;
  }

  /** Returns the port in addresses that are given to others. */
  public int advertisedPort() {
    return listenSockets.isEmpty() ? 0 : listenSockets.get(0).port();
  }

  /** Returns these settings with other listening sockets. */
  public Configuration listening(List<ListenSocket> sockets) {
    return new Configuration(
        location,
        admin,
        hostname,
        fileserve,
        iceLogin,
        shoutcastMount,
        limits,
        access,
        master,
        List.copyOf(sockets),
        relays,
        directories,
        mounts,
        paths,
        aliases,
        logging,
        security);
  }
}
