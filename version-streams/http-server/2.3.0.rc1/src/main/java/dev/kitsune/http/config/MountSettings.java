package dev.kitsune.http.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code <mount>} element.
 *
 * @param maxListeners -1 for no limit
 * @param burstSize -1 for the global one
 * @param queueSize 0 for the global one
 * @param sourceTimeout in seconds, 0 for the global one
 * @param authType the kind of listener authentication, or null for none
 * @param intro a file of the web root that new listeners get first
 * @param metadataInterval more than 0 instead of what the source says
 * @param onConnect a program that is run when a source begins
 * @param onDisconnect a program that is run when it ends
 * @param ypPublic whether directories list it, 1 or 0; -1 if the source says
 * @param shown what is shown instead of what the source says
 */
public record MountSettings(
    String name,
    @Nullable String username,
    @Nullable String password,
    @Nullable String dumpFile,
    int maxListeners,
    @Nullable String fallbackMount,
    boolean fallbackOverride,
    boolean noMount,
    boolean hidden,
    int burstSize,
    int queueSize,
    int sourceTimeout,
    @Nullable String clusterPassword,
    @Nullable String authType,
    Map<String, String> authOptions,
    @Nullable String intro,
    int metadataInterval,
    @Nullable String onConnect,
    @Nullable String onDisconnect,
    int ypPublic,
    Shown shown) {

  /** What statistics and directories show instead of what the source says; null for that. */
  public record Shown(
      @Nullable String name,
      @Nullable String description,
      @Nullable String url,
      @Nullable String genre,
      @Nullable String bitrate,
      @Nullable String type,
      @Nullable String subtype) {

    /** Returns what leaves all to the source. */
    public static Shown nothing() {
      return new Shown(null, null, null, null, null, null, null);
    }
  }
}
