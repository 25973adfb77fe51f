package dev.kitsune.http.format;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds pages in a stream of bytes; what is no page or damaged is skipped. */
final class OggPages {

  private byte[] buffer = new byte[4096];
  private int start;
  private int end;

  void add(byte[] data) {
    if (end + data.length > buffer.length) {
      int length = end - start;
      byte[] larger =
          length + data.length > buffer.length
              ? new byte[Math.max(buffer.length * 2, length + data.length)]
              : buffer;
      System.arraycopy(buffer, start, larger, 0, length);
      buffer = larger;
      start = 0;
      end = length;
    }
    System.arraycopy(data, 0, buffer, end, data.length);
    end += data.length;
  }

  /** Returns the next whole page, or null if more bytes are needed. */
  @Nullable OggPage next() {
    while (end - start >= OggPage.HEADER) {
      if (!isCapture()) {
        start++;
        continue;
      }
      int length = OggPage.HEADER + (buffer[start + OggPage.HEADER - 1] & 0xff);
      if (end - start < length) {
        return null;
      }
      for (int i = start + OggPage.HEADER, last = start + length; i < last; i++) {
        length += buffer[i] & 0xff;
      }
      if (end - start < length) {
        return null;
      }
      OggPage page = new OggPage(Arrays.copyOfRange(buffer, start, start + length));
      if (page.isIntact()) {
        start += length;
        return page;
      }
      start++;
    }
    return null;
  }

  private boolean isCapture() {
    return buffer[start] == 'O'
        && buffer[start + 1] == 'g'
        && buffer[start + 2] == 'g'
        && buffer[start + 3] == 'S'
        && buffer[start + 4] == 0;
  }
}
