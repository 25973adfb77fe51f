package dev.kitsune.eval.ftp;

import dev.kitsune.eval.subject.Account;
import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Findings;
import dev.kitsune.eval.subject.Numbered;
import dev.kitsune.eval.subject.StreamCheck;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A session that is brought into a state before an update and asked after it for what only the
 * state can answer.
 */
final class HeldState implements AutoCloseable {

  /** The states. */
  enum Kind {
    /** Nothing was said yet. */
    GREETED,
    /** A name was given, and no password. */
    NAMED,
    /** In a directory that is not the first. */
    MOVED,
    /** A file is to be renamed, and its new name is not given yet. */
    RENAMING,
    /** A place in a file is set and a port is open, and nobody has connected to it. */
    PLACED
  }

  private static final int PLACE = 12_345;

  private final Kind kind;
  private final FtpPlan plan;
  private final InetSocketAddress server;
  private final Findings findings;
  private final Account account;
  private @Nullable FtpLink link;
  private @Nullable InetSocketAddress port;
  private boolean isRenamed;
  private boolean isPrepared;

  HeldState(Kind kind, FtpPlan plan, InetSocketAddress server, Findings findings) {
    this.kind = kind;
    this.plan = plan;
    this.server = server;
    this.findings = findings;
    this.account = new Account("held-" + kind.name().toLowerCase(java.util.Locale.ROOT));
  }

  /** Brings the session into its state; it is opened only if there is none. */
  void prepare() {
    account.sent();
    try {
      FtpLink open = link;
      if (open == null) {
        open = FtpLink.open(server, plan.timeoutMillis());
        link = open;
        if (kind != Kind.GREETED && kind != Kind.NAMED) {
          open.login(FtpSite.USER, FtpSite.PASSWORD);
        }
      }
      prepare(open);
      isPrepared = true;
      account.answered();
    } catch (IOException e) {
      failed("prepare", e);
    }
  }

  /** Asks for what only the state can answer, once for each time that it was prepared. */
  void check() {
    FtpLink open = link;
    if (open == null || !isPrepared) {
      return; // that it could not be prepared was counted
    }
    isPrepared = false;
    account.sent();
    try {
      check(open);
      account.answered();
    } catch (IOException e) {
      failed("go on", e);
    }
  }

  ConnectionLedger ledger() {
    return account.ledger();
  }

  @Override
  public void close() {
    FtpLink open = link;
    link = null;
    if (open != null) {
      open.close();
    }
  }

  private void prepare(FtpLink open) throws IOException {
    switch (kind) {
      case GREETED -> {}
      case NAMED -> FtpLink.expect("331", open.call("USER " + FtpSite.USER));
      case MOVED -> FtpLink.expect("250", open.call("CWD dir/sub"));
      case RENAMING ->
          FtpLink.expect("350", open.call("RNFR " + FtpSite.RENAMED + (isRenamed ? "-2" : "")));
      case PLACED -> {
        FtpLink.expect("200", open.call("TYPE I"));
        FtpLink.expect("350", open.call("REST " + PLACE));
        port = open.passive();
      }
    }
  }

  private void check(FtpLink open) throws IOException {
    switch (kind) {
      case GREETED -> FtpLink.expect("530", open.call("PWD"));
      case NAMED -> {
        FtpLink.expect("230", open.call("PASS " + FtpSite.PASSWORD));
        FtpLink.expect("221", open.call("QUIT"));
        close(); // nobody logs in twice over one connection
      }
      case MOVED -> {
        String reply = open.call("PWD");
        FtpLink.expect("257", reply);
        if (!reply.contains("/dir/sub\"")) {
          throw new UnexpectedReplyException("/dir/sub", reply);
        }
        FtpLink.expect("250", open.call("CWD ../.."));
      }
      case RENAMING -> {
        FtpLink.expect("250", open.call("RNTO " + FtpSite.RENAMED + (isRenamed ? "" : "-2")));
        isRenamed = !isRenamed;
      }
      case PLACED -> download(open);
    }
  }

  private void download(FtpLink open) throws IOException {
    InetSocketAddress where = port;
    if (where == null) {
      return;
    }
    StreamCheck check = StreamCheck.from(PLACE, "held-placed", Numbered.plain(), findings);
    try (Socket data = open.data(where)) {
      FtpLink.expect("150", open.call("RETR " + FtpSite.LARGE));
      InputStream in = data.getInputStream();
      byte[] block = new byte[1 << 16];
      for (int read; (read = in.read(block)) >= 0; ) {
        check.take(block, read);
      }
    }
    check.end(plan.fileBytes());
    FtpLink.expect("226", open.reply());
  }

  private void failed(String what, IOException e) {
    if (e instanceof UnexpectedReplyException) {
      account.answered();
      findings.wrongReply(account.ledger().connection() + ", " + what + ": " + e.getMessage());
      return;
    }
    account.missing();
    if (link != null) {
      findings.connectionDropped(account.ledger().connection(), e);
    }
    findings.unanswered(1);
    close();
  }
}
