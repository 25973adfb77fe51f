package dev.kitsune.kv;

import dev.kitsune.kv.model.Received;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that keeps every byte of its replies. */
final class RawClient implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream input;
  private final OutputStream output;

  RawClient(InetSocketAddress server) {
    try {
      socket = new Socket(server.getAddress(), server.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      input = new BufferedInputStream(socket.getInputStream());
      output = new BufferedOutputStream(socket.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Received call(String... request) {
    try {
      output.write(("*" + request.length + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      for (String word : request) {
        output.write(
            ("$" + word.length() + "\r\n" + word + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      }
      output.flush();
      return reply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Received reply() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = input.read(); ; c = input.read()) {
      if (c < 0) {
        throw new AssertionError("connection ended: begun='" + line + "'");
      }
      line.append((char) c);
      if (c == '\n') {
        break;
      }
    }
    StringBuilder bytes = new StringBuilder(line);
    List<Received> parts = new ArrayList<>();
    int count = "$*".indexOf(line.charAt(0)) < 0 ? 0 : Integer.parseInt(line.substring(1).strip());
    if (line.charAt(0) == '$' && count >= 0) {
      bytes.append(new String(input.readNBytes(count + 2), StandardCharsets.ISO_8859_1));
    } else if (line.charAt(0) == '*') {
      for (int i = 0; i < count; i++) {
        Received part = reply();
        parts.add(part);
        bytes.append(part.bytes());
      }
    }
    return new Received(bytes.toString(), parts);
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
