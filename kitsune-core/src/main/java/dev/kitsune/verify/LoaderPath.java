package dev.kitsune.verify;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says what keeps a loader of an old version alive, from a heap dump of this process. */
public final class LoaderPath {

  private LoaderPath() {}

  /**
   * Dumps the heap and looks for a path to a loader that was marked as retired.
   *
   * @param file where the dump goes; not there before
   * @param loaderClass the name of the loaders' class
   * @param field the name of its boolean field that says that a loader is retired
   * @param keep whether the dump stays
   * @return one line; null if no path of strong references leads to one
   */
  public static @Nullable String find(Path file, String loaderClass, String field, boolean keep) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(file.toString(), true);
      try {
        String path = RootPath.to(file, loaderClass, field).orElse(null);
        return keep && path != null ? path + "; the heap dump is " + file : path;
      } finally {
        if (!keep) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | RuntimeException e) {
      return "not found, the heap dump could not be made or read: file=" + file + ", cause=" + e;
    }
  }
}
