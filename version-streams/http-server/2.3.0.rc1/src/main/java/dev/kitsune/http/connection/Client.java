package dev.kitsune.http.connection;

import dev.kitsune.http.log.AccessEntry;
import dev.kitsune.http.request.Request;
import org.jspecify.annotations.Nullable;

/** A connection whose request is known. Belongs to the thread that serves it. */
public final class Client {

  private static final long ALL = -1;

  private final Connection connection;
  private final Request request;
  private int status;
  private long loggedBytes = ALL;
  private @Nullable String username;
  private @Nullable String password;

  /** Makes a client of a request. */
  public Client(Connection connection, Request request) {
    this.connection = connection;
    this.request = request;
  }

  /** Returns the same client, whose request is said to be of another protocol. */
  public Client as(String protocol) {
    return new Client(connection, request.as(protocol));
  }

  /** Returns the connection. */
  public Connection connection() {
    return connection;
  }

  /** Returns the request. */
  public Request request() {
    return request;
  }

  /** Notes the status that the access log shows. */
  public void status(int code) {
    status = code;
  }

  /** Notes how many bytes the access log shows; otherwise it shows all that were sent. */
  public void loggedBytes(long bytes) {
    loggedBytes = bytes;
  }

  /** Returns the name with which a listener logged in, or null. */
  public @Nullable String username() {
    return username;
  }

  /** Returns the password with which a listener logged in, or null. */
  public @Nullable String password() {
    return password;
  }

  /** Notes with what a listener logged in. */
  public void credentials(String name, String secret) {
    username = name;
    password = secret;
  }

  /** Returns what the access log says of the client. */
  public AccessEntry entry() {
    return new AccessEntry(
        connection.ip(),
        request,
        status,
        loggedBytes == ALL ? connection.sentBytes() : loggedBytes,
        connection.seconds());
  }
}
