package dev.kitsune.eval.ftp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One control connection, as RFC 959 has it. Used by one thread at a time. */
final class FtpLink implements AutoCloseable {

  private static final Pattern PASSIVE =
      Pattern.compile("227 .*\\((\\d+),(\\d+),(\\d+),(\\d+),(\\d+),(\\d+)\\).*");
  private static final int SMALL_BUFFER = 32 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final int timeoutMillis;
  private final String greeting;

  private FtpLink(InetSocketAddress server, int timeoutMillis) throws IOException {
    this.timeoutMillis = timeoutMillis;
    this.socket = connect(server, timeoutMillis);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.greeting = reply();
  }

  /** Connects and reads the greeting. */
  static FtpLink open(InetSocketAddress server, int timeoutMillis) throws IOException {
    return new FtpLink(server, timeoutMillis);
  }

  private static Socket connect(InetSocketAddress address, int timeoutMillis) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(timeoutMillis);
      // So that the server stands in the middle of a transfer, not the system at its end.
      socket.setReceiveBufferSize(SMALL_BUFFER);
      socket.setSendBufferSize(SMALL_BUFFER);
      socket.connect(address, timeoutMillis);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Returns the first reply. */
  String greeting() {
    return greeting;
  }

  /** Logs in, and fails if the server does not want that. */
  FtpLink login(String user, String password) throws IOException {
    expect("331", call("USER " + user));
    expect("230", call("PASS " + password));
    return this;
  }

  /** Sends a command and returns the last line of its reply. */
  String call(String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    return reply();
  }

  /** Asks for a data connection. */
  InetSocketAddress passive() throws IOException {
    String reply = call("PASV");
    Matcher numbers = PASSIVE.matcher(reply);
    if (!numbers.matches()) {
      throw new UnexpectedReplyException("227", reply);
    }
    int port = 256 * Integer.parseInt(numbers.group(5)) + Integer.parseInt(numbers.group(6));
    return new InetSocketAddress(socket.getInetAddress(), port);
  }

  /** Makes a data connection. */
  Socket data(InetSocketAddress address) throws IOException {
    return connect(address, timeoutMillis);
  }

  /** Reads one more reply and returns its last line. */
  String reply() throws IOException {
    while (true) {
      String line = line();
      if (line.length() > 3 && line.charAt(3) == ' ' && Character.isDigit(line.charAt(0))) {
        return line;
      }
    }
  }

  /** Fails if a reply is of another code. */
  static void expect(String code, String reply) throws UnexpectedReplyException {
    if (!reply.startsWith(code)) {
      throw new UnexpectedReplyException(code, reply);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b; (b = in.read()) != '\n'; line.write(b)) {
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
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
