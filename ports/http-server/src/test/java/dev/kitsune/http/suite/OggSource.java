package dev.kitsune.http.suite;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A source of Ogg pages that say to be Vorbis: right pages with made-up audio. */
public final class OggSource implements AutoCloseable {

  private static final int SERIAL = 4711;
  private static final int POLYNOMIAL = 0x04c11db7;

  private final Wire wire;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "ogg-source");
  private int sequence;

  private OggSource(Wire wire) {
    this.wire = wire;
    thread.start();
  }

  /** Logs in with the global password. */
  public static OggSource start(Context c, String mount) {
    Wire wire = c.connect();
    wire.send(
        "SOURCE "
            + mount
            + " HTTP/1.0\r\nContent-Type: application/ogg\r\n"
            + Wire.login("source:hackme")
            + "\r\n");
    if (!wire.head().equals("HTTP/1.0 200 OK\r\n\r\n")) {
      wire.close();
      throw new AssertionError("the source was not let in: mount=" + mount);
    }
    wire.send(headers(wire));
    return new OggSource(wire);
  }

  private static byte[] headers(Wire wire) {
    ByteBuffer id = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
    id.put("\u0001vorbis".getBytes(Wire.BYTES)).putInt(0).put((byte) 2).putInt(44_100);
    id.putInt(0).putInt(128_000).putInt(0).put((byte) 0xb8).put((byte) 1);
    ByteBuffer comment = ByteBuffer.allocate(16 + "title=Made Up".length() + 4);
    comment.order(ByteOrder.LITTLE_ENDIAN).put("\u0003vorbis".getBytes(Wire.BYTES)).putInt(0);
    comment.putInt(1).putInt("title=Made Up".length()).put("title=Made Up".getBytes(Wire.BYTES));
    comment.put((byte) 1);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(page(2, 0, 0, id.array()));
    all.writeBytes(page(0, 0, 1, comment.array()));
    all.writeBytes(page(0, 0, 2, "\u0005vorbis-setup".getBytes(Wire.BYTES)));
    return all.toByteArray();
  }

  private void run() {
    sequence = 3;
    try {
      while (!stop.await(20, TimeUnit.MILLISECONDS)) {
        wire.send(page(0, 1000L * sequence, sequence, new byte[200]));
        sequence++;
      }
    } catch (InterruptedException | RuntimeException e) {
      return; // the server ended it
    }
  }

  /** Makes a page of one packet of at most 255 bytes; 255 of them go on in the next page. */
  public static byte[] page(int flags, long granule, int sequence, byte[] packet) {
    ByteBuffer page = ByteBuffer.allocate(28 + packet.length).order(ByteOrder.LITTLE_ENDIAN);
    page.put("OggS".getBytes(Wire.BYTES)).put((byte) 0).put((byte) flags).putLong(granule);
    page.putInt(SERIAL).putInt(sequence).putInt(0).put((byte) 1).put((byte) packet.length);
    page.put(packet);
    int sum = 0;
    for (byte each : page.array()) {
      sum ^= (each & 0xff) << 24;
      for (int bit = 0; bit < 8; bit++) {
        sum = (sum << 1) ^ (sum < 0 ? POLYNOMIAL : 0);
      }
    }
    page.putInt(22, sum);
    return page.array();
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    wire.close();
  }
}
