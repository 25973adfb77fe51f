package dev.kitsune.eval.server;

import java.util.Map;

/**
 * A look inside a server.
 *
 * @param loaders class loaders alive, all kinds
 * @param loadersByType their number by the loader's class
 * @param heapBytes used; after a collection if one was asked for
 * @param peakHeapBytes the sum of the pools' peaks, an upper bound of the heap's own
 */
public record Vitals(
    int loaders,
    Map<String, Integer> loadersByType,
    long loadedClasses,
    long metaspaceBytes,
    long heapBytes,
    long peakHeapBytes,
    int threads,
    long rssBytes,
    long peakRssBytes) {}
