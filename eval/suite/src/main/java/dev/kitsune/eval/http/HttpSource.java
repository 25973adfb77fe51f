package dev.kitsune.eval.http;

import dev.kitsune.eval.subject.Account;
import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Findings;
import dev.kitsune.eval.subject.Numbered;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A source that streams numbered frames at a fixed rate over one connection, from its start to its
 * end, also while the load rests. If it is dropped, it goes on with the next frame over another.
 */
final class HttpSource implements AutoCloseable {

  private static final int TICK_MILLIS = 20;

  private final String mount;
  private final HttpPlan plan;
  private final InetSocketAddress server;
  private final Findings findings;
  private final Account account;
  private final Numbered content = Numbered.mp3();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile long sent;
  private Http connection; // the thread's own, once it runs

  /** Logs in and begins to stream. */
  HttpSource(String mount, HttpPlan plan, InetSocketAddress server, Findings findings)
      throws IOException {
    this.mount = mount;
    this.plan = plan;
    this.server = server;
    this.findings = findings;
    this.account = new Account("source " + mount);
    this.connection = open();
    Thread thread = new Thread(this::run, "source" + mount);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns how many bytes were given to the connection. */
  long sent() {
    return sent;
  }

  ConnectionLedger ledger() {
    return account.ledger();
  }

  @Override
  public void close() {
    end.countDown();
  }

  private void run() {
    long start = System.nanoTime();
    int chunk = plan.bytesPerSecond() * TICK_MILLIS / 1000;
    boolean isUp = true;
    for (long tick = 1; !awaitEnd(start + tick * TICK_MILLIS * 1_000_000L); tick++) {
      try {
        if (!isUp) {
          connection = open();
          isUp = true;
          account.reconnected();
        }
      } catch (IOException notYet) {
        continue;
      }
      account.sent();
      try {
        long before = sent; // only this thread writes it
        connection.write(content.bytes(before, chunk));
        sent = before + chunk;
        account.answered();
      } catch (IOException e) {
        account.missing();
        findings.connectionDropped("source " + mount, e);
        connection.close();
        isUp = false;
      }
    }
    connection.close();
  }

  private boolean awaitEnd(long untilNanos) {
    try {
      return end.await(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private Http open() throws IOException {
    Http fresh = Http.connect(server, plan.timeoutMillis());
    String headers =
        Http.login("source", HttpSite.PASSWORD)
            + "Content-Type: audio/mpeg\r\nice-name: numbers\r\nice-bitrate: 128\r\n";
    try {
      String head = fresh.request("SOURCE", mount, headers);
      if (!Http.isOk(head)) {
        throw new IOException("the source was not let in: mount=" + mount + ", head=" + head);
      }
      return fresh;
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
  }
}
