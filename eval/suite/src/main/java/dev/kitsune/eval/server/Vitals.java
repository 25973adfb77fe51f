package dev.kitsune.eval.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * A look inside a server.
 *
 * @param loaders class loaders alive, all kinds
 * @param loadersByType their number by the loader's class
 * @param heapBytes used; after a collection if one was asked for
 * @param descriptors open files, sockets and the like; -1 where the JVM does not tell
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
    long descriptors,
    long rssBytes,
    long peakRssBytes) {

  private static final String UNIT_LOADER = "dev.kitsune.load.UnitLoader";

  /**
   * Returns how many loaders of program classes are alive: one for each class unit, if all is well.
   */
  @JsonProperty
  public int unitLoaders() {
    return loadersByType.getOrDefault(UNIT_LOADER, 0);
  }
}
