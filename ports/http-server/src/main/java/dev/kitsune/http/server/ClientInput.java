package dev.kitsune.http.server;

import dev.kitsune.blocking.Blocking;
import dev.kitsune.http.connection.Connection;
import java.io.EOFException;
import java.time.Duration;

/** The stream of a client that logged in as a source. */
public final class ClientInput implements Input {

  private final Connection connection;

  /** Reads what is queued after the request's head. */
  public ClientInput(Connection connection) {
    this.connection = connection;
  }

  @Override
  public byte[] read(Duration timeout) throws EOFException, InterruptedException {
    byte[] data = Blocking.poll(POINT, connection.input(), timeout);
    if (data == null) {
      return NONE;
    }
    connection.taken(data);
    if (data.length == 0 && connection.isInputClosed() && connection.input().isEmpty()) {
      throw new EOFException("the source sends no more");
    }
    return data;
  }

  @Override
  public void wake() {
    connection.input().add(Connection.NOTHING);
  }

  @Override
  public void close() {
    connection.finish();
  }
}
