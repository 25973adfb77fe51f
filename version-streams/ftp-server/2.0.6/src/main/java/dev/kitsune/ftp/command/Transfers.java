package dev.kitsune.ftp.command;

import dev.kitsune.Kitsune;
import dev.kitsune.ftp.log.LogEvent;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.transfer.Mover;
import dev.kitsune.ftp.transfer.Transfer;
import dev.kitsune.ftp.transfer.Transfer.Kind;
import dev.kitsune.ftp.transfer.Transfer.Outcome;
import dev.kitsune.ftp.transfer.Transfer.Stage;
import javax.net.ssl.SSLSession;

/**
 * A thread for each transfer. The session's commands wait meanwhile. The thread touches the session
 * only inside turns of the gate, and has an update point at every block, so that a transfer in the
 * middle goes on in a new version.
 */
final class Transfers {

  private Transfers() {}

  /** Starts a transfer; call it inside a turn. */
  static void start(Transfer transfer) {
    Session session = transfer.session();
    session.busy(true);
    session.abortRequested(false);
    session.transfer(transfer);
    begin(transfer);
  }

  /** A download of a file that is being uploaded begins at the upload's end. */
  private static void begin(Transfer transfer) {
    Session session = transfer.session();
    transfer.waiting(
        session.server().sessions().stream()
            .anyMatch(
                other -> other.transfer() instanceof Transfer upload && upload.locksOut(transfer)));
    if (transfer.isWaiting()) {
      return;
    }
    Kitsune.thread("transfer-" + session.server().nextTransfer(), Transfers::run, transfer);
  }

  /** Ends the session's transfer, if it has one; call it inside a turn. */
  static void abort(Session session) {
    if (session.transfer() instanceof Transfer transfer) {
      session.abortRequested(true);
      transfer.abort();
    }
  }

  /** The thread's entry, and where a new version's thread goes on. */
  private static void run(Transfer transfer) throws InterruptedException {
    if (transfer.stage() == Stage.CONNECTING) {
      Mover.connect(transfer);
      if (transfer.stage() == Stage.CONNECTED) {
        turn(transfer, Transfers::announce);
      }
    }
    Mover.move(transfer);
    Mover.drain(transfer);
    turn(transfer, Transfers::finish);
  }

  @FunctionalInterface
  private interface Turn {

    void take(Transfer transfer);
  }

  private static void turn(Transfer transfer, Turn turn) {
    transfer.session().server().gate().run(() -> turn.take(transfer));
  }

  private static void announce(Transfer transfer) {
    Session session = transfer.session();
    switch (transfer.kind()) {
      case LISTING -> Replies.send(session, 150, "Here comes the directory listing.");
      case UPLOAD -> Replies.send(session, 150, transfer.announcement());
      case DOWNLOAD ->
          Replies.send(
              session,
              150,
              "Opening "
                  + (transfer.converts() ? "ASCII" : "BINARY")
                  + " mode data connection for "
                  + transfer.name()
                  + " ("
                  + transfer.size()
                  + " bytes).");
    }
    transfer.stage(Stage.MOVING);
  }

  private static void finish(Transfer transfer) {
    Session session = transfer.session();
    SSLSession agreed = transfer.agreed();
    if (agreed != null) {
      TlsCommands.debug(session, agreed);
    }
    log(transfer);
    transfer.close();
    reply(transfer);
    session.transfer(null);
    for (Session other : session.server().sessions()) {
      if (other.transfer() instanceof Transfer waiting && waiting.isWaiting()) {
        begin(waiting);
      }
    }
    if (session.isAbortRequested()) {
      session.abortRequested(false);
      Replies.send(session, 226, "ABOR successful.");
    }
    session.busy(false);
    session.active();
    session.io().resumeRead();
    Interpreter.run(session);
  }

  private static void reply(Transfer transfer) {
    Session session = transfer.session();
    boolean isUpload = transfer.kind() == Kind.UPLOAD;
    switch (transfer.outcome()) {
      case COMPLETE -> Replies.send(session, 226, complete(transfer));
      case NOT_CONNECTED -> Replies.send(session, 425, "Failed to establish connection.");
      case WRONG_PEER -> Replies.send(session, 425, "Security: Bad IP connecting.");
      case NOT_ENCRYPTED -> Replies.send(session, 522, "Secure connection negotiation failed.");
      case NETWORK_FAILED ->
          Replies.send(
              session,
              426,
              isUpload ? "Failure reading network stream." : "Failure writing network stream.");
      case FILE_FAILED ->
          Replies.send(
              session,
              451,
              isUpload ? "Failure writing to local file." : "Failure reading local file.");
      case TIMED_OUT -> {
        Replies.send(session, 421, "Data timeout. Reconnect. Sorry.");
        Replies.close(session);
      }
    }
  }

  private static String complete(Transfer transfer) {
    return switch (transfer.kind()) {
      case DOWNLOAD -> "File send OK.";
      case UPLOAD -> "File receive OK.";
      case LISTING ->
          transfer.isDirectoryOpened()
              ? "Directory send OK."
              : "Transfer done (but failed to open directory).";
    };
  }

  private static void log(Transfer transfer) {
    boolean isFile = transfer.kind() != Kind.LISTING;
    Outcome outcome = transfer.outcome();
    boolean isConnected = outcome != Outcome.NOT_CONNECTED && outcome != Outcome.WRONG_PEER;
    if (isFile && isConnected) {
      Session session = transfer.session();
      Replies.log(
          session,
          transfer.kind() == Kind.UPLOAD ? LogEvent.Kind.UPLOAD : LogEvent.Kind.DOWNLOAD,
          outcome == Outcome.COMPLETE,
          DirectoryCommands.absolute(session, transfer.name()),
          transfer.moved(),
          transfer.nanos());
    }
  }
}
