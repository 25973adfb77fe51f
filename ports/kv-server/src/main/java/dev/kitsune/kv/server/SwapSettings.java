package dev.kitsune.kv.server;

import java.nio.file.Path;
import java.util.Locale;

/** What the directives of virtual memory decide. */
public final class SwapSettings {

  private boolean enabled;
  private String file = "/tmp/redis-%p.vm"; // no placeholder: the release takes it as it stands
  private long maxMemory = 1L << 30;
  private int pageSize = 256;
  private int pages = 104_857_600;
  private int maxThreads = 4;

  /** Returns whether values may be put into the swap file. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Returns the swap file's name. */
  public Path file() {
    return Path.of(file);
  }

  /** Returns above how many bytes of memory values are put out. */
  public long maxMemory() {
    return maxMemory;
  }

  /** Returns how many bytes a page has. */
  public int pageSize() {
    return pageSize;
  }

  /** Returns how many pages the swap file has. */
  public int pages() {
    return pages;
  }

  /** Returns how many threads load values at most; 0: whoever needs a value waits for the disk. */
  public int maxThreads() {
    return maxThreads;
  }

  /** Applies a directive; returns whether it is one of these. */
  boolean apply(String name, String argument) {
    switch (name) {
      case "vm-enabled" -> enabled = yes(argument);
      case "vm-swap-file" -> file = argument;
      case "vm-max-memory" -> maxMemory = MemoryUnits.parse(argument);
      case "vm-page-size" -> pageSize = ConfigurationFile.integer(argument, 1, Integer.MAX_VALUE);
      case "vm-pages" -> pages = ConfigurationFile.integer(argument, 1, Integer.MAX_VALUE);
      case "vm-max-threads" ->
          maxThreads = ConfigurationFile.integer(argument, 0, Integer.MAX_VALUE);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean yes(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException("argument must be 'yes' or 'no'");
    };
  }
}
