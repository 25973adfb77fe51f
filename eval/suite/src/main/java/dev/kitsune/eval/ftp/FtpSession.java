package dev.kitsune.eval.ftp;

import dev.kitsune.eval.subject.Account;
import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Findings;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A session that is logged in once and held; that it ends, and each time it is opened again, is a
 * failure that is counted. Used by one thread at a time.
 */
final class FtpSession implements AutoCloseable {

  /** What is done over a session. */
  @FunctionalInterface
  interface Dialogue {

    /**
     * Sends and reads.
     *
     * @throws UnexpectedReplyException if a reply is not the right one
     * @throws IOException if the connection ended
     */
    void over(FtpLink link) throws IOException;
  }

  private final String name;
  private final String user;
  private final InetSocketAddress server;
  private final int timeoutMillis;
  private final Findings findings;
  private final Account account;
  private @Nullable FtpLink link;

  /** Logs in. */
  FtpSession(
      String name, String user, InetSocketAddress server, int timeoutMillis, Findings findings)
      throws IOException {
    this.name = name;
    this.user = user;
    this.server = server;
    this.timeoutMillis = timeoutMillis;
    this.findings = findings;
    this.account = new Account(name);
    this.link = open();
  }

  /**
   * Has a dialogue, over a new session if the old one ended. What goes wrong is found wrong.
   *
   * @return whether the server answered, rightly or not
   */
  boolean run(Dialogue dialogue) {
    account.sent();
    FtpLink open = link;
    try {
      if (open == null) {
        open = open();
        link = open;
        account.reconnected();
      }
    } catch (IOException refused) {
      return missing();
    }
    try {
      dialogue.over(open);
      account.answered();
      return true;
    } catch (UnexpectedReplyException e) {
      account.answered();
      findings.wrongReply(name + ": " + e.getMessage());
      return true;
    } catch (IOException e) {
      findings.connectionDropped(name, e);
      close();
      return missing();
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

  private boolean missing() {
    account.missing();
    findings.unanswered(1);
    return false;
  }

  private FtpLink open() throws IOException {
    FtpLink fresh = FtpLink.open(server, timeoutMillis);
    try {
      return fresh.login(user, FtpSite.PASSWORD);
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
  }
}
