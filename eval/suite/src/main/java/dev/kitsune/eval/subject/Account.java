package dev.kitsune.eval.subject;

/** What one connection has sent and got so far. Thread-safe. */
public final class Account {

  private final String connection;
  private long sent; // guarded by this, as the next
  private long answered;
  private long errors;
  private long reconnects;

  /** Opens an account. */
  public Account(String connection) {
    this.connection = connection;
  }

  /** Notes a request that was sent, or could not be. */
  public synchronized void sent() {
    sent++;
  }

  /** Notes a reply of any kind. */
  public synchronized void answered() {
    answered++;
  }

  /** Notes that a request had no reply. */
  public synchronized void missing() {
    errors++;
  }

  /** Notes that the connection was opened once more. */
  public synchronized void reconnected() {
    reconnects++;
  }

  /** Returns the account as it stands. */
  public synchronized ConnectionLedger ledger() {
    return new ConnectionLedger(connection, sent, answered, errors, reconnects);
  }
}
