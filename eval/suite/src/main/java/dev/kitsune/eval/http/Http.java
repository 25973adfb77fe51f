package dev.kitsune.eval.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One connection with one request, as HTTP/1.0 has it. Used by one thread at a time. */
final class Http implements AutoCloseable {

  private static final Charset BYTES = StandardCharsets.ISO_8859_1;
  private static final int LONGEST_HEAD = 16 * 1024;

  private final Socket socket;
  private final InputStream in;

  private Http(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 1 << 15);
  }

  /** Connects. */
  static Http connect(InetSocketAddress server, int timeoutMillis) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(timeoutMillis);
      socket.connect(server, timeoutMillis);
      return new Http(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Returns a header with credentials. */
  static String login(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(BYTES);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
  }

  /** Sends a request without a body, and returns the head of its answer. */
  String request(String method, String path, String headers) throws IOException {
    write((method + " " + path + " HTTP/1.0\r\n" + headers + "\r\n").getBytes(BYTES));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
      head.append((char) b);
      if (head.length() > LONGEST_HEAD) {
        throw new IOException("expected the end of a head");
      }
    }
    return head.toString();
  }

  /** Sends bytes. */
  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Reads some bytes; -1 at the end. */
  int read(byte[] into) throws IOException {
    return in.read(into);
  }

  /** Reads all there is. */
  byte[] rest() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    in.transferTo(all);
    return all.toByteArray();
  }

  /** Returns whether a head says that all is well. */
  static boolean isOk(String head) {
    return head.matches("(?s)HTTP/1\\.[01] 200 .*");
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // It is given up either way.
    }
  }
}
