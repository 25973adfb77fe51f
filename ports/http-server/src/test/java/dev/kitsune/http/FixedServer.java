package dev.kitsune.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that reads a request, gives it the same bytes whatever it asks, and closes. */
final class FixedServer implements AutoCloseable {

  private final ServerSocket socket;
  private final byte[] answer;
  private final AtomicInteger connections = new AtomicInteger();
  private final Thread thread = new Thread(this::run, "fixed-server");

  FixedServer(String answer) {
    this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
    try {
      socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Returns how many connections were answered. */
  int connections() {
    return connections.get();
  }

  private void run() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        connection.getInputStream().read(new byte[8192]);
        connection.getOutputStream().write(answer);
        connection.shutdownOutput();
        connections.incrementAndGet();
      } catch (IOException e) {
        continue; // the other side closed first, or this was closed
      }
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
      thread.join();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
