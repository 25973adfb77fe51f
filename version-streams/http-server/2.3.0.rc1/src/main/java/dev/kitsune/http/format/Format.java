package dev.kitsune.http.format;

import dev.kitsune.http.config.MountSettings;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What is known of a stream's format. Belongs to the thread of its source, titles apart. */
public sealed interface Format permits GenericFormat, OggFormat {

  /** Returns the type that listeners are told. */
  String contentType();

  /** Makes blocks of bytes from the source. */
  void received(byte[] data, Output out) throws StreamException;

  /** Sends a listener the block that is next for it. */
  void send(Block block, Place place, Sink sink);

  /** Returns whether a title may be set now. */
  boolean takesTitles();

  /** Takes the settings of the mount, or null if there are none. */
  void apply(@Nullable MountSettings settings);

  /** Returns after how many bytes new listeners get metadata, if they want it; 0 for never. */
  int interval();

  /** Sets what is played; may be called from any thread. */
  void title(@Nullable String artist, @Nullable String title);

  /** Returns what is put before the stream's data in a dump file or before a new listener. */
  default boolean isOgg() {
    return this instanceof OggFormat;
  }

  /** Chooses the format by a source's headers; without a type it is MPEG. */
  static Format of(
      SortedMap<String, String> headers, String serverName, @Nullable MountSettings settings) {
    String type = headers.get("content-type");
    if (type != null && (type.equals("application/ogg") || type.equals("application/x-ogg"))) {
      return new OggFormat(serverName);
    }
    GenericFormat generic =
        new GenericFormat(type == null ? "audio/mpeg" : type, headers.get("icy-metaint"));
    generic.apply(settings);
    return generic;
  }
}
