package dev.kitsune.eval.ftp;

import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Findings;
import dev.kitsune.eval.subject.Numbered;
import dev.kitsune.eval.subject.StreamCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A session that moves one file after the other at a limited rate, so that each update finds it in
 * the middle of one. What it moves is checked byte for byte; it hurries to the end when told to.
 */
final class SlowTransfer implements AutoCloseable {

  /** What is moved, and who slows it down. */
  enum Kind {
    /** The large file; the client reads slowly. */
    DOWNLOAD,
    /** A new file, until it is told to end; the client writes slowly. */
    UPLOAD,
    /** A small file again and again; the server has a limit. */
    LIMITED
  }

  private static final int CHUNK = 8 * 1024;
  private static final int HURRY = 64 * 1024;

  private final Kind kind;
  private final String name;
  private final FtpPlan plan;
  private final Findings findings;
  private final FtpSession session;
  private final Numbered content = Numbered.plain();
  private CountDownLatch hurry = new CountDownLatch(0);
  private @Nullable Thread thread;

  /** Logs in. */
  SlowTransfer(Kind kind, int number, FtpPlan plan, InetSocketAddress server, Findings findings)
      throws IOException {
    this.kind = kind;
    this.name = kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + number;
    this.plan = plan;
    this.findings = findings;
    String user = kind == Kind.LIMITED ? "anonymous" : FtpSite.USER;
    this.session = new FtpSession(name, user, server, plan.timeoutMillis(), findings);
  }

  /** Begins to move files, on a thread of its own. */
  void start() {
    hurry = new CountDownLatch(1);
    Thread fresh = new Thread(this::run, name);
    fresh.setDaemon(true);
    fresh.start();
    thread = fresh;
  }

  /** Lets the transfer that is under way come to its end, and waits for that. */
  void finish() throws InterruptedException {
    hurry.countDown();
    Thread running = thread;
    if (running != null) {
      running.join();
      thread = null;
    }
  }

  ConnectionLedger ledger() {
    return session.ledger();
  }

  @Override
  public void close() {
    hurry.countDown();
    session.close();
  }

  private void run() {
    boolean isAnswered = true;
    do {
      if (!isAnswered && pause(100)) {
        return;
      }
      isAnswered = session.run(this::move);
    } while (!isHurried());
  }

  private void move(FtpLink link) throws IOException {
    FtpLink.expect("200", link.call("TYPE I"));
    switch (kind) {
      case DOWNLOAD -> download(link, FtpSite.LARGE, plan.fileBytes(), true);
      case LIMITED -> download(link, FtpSite.SMALL, FtpSite.smallBytes(plan), false);
      case UPLOAD -> {
        long sent = upload(link);
        download(link, name, sent, false);
      }
    }
  }

  private void download(FtpLink link, String file, long length, boolean isSlow) throws IOException {
    StreamCheck check = StreamCheck.from(0, name, content, findings);
    Pace pace = new Pace();
    try (Socket data = link.data(link.passive())) {
      FtpLink.expect("150", link.call("RETR " + file));
      InputStream in = data.getInputStream();
      byte[] block = new byte[HURRY];
      for (int read; (read = in.read(block, 0, isHurried() || !isSlow ? HURRY : CHUNK)) >= 0; ) {
        check.take(block, read);
        if (isSlow) {
          pace.moved(read);
        }
      }
    }
    check.end(length);
    FtpLink.expect("226", link.reply());
  }

  private long upload(FtpLink link) throws IOException {
    long sent = 0;
    Pace pace = new Pace();
    try (Socket data = link.data(link.passive())) {
      FtpLink.expect("150", link.call("STOR " + name));
      OutputStream out = data.getOutputStream();
      while (!isHurried()) {
        out.write(content.bytes(sent, CHUNK));
        sent += CHUNK;
        pace.moved(CHUNK);
      }
    }
    FtpLink.expect("226", link.reply());
    return sent;
  }

  private boolean isHurried() {
    return hurry.getCount() == 0;
  }

  /** Returns true if there is no more time. */
  private boolean pause(long millis) {
    try {
      return hurry.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Slows down to the plan's rate, until told to hurry. */
  private final class Pace {

    private final long startNanos = System.nanoTime();
    private long moved;

    void moved(int bytes) {
      moved += bytes;
      long due = startNanos + moved * 1_000_000_000L / plan.bytesPerSecond();
      long left = due - System.nanoTime();
      if (left > 0) {
        pause(TimeUnit.NANOSECONDS.toMillis(left) + 1);
      }
    }
  }
}
