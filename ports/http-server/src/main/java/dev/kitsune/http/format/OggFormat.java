package dev.kitsune.http.format;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A stream of Ogg pages. The header pages are kept and go with every block, so that a listener gets
 * them before its first data. A single Vorbis stream gets serial numbers of the server's own, so
 * that a new title can begin a new logical stream; several streams are passed on as they are.
 */
public final class OggFormat implements Format {

  private static final int MOST_CODECS = 16;
  private static final int MOST_HEADER_PAGES = 256;

  private final String serverName;
  private final OggPages pages = new OggPages();
  private final List<OggCodec> codecs = new ArrayList<>();
  private final List<OggPage> firstPages = new ArrayList<>();
  private final List<OggPage> headerPages = new ArrayList<>();
  private boolean isBeginning;
  private byte @Nullable [] headers;
  private int serial;
  private int sequence;
  private long granule;
  private long granuleBase;
  private boolean takesTitles;
  private @Nullable String artist; // guarded by this, as the next two
  private @Nullable String title;
  private boolean isTitleNew;

  OggFormat(String serverName) {
    this.serverName = serverName;
  }

  @Override
  public String contentType() {
    return "application/ogg";
  }

  @Override
  public synchronized boolean takesTitles() {
    return takesTitles;
  }

  @Override
  public synchronized void title(@Nullable String newArtist, @Nullable String newTitle) {
    artist = newArtist;
    title = newTitle;
    isTitleNew = true;
  }

  @Override
  public void received(byte[] data, Output out) throws StreamException {
    pages.add(data);
    for (OggPage page = pages.next(); page != null; page = pages.next()) {
      if (page.hasFlag(OggPage.BEGINNING)) {
        begin(page, out);
      } else {
        OggCodec codec = codec(page.serial());
        if (codec != null) {
          process(codec, page, out);
        }
      }
    }
  }

  private void begin(OggPage page, Output out) {
    if (!isBeginning) { // also the first page of the next link in a chain
      codecs.clear();
      firstPages.clear();
      headerPages.clear();
      headers = null;
      isBeginning = true;
    }
    OggCodec codec = codecs.size() < MOST_CODECS ? OggCodec.of(page) : null;
    if (codec == null) {
      out.warn("Seen initial ogg page of an unknown codec, ignored");
      return;
    }
    codec.readHeaders(page);
    codecs.add(codec);
    firstPages.add(page);
    synchronized (this) {
      takesTitles = true;
    }
  }

  private @Nullable OggCodec codec(int pageSerial) {
    for (OggCodec each : codecs) {
      if (each.serial == pageSerial) {
        return each;
      }
    }
    return null;
  }

  private void process(OggCodec codec, OggPage page, Output out) throws StreamException {
    isBeginning = false;
    if (!codec.hasHeaders()) {
      headerPages.add(page);
      if (headerPages.size() > MOST_HEADER_PAGES) {
        throw new StreamException("The headers do not end, ending stream");
      }
      codec.readHeaders(page);
      if (codecs.stream().allMatch(OggCodec::hasHeaders)) {
        complete(out);
      }
    } else if (headers != null) {
      if (isRebuilt()) {
        renew(codec, out);
        granule = page.granule() - granuleBase;
        OggPage own = page.renumbered(granule, serial, sequence++);
        out.block(new Block(own.bytes(), /* isStart= */ true, headers));
      } else {
        out.block(new Block(page.bytes(), isStart(codec, page), headers));
      }
    }
  }

  /** With video a listener begins with a key frame, whatever else is in the stream. */
  private boolean isStart(OggCodec codec, OggPage page) {
    boolean hasVideo = codecs.stream().anyMatch(each -> each.kind == OggCodec.Kind.THEORA);
    return !hasVideo || codec.kind == OggCodec.Kind.THEORA && codec.isStart(page);
  }

  private boolean isRebuilt() {
    return codecs.size() == 1 && codecs.get(0).kind == OggCodec.Kind.VORBIS;
  }

  /** All headers are there. */
  private void complete(Output out) {
    if (isRebuilt()) {
      granuleBase = 0;
      writeHeaders(codecs.get(0).headers());
    } else {
      List<OggPage> all = new ArrayList<>(firstPages);
      all.addAll(headerPages);
      headers = OggPage.join(all);
    }
    codecs.forEach(each -> each.describe(out));
    out.statistic(
        "subtype", codecs.stream().map(each -> each.kind.title).collect(Collectors.joining("/")));
    OggCodec vorbis =
        codecs.stream().filter(each -> each.kind == OggCodec.Kind.VORBIS).findFirst().orElse(null);
    if (vorbis != null) {
      tell(vorbis.comment("artist"), vorbis.comment("title"), out);
    }
  }

  private void writeHeaders(List<byte[]> packets) {
    serial = ThreadLocalRandom.current().nextInt();
    List<OggPage> all =
        new ArrayList<>(OggPage.paginate(OggPage.BEGINNING, 0, serial, 0, packets.subList(0, 1)));
    all.addAll(OggPage.paginate(0, 0, serial, all.size(), packets.subList(1, packets.size())));
    sequence = all.size();
    headers = OggPage.join(all);
  }

  /** Ends the logical stream and begins another, if there is a new title. */
  private void renew(OggCodec codec, Output out) {
    String newArtist;
    String newTitle;
    synchronized (this) {
      if (!isTitleNew) {
        return;
      }
      isTitleNew = false;
      newArtist = artist;
      newTitle = title;
    }
    OggPage last = OggPage.of(OggPage.END, granule, serial, sequence, new byte[0], new byte[0]);
    out.block(new Block(last.bytes(), /* isStart= */ false, headers));
    granuleBase += granule;
    List<String> comments = new ArrayList<>();
    if (newArtist != null) {
      comments.add("artist=" + newArtist);
    }
    if (newTitle != null) {
      comments.add("title=" + newTitle);
    }
    comments.add("server=" + serverName);
    writeHeaders(
        List.of(
            codec.headers().get(0),
            OggCodec.comments(serverName, comments),
            codec.headers().get(2)));
    tell(newArtist, newTitle, out);
  }

  private static void tell(@Nullable String artist, @Nullable String title, Output out) {
    out.statistic("artist", artist);
    out.statistic("title", title);
    String text =
        artist == null
            ? (title == null ? "" : title)
            : artist + " - " + (title == null ? "" : title);
    if (!text.isEmpty()) {
      // Icecast 2.2.0 loses the last character in the playlist log.
      out.playing(text.substring(0, text.length() - 1));
    }
  }

  @Override
  public void send(Block block, Place place, Sink sink) {
    byte[] first = block.associated;
    if (first != null && first != place.associated) {
      sink.write(first, 0, first.length);
      place.associated = first;
    }
    sink.write(block.data, 0, block.data.length);
    place.sent();
  }
}
