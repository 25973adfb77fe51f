package dev.kitsune.eval.faults;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection that speaks in lines. */
final class Line implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int LONGEST = 1 << 16;

  private final Socket socket;

  /** Connects. */
  Line(InetSocketAddress address) throws IOException {
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(address, TIMEOUT_MILLIS);
  }

  /** Sends text. */
  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes. */
  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Returns the next line without its end. */
  String read() throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("connection closed by the server: read=" + line);
      }
      if (line.length() > LONGEST) {
        throw new IOException("expected a line, found no end of it: length=" + line.length());
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /** Reads a line that must begin with something. */
  String expect(String begin) throws IOException {
    String line = read();
    if (!line.startsWith(begin)) {
      throw new IOException("expected a line that begins with " + begin + ", found=" + line);
    }
    return line;
  }

  /** Reads until the bytes of some text have come, whatever comes before. */
  void await(String text) throws IOException {
    InputStream in = socket.getInputStream();
    int matched = 0;
    while (matched < text.length()) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("connection closed by the server, before " + text + " came");
      }
      matched = c == text.charAt(matched) ? matched + 1 : c == text.charAt(0) ? 1 : 0;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      // As wanted.
    }
  }
}
