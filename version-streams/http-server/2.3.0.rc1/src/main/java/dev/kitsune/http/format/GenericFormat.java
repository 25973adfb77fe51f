package dev.kitsune.http.format;

import dev.kitsune.NoMigrate;
import dev.kitsune.http.config.MountSettings;
import dev.kitsune.http.text.Text;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stream of any type that is passed on as it is, with shoutcast's metadata: taken out of the
 * source's data, and mixed into the data of listeners who ask for it.
 */
public final class GenericFormat implements Format {

  /** What goes first to listeners who want metadata, as long as there is no title. */
  @NoMigrate static final byte[] UNTITLED = block(Text.bytes("StreamTitle='';"));

  private static final int INTERVAL = 16_000;

  private static final int UNIT = 16;
  private static final int LONGEST_TEXT = 4080;
  private static final int BLOCK = 1400;
  private static final String BEGINNING = "StreamTitle=";
  @NoMigrate private static final byte[] NO_NEWS = {0};

  private final String contentType;
  private final int sourceInterval;
  private int sinceSourceMetadata;
  private int sourceMetadataLeft;
  private final ByteArrayOutputStream sourceMetadata = new ByteArrayOutputStream();
  private byte[] metadata = UNTITLED;
  private byte[] packed = new byte[BLOCK];
  private int packedBytes;
  private volatile int interval;
  private String sourceText = "";
  private @Nullable String artist; // guarded by this, as the next two
  private @Nullable String title;
  private boolean isTitleNew;

  GenericFormat(String contentType, @Nullable String sourceInterval) {
    this.contentType = contentType;
    this.sourceInterval = Math.max(0, Text.number(sourceInterval));
    interval = this.sourceInterval > 0 ? this.sourceInterval : INTERVAL;
  }

  @Override
  public void apply(@Nullable MountSettings settings) {
    int own = settings == null ? -1 : settings.metadataInterval();
    interval = own > 0 ? own : sourceInterval > 0 ? sourceInterval : INTERVAL;
  }

  @Override
  public int interval() {
    return interval;
  }

  @Override
  public String contentType() {
    return contentType;
  }

  @Override
  public boolean takesTitles() {
    return true;
  }

  @Override
  public synchronized void title(@Nullable String newArtist, @Nullable String newTitle) {
    artist = newArtist;
    title = newTitle;
    isTitleNew = true;
  }

  @Override
  public void received(byte[] data, Output out) throws StreamException {
    applyTitle(out);
    int at = 0;
    while (at < data.length) {
      if (sourceInterval > 0 && sinceSourceMetadata == sourceInterval) {
        at = takeMetadata(data, at, out);
      } else {
        int length = Math.min(data.length - at, BLOCK - packedBytes);
        if (sourceInterval > 0) {
          length = Math.min(length, sourceInterval - sinceSourceMetadata);
          sinceSourceMetadata += length;
        }
        System.arraycopy(data, at, packed, packedBytes, length);
        packedBytes += length;
        at += length;
        if (packedBytes == BLOCK) {
          out.block(new Block(packed, /* isStart= */ true, metadata));
          packed = new byte[BLOCK];
          packedBytes = 0;
        }
      }
    }
  }

  private int takeMetadata(byte[] data, int from, Output out) throws StreamException {
    int at = from;
    if (sourceMetadataLeft == 0) {
      sourceMetadataLeft = (data[at++] & 0xff) * UNIT;
    }
    int length = Math.min(sourceMetadataLeft, data.length - at);
    sourceMetadata.write(data, at, length);
    sourceMetadataLeft -= length;
    if (sourceMetadataLeft == 0) {
      byte[] whole = sourceMetadata.toByteArray();
      sourceMetadata.reset();
      sinceSourceMetadata = 0;
      applyMetadata(whole, out);
    }
    return at + length;
  }

  private void applyMetadata(byte[] padded, Output out) throws StreamException {
    int end = padded.length;
    while (end > 0 && padded[end - 1] == 0) {
      end--;
    }
    if (end == 0) {
      return;
    }
    String text = new String(padded, 0, end, java.nio.charset.StandardCharsets.UTF_8);
    if (!text.startsWith(BEGINNING)) {
      throw new StreamException("Incorrect metadata format, ending stream");
    }
    if (!text.equals(sourceText)) {
      sourceText = text;
      metadata = block(Arrays.copyOf(padded, end));
      tell(text, out);
    }
  }

  private synchronized void applyTitle(Output out) {
    if (!isTitleNew) {
      return;
    }
    isTitleNew = false;
    String what = title == null ? "" : title;
    String text = BEGINNING + "'" + (artist == null ? what : artist + " - " + what) + "';";
    byte[] bytes = Text.bytes(text);
    if (bytes.length > LONGEST_TEXT) {
      out.warn("metadata is too long: bytes=" + bytes.length + ", limit=" + LONGEST_TEXT);
      return;
    }
    metadata = block(bytes);
    tell(text, out);
  }

  private static byte[] block(byte[] text) {
    int units = (text.length + UNIT - 1) / UNIT;
    byte[] block = new byte[1 + units * UNIT];
    block[0] = (byte) units;
    System.arraycopy(text, 0, block, 1, text.length);
    return block;
  }

  private static void tell(String text, Output out) {
    int start = BEGINNING.length() + 1;
    int end = text.indexOf("';", start);
    if (end >= 0) {
      String playing = text.substring(start, end);
      out.statistic("title", playing);
      out.playing(playing);
    }
  }

  @Override
  public void send(Block block, Place place, Sink sink) {
    int every = place.interval();
    if (every == 0) {
      sink.write(block.data, 0, block.data.length);
      place.sent();
      return;
    }
    int at = 0;
    while (at < block.data.length) {
      if (place.sinceMetadata == every) {
        sendMetadata(block, place, sink);
      }
      int length = Math.min(block.data.length - at, every - place.sinceMetadata);
      sink.write(block.data, at, length);
      place.sinceMetadata += length;
      at += length;
    }
    place.sent();
  }

  private static void sendMetadata(Block block, Place place, Sink sink) {
    byte[] news = block.associated;
    if (news == null || news == place.associated) { // null in an intro file
      sink.write(NO_NEWS, 0, NO_NEWS.length);
    } else {
      sink.write(news, 0, news.length);
      place.associated = news;
    }
    place.sinceMetadata = 0;
  }
}
