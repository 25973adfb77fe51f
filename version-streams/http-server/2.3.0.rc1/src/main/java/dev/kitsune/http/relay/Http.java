package dev.kitsune.http.relay;

import dev.kitsune.blocking.Blocking;
import dev.kitsune.http.request.RequestParser;
import dev.kitsune.http.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Requests to other servers. Every wait is an update point of the caller's label. */
public final class Http {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LONGEST_HEAD = 4095;
  private static final int BUFFER = 2048;

  private Http() {}

  /**
   * The head of an answer.
   *
   * @param status its number; 0 for something that is no answer
   * @param rest what was read after the head
   */
  public record Answer(int status, SortedMap<String, String> headers, byte[] rest) {

    /** Returns whether the request was carried out. */
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /** Returns the header line of a login, or an empty text without a password. */
  static String login(@Nullable String user, @Nullable String password) {
    if (user == null || password == null) {
      return "";
    }
    String text = Base64.getEncoder().encodeToString(Text.bytes(user + ":" + password));
    return "Authorization: Basic " + text + "\r\n";
  }

  /** Sends a request and reads the head of the answer. */
  public static Answer ask(
      String label, SocketChannel channel, String server, int port, String request)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(server, port);
    if (address.isUnresolved()) {
      throw new IOException("unknown host: name=" + server);
    }
    Blocking.connect(label, channel, address, PATIENCE);
    ByteBuffer bytes = ByteBuffer.wrap(Text.bytes(request));
    while (bytes.hasRemaining()) {
      Blocking.write(label, channel, bytes, PATIENCE);
    }
    return readHead(label, channel);
  }

  /** Reads the rest of an answer, up to a limit. */
  public static byte[] readRest(String label, SocketChannel channel, Answer answer, int limit)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(answer.rest());
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (body.size() < limit && Blocking.read(label, channel, buffer.clear(), PATIENCE) >= 0) {
      body.write(buffer.array(), 0, buffer.position());
    }
    return body.toByteArray();
  }

  private static Answer readHead(String label, SocketChannel channel) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (true) {
      if (Blocking.read(label, channel, buffer.clear(), PATIENCE) < 0) {
        throw new EOFException("the server closed before its answer was whole");
      }
      boolean atLineStart = endsWithLine(head.toByteArray());
      for (int i = 0; i < buffer.position(); i++) {
        byte next = buffer.get(i);
        if (next == '\n' && atLineStart) {
          byte[] rest = new byte[buffer.position() - i - 1];
          System.arraycopy(buffer.array(), i + 1, rest, 0, rest.length);
          return parse(head.toString(StandardCharsets.UTF_8), rest);
        }
        if (next != '\r') {
          head.write(next);
          atLineStart = next == '\n';
        }
      }
      if (head.size() > LONGEST_HEAD) {
        throw new IOException("the head of the answer is too long: bytes=" + head.size());
      }
    }
  }

  private static boolean endsWithLine(byte[] head) {
    return head.length > 0 && head[head.length - 1] == '\n';
  }

  private static Answer parse(String head, byte[] rest) {
    List<String> lines = head.lines().toList();
    String[] words = lines.isEmpty() ? new String[0] : lines.get(0).split(" +", 3);
    boolean isAnswer =
        words.length >= 2 && (words[0].startsWith("HTTP/") || words[0].startsWith("ICY"));
    return new Answer(
        isAnswer ? Text.number(words[1]) : 0,
        RequestParser.headers(lines.subList(Math.min(1, lines.size()), lines.size())),
        rest);
  }
}
