package dev.kitsune.eval.http;

import dev.kitsune.eval.subject.Account;
import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Findings;
import dev.kitsune.eval.subject.Numbered;
import dev.kitsune.eval.subject.StreamCheck;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A listener that takes a stream over one connection and checks every byte. If it is dropped it
 * listens anew, and what it missed is lost.
 */
final class HttpListener implements AutoCloseable {

  private static final int RETRY_MILLIS = 50;
  private static final int BLOCK = 1 << 14;

  private final String name;
  private final String mount;
  private final boolean wantsTitles;
  private final HttpPlan plan;
  private final InetSocketAddress server;
  private final Findings findings;
  private final Account account;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile StreamCheck check;
  private volatile @Nullable Http connection;

  /** Begins to listen, on a thread of its own. */
  HttpListener(
      String name,
      String mount,
      boolean wantsTitles,
      HttpPlan plan,
      InetSocketAddress server,
      Findings findings)
      throws IOException {
    this.name = name;
    this.mount = mount;
    this.wantsTitles = wantsTitles;
    this.plan = plan;
    this.server = server;
    this.findings = findings;
    this.account = new Account(name);
    this.check = StreamCheck.anywhere(name, Numbered.mp3(), findings);
    Http first = open();
    Titles titles = new Titles(wantsTitles);
    connection = first;
    Thread thread = new Thread(() -> run(first, titles), name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the position in the stream up to which everything came. */
  long position() {
    return check.position();
  }

  /** Notes that the stream stays behind. */
  void isBehind(long target) {
    findings.bytesLost(name, position(), target - position());
  }

  ConnectionLedger ledger() {
    return account.ledger();
  }

  @Override
  public void close() {
    end.countDown();
    Http open = connection;
    if (open != null) {
      open.close();
    }
  }

  private void run(Http first, Titles firstTitles) {
    Http open = first;
    Titles titles = firstTitles;
    while (open != null) {
      try (Http current = open) {
        receive(current, titles);
      } catch (IOException e) {
        if (end.getCount() == 0) {
          return;
        }
        account.missing();
        findings.connectionDropped(name, e);
      }
      check = StreamCheck.resumed(position(), name, Numbered.mp3(), findings);
      titles = new Titles(wantsTitles);
      open = reopen();
    }
  }

  private @Nullable Http reopen() {
    while (!awaitEnd()) {
      try {
        Http fresh = open();
        connection = fresh;
        account.reconnected();
        return fresh;
      } catch (IOException notYet) {
        // Once more, after a while.
      }
    }
    return null;
  }

  private boolean awaitEnd() {
    try {
      return end.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private Http open() throws IOException {
    Http fresh = Http.connect(server, plan.timeoutMillis());
    try {
      String head = fresh.request("GET", mount, wantsTitles ? "Icy-MetaData: 1\r\n" : "");
      if (!Http.isOk(head)) {
        throw new IOException("the listener was not let in: mount=" + mount + ", head=" + head);
      }
      account.sent();
      account.answered();
      return fresh;
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
  }

  private void receive(Http open, Titles titles) throws IOException {
    byte[] block = new byte[BLOCK];
    while (true) {
      int read;
      try {
        read = open.read(block);
      } catch (SocketTimeoutException e) {
        findings.unanswered(1);
        continue;
      }
      if (read < 0) {
        throw new EOFException("the server closed the connection");
      }
      int length = titles.strip(block, read);
      check.take(block, length);
    }
  }
}
