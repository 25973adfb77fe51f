package dev.kitsune.kv.suite;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection that sends what it is told, byte for byte, and gives replies as short texts. */
public final class Wire implements AutoCloseable {

  /** What a command answers to a key of another kind. */
  public static final String WRONG_KIND =
      "-ERR Operation against a key holding the wrong kind of value";

  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int END = -1;

  private final Socket socket;
  private final InputStream input;

  private Wire(Socket socket, InputStream input) {
    this.socket = socket;
    this.input = input;
  }

  /** Connects to a server. */
  public static Wire to(InetSocketAddress server) {
    return to(server, new Socket());
  }

  /** Connects to a server, of which the kernel takes no more than that before it is read. */
  public static Wire to(InetSocketAddress server, int receiveBuffer) {
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(receiveBuffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to(server, socket);
  }

  private static Wire to(InetSocketAddress server, Socket socket) {
    try {
      socket.connect(server);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      return new Wire(socket, new BufferedInputStream(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens another connection to the same server. */
  public Wire another() {
    return to((InetSocketAddress) socket.getRemoteSocketAddress());
  }

  /** Returns all keys of the selected database. */
  public List<String> keys() {
    request("KEYS", "*");
    return parts();
  }

  /** Sends bytes, one for each character. */
  public void send(String bytes) {
    try {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a request as a count of arguments, each with its length. */
  public void request(String... arguments) {
    StringBuilder request = new StringBuilder("*" + arguments.length + "\r\n");
    for (String argument : arguments) {
      request.append('$').append(argument.length()).append("\r\n").append(argument).append("\r\n");
    }
    send(request.toString());
  }

  /** Sends a request and returns its reply. */
  public String call(String... arguments) {
    request(arguments);
    return reply();
  }

  /** Returns whether something has come that was not read. */
  public boolean hasReply() {
    try {
      return input.available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the next reply: {@code +OK}, {@code -ERR text}, {@code :1}, a bulk's bytes as they are,
   * {@code nil}, or the parts of a multi-bulk as {@code [a, b]}.
   */
  public String reply() {
    String line = line();
    int length = line.isEmpty() ? 0 : line.charAt(0);
    return switch (length) {
      case '+', '-', ':' -> line;
      case '$' -> line.equals("$-1") ? "nil" : bulk(Integer.parseInt(line.substring(1)));
      case '*' ->
          line.equals("*-1") ? "nil" : parts(Integer.parseInt(line.substring(1))).toString();
      default -> throw new AssertionError("not a reply: line='" + line + "'");
    };
  }

  /** Returns the parts of the next reply, a multi-bulk. */
  public List<String> parts() {
    String line = line();
    if (!line.startsWith("*")) {
      throw new AssertionError("not a multi-bulk: line='" + line + "'");
    }
    return parts(Integer.parseInt(line.substring(1)));
  }

  /** Returns that many bytes, or fewer if the connection ends. */
  public String read(int count) {
    try {
      return new String(input.readNBytes(count), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns all bytes until the server ends the connection. */
  public String readToEnd() {
    try {
      return new String(input.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells the server that nothing more will be sent. */
  public void endOfRequests() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> parts(int count) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(reply());
    }
    return parts;
  }

  private String bulk(int length) {
    String bytes = read(length);
    String end = line();
    if (bytes.length() != length || !end.isEmpty()) {
      throw new AssertionError("bulk is cut: length=" + length + ", behind it='" + end + "'");
    }
    return bytes;
  }

  private String line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int c = input.read(); c != '\n'; c = input.read()) {
        if (c == END) {
          throw new AssertionError("connection ended in a line: begun='" + line + "'");
        }
        line.write(c);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
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
