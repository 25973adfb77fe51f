package dev.kitsune.http.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One logical stream of an Ogg stream: Vorbis or Theora, with its three header packets. */
final class OggCodec {

  /** What the release knows. */
  enum Kind {
    VORBIS("Vorbis"),
    THEORA("Theora");

    final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  private static final int HEADERS = 3;
  private static final int KEY_FRAME_BIT = 0x40;

  final Kind kind;
  final int serial;
  private final List<byte[]> headers = new ArrayList<>();
  private final ByteArrayOutputStream packet = new ByteArrayOutputStream();

  private OggCodec(Kind kind, int serial) {
    this.kind = kind;
    this.serial = serial;
  }

  /** Recognises the codec of a beginning-of-stream page; null if it is none of the known. */
  static @Nullable OggCodec of(OggPage page) {
    String start =
        new String(
            page.bytes(),
            page.bodyAt(),
            Math.min(7, page.bytes().length - page.bodyAt()),
            StandardCharsets.ISO_8859_1);
    return switch (start) {
      case "\u0001vorbis" -> new OggCodec(Kind.VORBIS, page.serial());
      case "\u0080theora" -> new OggCodec(Kind.THEORA, page.serial());
      default -> null;
    };
  }

  boolean hasHeaders() {
    return headers.size() == HEADERS;
  }

  List<byte[]> headers() {
    return headers;
  }

  /** Takes the header packets out of a page. */
  void readHeaders(OggPage page) {
    int at = page.bodyAt();
    for (int i = 0; i < page.segments() && !hasHeaders(); i++) {
      packet.write(page.bytes(), at, page.segment(i));
      at += page.segment(i);
      if (page.segment(i) < OggPage.FULL_SEGMENT) {
        headers.add(packet.toByteArray());
        packet.reset();
      }
    }
  }

  /** Returns whether a listener may begin with this page. */
  boolean isStart(OggPage page) {
    if (kind != Kind.THEORA || page.segments() == 0) {
      return true;
    }
    int at = page.bodyAt();
    int first = 0;
    if (page.hasFlag(OggPage.CONTINUED)) {
      while (first < page.segments() && page.segment(first) == OggPage.FULL_SEGMENT) {
        at += page.segment(first++);
      }
      at += first < page.segments() ? page.segment(first++) : 0;
    }
    return first < page.segments()
        && page.segment(first) > 0
        && (page.bytes()[at] & KEY_FRAME_BIT) == 0;
  }

  /** Tells the statistics what the first header says. */
  void describe(Output out) {
    ByteBuffer header = ByteBuffer.wrap(headers.get(0)).order(ByteOrder.LITTLE_ENDIAN);
    if (kind == Kind.VORBIS && header.capacity() >= 28) {
      int bitrate = header.getInt(20);
      out.statistic("audio_bitrate", Integer.toString(bitrate));
      out.statistic("audio_channels", Integer.toString(header.get(11) & 0xff));
      out.statistic("audio_samplerate", Integer.toString(header.getInt(12)));
      out.statistic("ice-bitrate", Integer.toString(bitrate / 1000));
    } else if (kind == Kind.THEORA && header.capacity() >= 42) {
      header.order(ByteOrder.BIG_ENDIAN);
      out.statistic("video_bitrate", Integer.toString(header.getInt(36) & 0xffffff));
      out.statistic("video_quality", Integer.toString((header.get(40) & 0xff) >> 2));
      int width = header.getInt(13) & 0xffffff;
      int height = header.getInt(16) & 0xffffff;
      out.statistic("frame_size", width + " x " + height);
      double rate = header.getInt(22) / (double) Math.max(1, header.getInt(26));
      out.statistic("frame_rate", String.format(Locale.ROOT, "%.2f", rate));
    }
  }

  /** Returns a comment of the second header by its name, without regard to case; or null. */
  @Nullable String comment(String name) {
    ByteBuffer header = ByteBuffer.wrap(headers.get(1)).order(ByteOrder.LITTLE_ENDIAN);
    try {
      header.position(7);
      int vendor = header.getInt();
      header.position(header.position() + vendor);
      for (int left = header.getInt(); left > 0; left--) {
        byte[] comment = new byte[Math.min(header.getInt(), header.remaining())];
        header.get(comment);
        String text = new String(comment, StandardCharsets.UTF_8);
        if (text.regionMatches(/* ignoreCase= */ true, 0, name + "=", 0, name.length() + 1)) {
          return text.substring(name.length() + 1);
        }
      }
    } catch (RuntimeException e) {
      return null; // a header that lies about its lengths
    }
    return null;
  }

  /** Makes a comment header of Vorbis. */
  static byte[] comments(String vendor, List<String> comments) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.writeBytes("\u0003vorbis".getBytes(StandardCharsets.ISO_8859_1));
    writeText(packet, vendor);
    writeNumber(packet, comments.size());
    comments.forEach(each -> writeText(packet, each));
    packet.write(1);
    return packet.toByteArray();
  }

  private static void writeText(ByteArrayOutputStream packet, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeNumber(packet, bytes.length);
    packet.writeBytes(bytes);
  }

  private static void writeNumber(ByteArrayOutputStream packet, int number) {
    packet.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
  }
}
