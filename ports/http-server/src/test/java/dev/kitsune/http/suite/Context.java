package dev.kitsune.http.suite;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** What a case has to work with. Between two exchanges an update may come. */
public record Context(Running server, Site site, Duration patience, Runnable between) {

  /** Connects to the port for HTTP. */
  public Wire connect() {
    between.run();
    return Wire.connect(server.port(), patience);
  }

  /** Sends a request line and headers, each with its line end, and reads all of the answer. */
  public String call(String lineAndHeaders) {
    try (Wire wire = connect()) {
      return wire.send(lineAndHeaders + "\r\n").toEnd();
    }
  }

  /** Sends a GET. */
  public String get(String path, String headers) {
    return call("GET " + path + " HTTP/1.0\r\n" + headers);
  }

  /** Sends a GET with the administrator's credentials. */
  public String admin(String path) {
    return get(path, Wire.login("admin:adminpw"));
  }

  /** Becomes a listener; the connection stands behind the head. */
  public Wire listen(String path, String headers) {
    Wire wire = connect().send("GET " + path + " HTTP/1.0\r\n" + headers + "\r\n");
    String head = wire.head();
    if (!head.startsWith("HTTP/1.0 200 OK\r\n")) {
      throw new AssertionError("expected a stream: path=" + path + ", head=" + head);
    }
    return wire;
  }

  /** Waits until something holds. */
  public void eventually(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(patience)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(assertion);
  }
}
