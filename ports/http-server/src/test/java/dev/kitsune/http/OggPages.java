package dev.kitsune.http;

import dev.kitsune.http.suite.OggSource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Ogg streams that no encoder would make. */
final class OggPages {

  private OggPages() {}

  /** A Vorbis stream whose comment header goes on over so many pages, and does not end. */
  static byte[] endlessHeader(int pages) {
    byte[] id = new byte[30];
    System.arraycopy("\u0001vorbis".getBytes(StandardCharsets.ISO_8859_1), 0, id, 0, 7);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(OggSource.page(2, 0, 0, id));
    for (int i = 1; i <= pages; i++) {
      all.writeBytes(OggSource.page(i == 1 ? 0 : 1, 0, i, new byte[255]));
    }
    return all.toByteArray();
  }
}
