package dev.kitsune.http.server;

import dev.kitsune.Kitsune;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.format.Format;
import dev.kitsune.http.format.StreamException;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.text.Text;
import java.io.IOException;
import java.time.Duration;

/** The thread of each source: takes its data in and gives it to the listeners. */
public final class SourceThread {

  private static final Duration WAIT = Duration.ofMillis(250);
  private static final Duration SHORT_WAIT = Duration.ofMillis(20);
  private static final String PLACE = "source/source_main";

  private SourceThread() {}

  /** Starts the thread of a client that logged in. */
  public static void start(Source source, long number) {
    source.running(true);
    Kitsune.thread("Source Thread #" + number, SourceThread::run, source);
  }

  static void run(Source source) throws InterruptedException {
    if (!Kitsune.isUpdating()) {
      Client client = source.client();
      if (client != null) {
        client.status(200);
        client.connection().write(Text.bytes("HTTP/1.0 200 OK\r\n\r\n"));
      }
      SourceStart.begin(source);
    }
    stream(source);
    SourceEnd.end(source);
    source.server().sources().remove(source.mount(), source);
    Client client = source.client();
    if (client != null) {
      source.server().finish(client);
    }
  }

  /** Streams until the source ends; also what a relay's thread does. */
  public static void stream(Source source) throws InterruptedException {
    boolean isBehind = false;
    while (source.isRunning() && source.server().isRunning()) {
      Kitsune.update(Input.POINT);
      if (!receive(source, isBehind ? SHORT_WAIT : WAIT)) {
        break;
      }
      isBehind = Distribution.serve(source);
      if (source.takeCountDue()) {
        SourceStatistics.bytes(source);
      }
      if (source.isOnDemand() && source.hasNobody()) {
        break; // nobody wants it any more
      }
    }
    source.running(false);
  }

  /** Takes what has come; returns whether the source goes on. */
  private static boolean receive(Source source, Duration timeout) throws InterruptedException {
    Input input = source.input();
    Format format = source.format();
    if (input == null || format == null) {
      return false;
    }
    try {
      byte[] data = input.read(timeout);
      if (data.length > 0) {
        source.dataCame(data.length);
        format.received(data, new SourceOutput(source, format));
      } else if (System.currentTimeMillis() - source.lastReadMillis() > source.timeoutMillis()) {
        log(source, Level.WARN, "Disconnecting source due to socket timeout");
        return false;
      }
      return true;
    } catch (IOException e) {
      log(source, Level.INFO, "End of Stream: cause=" + e.getMessage());
    } catch (StreamException e) {
      log(source, Level.WARN, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) { // whatever a source sends, its mount becomes free again
      log(source, Level.EROR, "failed: cause=" + e);
    }
    return false;
  }

  private static void log(Source source, Level level, String text) {
    source.server().log(level, PLACE, text + ": mount=" + source.mount());
  }
}
