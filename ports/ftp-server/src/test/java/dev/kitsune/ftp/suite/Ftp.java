package dev.kitsune.ftp.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A control connection, and the data connections that it asks for; sees every byte. */
public final class Ftp implements AutoCloseable {

  private static final Charset BYTES = StandardCharsets.ISO_8859_1;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int MOMENT_MILLIS = 300;
  private static final Pattern PASSIVE =
      Pattern.compile("227 .*\\((\\d+),(\\d+),(\\d+),(\\d+),(\\d+),(\\d+)\\).*");

  private Socket socket; // replaced when the connection is encrypted, as is the next
  private InputStream in;
  private final Runnable beforeLine;

  private Ftp(Socket socket, Runnable beforeLine) throws IOException {
    this.socket = socket;
    this.beforeLine = beforeLine;
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Connects and reads nothing yet. */
  static Ftp connect(InetSocketAddress address, Runnable beforeLine) {
    try {
      Socket socket = new Socket();
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(address, PATIENCE_MILLIS);
      return new Ftp(socket, beforeLine);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects and reads nothing yet. */
  public static Ftp open(InetSocketAddress address) {
    return connect(address, () -> {});
  }

  /** Connects from an address of this host, and reads nothing yet. */
  public static Ftp openFrom(String host, InetSocketAddress address) {
    try {
      Socket socket = new Socket();
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.bind(new InetSocketAddress(host, 0));
      socket.connect(address, PATIENCE_MILLIS);
      return new Ftp(socket, () -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects and reads the greeting. */
  public static Ftp greeted(InetSocketAddress address) {
    Ftp ftp = open(address);
    assertThat(ftp.reply()).startsWith("220 ");
    return ftp;
  }

  /** Encrypts the connection from now on, as after AUTH. */
  public Ftp encrypt() {
    try {
      socket = Encryption.of(socket);
      in = new BufferedInputStream(socket.getInputStream());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Expects that the server says nothing for a moment. */
  public Ftp silence() {
    try {
      socket.setSoTimeout(MOMENT_MILLIS);
      int b = in.read();
      throw new AssertionError("expected silence: found=" + b);
    } catch (SocketTimeoutException e) {
      return patient();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ftp patient() {
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a line. */
  public Ftp send(String line) {
    beforeLine.run();
    return sendRaw(line + "\r\n");
  }

  /** Sends bytes as they are. */
  public Ftp sendRaw(String bytes) {
    try {
      socket.getOutputStream().write(bytes.getBytes(BYTES));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a line and returns the last line of its reply. */
  public String call(String line) {
    return send(line).reply();
  }

  /** Sends a line and expects a reply. */
  public Ftp expect(String line, String reply) {
    assertThat(call(line)).as("reply to %s", line).isEqualTo(reply);
    return this;
  }

  /** Sends a line and expects a reply that begins so. */
  public Ftp expectStart(String line, String start) {
    assertThat(call(line)).as("reply to %s", line).startsWith(start);
    return this;
  }

  /** Expects one more reply. */
  public Ftp then(String reply) {
    assertThat(reply()).isEqualTo(reply);
    return this;
  }

  /** Reads a reply and returns its last line. */
  public String reply() {
    List<String> lines = replyLines();
    return lines.get(lines.size() - 1);
  }

  /** Reads a reply and returns all of its lines. */
  public List<String> replyLines() {
    List<String> lines = new ArrayList<>();
    while (true) {
      String line = line();
      lines.add(line);
      if (line.length() > 3 && line.charAt(3) == ' ' && Character.isDigit(line.charAt(0))) {
        return lines;
      }
    }
  }

  private String line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int b; (b = in.read()) != '\n'; line.write(b)) {
        if (b < 0) {
          throw new AssertionError("connection ended after: " + line.toString(BYTES));
        }
      }
    } catch (IOException e) {
      throw new AssertionError("no line came; so far: " + line.toString(BYTES), e);
    }
    String text = line.toString(BYTES);
    assertThat(text).endsWith("\r");
    return text.substring(0, text.length() - 1);
  }

  /** Expects that the server has closed the connection. */
  public void end() {
    try {
      assertThat(in.read()).isEqualTo(-1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Logs in as an anonymous user. */
  public Ftp anonymous() {
    return expect("USER anonymous", "331 Please specify the password.").login("me@home");
  }

  /** Logs fred in. */
  public Ftp fred() {
    return expect("USER fred", "331 Please specify the password.").login("secret");
  }

  private Ftp login(String password) {
    return expectStart("PASS " + password, "230 Login successful");
  }

  /** Asks for a passive data connection and makes it. */
  public Socket passive() {
    return connect(passiveAddress());
  }

  /** Asks for a passive data connection. */
  public InetSocketAddress passiveAddress() {
    String reply = call("PASV");
    Matcher numbers = PASSIVE.matcher(reply);
    assertThat(numbers.matches()).as(reply).isTrue();
    String host =
        String.join(".", numbers.group(1), numbers.group(2), numbers.group(3), numbers.group(4));
    int port = 256 * Integer.parseInt(numbers.group(5)) + Integer.parseInt(numbers.group(6));
    return new InetSocketAddress(host, port);
  }

  /** Makes a data connection. */
  public static Socket connect(InetSocketAddress address) {
    try {
      Socket data = new Socket();
      data.setSoTimeout(PATIENCE_MILLIS);
      data.connect(address, PATIENCE_MILLIS);
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a data connection to its end, and closes it. */
  public static String drain(Socket data) {
    try (data) {
      return new String(data.getInputStream().readAllBytes(), BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Downloads or lists over a passive connection: returns the data; expects a reply after them. */
  public String download(String line, String lastReply) {
    Socket data = passive();
    expectStart(line, "150 ");
    String text = drain(data);
    then(lastReply);
    return text;
  }

  /** Uploads over a passive connection. */
  public Ftp upload(String line, String content) {
    try (Socket data = passive()) {
      expectStart(line, "150 ");
      data.getOutputStream().write(content.getBytes(BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return then("226 File receive OK.");
  }

  /** Returns this end's address. */
  public InetSocketAddress local() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
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
