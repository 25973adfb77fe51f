package dev.kitsune.http.suite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A connection on which bytes are sent and read as they are. */
public final class Wire implements AutoCloseable {

  /** Bytes as characters. */
  static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private final Socket socket;

  private Wire(Socket socket) {
    this.socket = socket;
  }

  /** Connects to loopback. */
  public static Wire connect(int port, Duration patience) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout((int) patience.toMillis());
      socket.setTcpNoDelay(true);
      return new Wire(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a header with Basic credentials. */
  public static String login(String userAndPassword) {
    byte[] bytes = userAndPassword.getBytes(BYTES);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes) + "\r\n";
  }

  /** Sends text. */
  public Wire send(String text) {
    return send(text.getBytes(BYTES));
  }

  /** Sends bytes. */
  public Wire send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads until the server closes; a reset counts as a close. */
  public String toEnd() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all.write(buffer, 0, n);
      }
    } catch (SocketException e) {
      return all.toString(BYTES);
    } catch (IOException e) {
      throw new AssertionError("expected a close: found=" + all.toString(BYTES), e);
    }
    return all.toString(BYTES);
  }

  /** Reads so many bytes. */
  public byte[] read(int count) {
    try {
      byte[] bytes = socket.getInputStream().readNBytes(count);
      if (bytes.length < count) {
        throw new AssertionError("expected bytes: count=" + count + ", found=" + bytes.length);
      }
      return bytes;
    } catch (IOException e) {
      throw new AssertionError("expected bytes: count=" + count, e);
    }
  }

  /** Reads a head with its empty line. */
  public String head() {
    return until("\r\n\r\n");
  }

  /** Reads text up to an end that is part of it. */
  public String until(String end) {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end, Math.max(0, text.length() - end.length())) < 0) {
      text.append(new String(read(1), BYTES));
      if (text.length() > 100_000) {
        throw new AssertionError("expected an end: end=" + end);
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
