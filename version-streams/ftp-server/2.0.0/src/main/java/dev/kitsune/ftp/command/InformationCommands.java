package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Count;
import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.config.Settings;
import dev.kitsune.ftp.file.ListOptions;
import dev.kitsune.ftp.file.Listing;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import java.util.List;

/** What the server tells of itself, and commands that it knows and does not do. */
final class InformationCommands {

  private InformationCommands() {}

  static void features(Session session, String argument) {
    Replies.sendPart(session, 211, "Features:");
    boolean mayEncrypt = session.settings().is(Flag.SSL_ENABLE);
    if (mayEncrypt) {
      Replies.sendRaw(session, " AUTH SSL");
      Replies.sendRaw(session, " AUTH TLS");
    }
    List.of(" EPRT", " EPSV", " MDTM", " PASV").forEach(line -> Replies.sendRaw(session, line));
    if (mayEncrypt) {
      Replies.sendRaw(session, " PBSZ");
      Replies.sendRaw(session, " PROT");
    }
    List.of(" REST STREAM", " SIZE", " TVFS").forEach(line -> Replies.sendRaw(session, line));
    Replies.send(session, 211, "End");
  }

  static void options(Session session, String argument) {
    Replies.send(session, 501, "Option not understood.");
  }

  static void allocate(Session session, String argument) {
    Replies.send(session, 202, "ALLO command ignored.");
  }

  static void reinitialise(Session session, String argument) {
    Replies.send(session, 502, "REIN not implemented.");
  }

  static void account(Session session, String argument) {
    Replies.send(session, 502, "ACCT not implemented.");
  }

  static void mount(Session session, String argument) {
    Replies.send(session, 502, "SMNT not implemented.");
  }

  static void status(Session session, String given) {
    String argument = Tilde.expand(session, given);
    if (argument.isEmpty()) {
      ofServer(session);
    } else if (!Right.LISTING.has(session, session.settings())
        || DeniedFiles.contains(session, argument)) {
      Replies.send(session, 550, "Permission denied.");
    } else {
      ofPath(session, argument);
    }
  }

  private static void ofPath(Session session, String path) {
    Settings settings = session.settings();
    ListOptions options =
        ListOptions.parse("-a " + path, true, false, settings.is(Flag.FORCE_DOT_FILES));
    Listing.Result listing =
        Listing.of(
            session.jail(), DataCommands.format(settings), options, DeniedFiles.hidden(session));
    Replies.sendPart(session, 213, "Status follows:");
    listing.text().lines().forEach(line -> Replies.sendRaw(session, line));
    Replies.send(session, 213, "End of status");
  }

  private static void ofServer(Session session) {
    Replies.sendPart(session, 211, "FTP server status:");
    for (String line :
        List.of(
            "Connected to " + session.remoteHost(),
            "Logged in as " + session.user(),
            "TYPE: " + (session.isAscii() ? "ASCII" : "BINARY"),
            session.rate() == 0
                ? "No session bandwidth limit"
                : "Session bandwidth limit in byte/s is " + session.rate(),
            timeout(session.settings().get(Count.IDLE_SESSION_TIMEOUT)),
            "Control connection is " + (session.tls() != null ? "encrypted" : "plain text"),
            "Data connections will be " + (session.isDataEncrypted() ? "encrypted" : "plain text"),
            "At session startup, client count was " + session.countAtStart(),
            "vsFTPd " + session.server().version() + " - secure, fast, stable")) {
      Replies.sendRaw(session, "     " + line);
    }
    Replies.send(session, 211, "End of status");
  }

  private static String timeout(int seconds) {
    return seconds == 0 ? "No session timeout" : "Session timeout in seconds is " + seconds;
  }
}
