package dev.kitsune.http.directory;

import dev.kitsune.http.server.Source;
import org.jspecify.annotations.Nullable;

/** A stream in a directory. Belongs to the directory thread. */
final class Entry {

  final String url;
  final int touchInterval;
  final Source source;
  @Nullable String sid; // null while it is not listed
  long dueMillis;
  String playing = "";
  int touchSeconds;

  Entry(String url, int touchInterval, Source source) {
    this.url = url;
    this.touchInterval = touchInterval;
    this.source = source;
    touchSeconds = touchInterval;
  }
}
