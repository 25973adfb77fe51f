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
    boolean noYp,
    boolean hidden,
    int burstSize,
    int queueSize,
    int sourceTimeout,
    @Nullable String clusterPassword,
    @Nullable String authType,
    Map<String, String> authOptions) {}
