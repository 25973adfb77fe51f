package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.config.Settings;
import dev.kitsune.ftp.config.Text;
import dev.kitsune.ftp.log.LogEvent;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.text.Bytes;
import dev.kitsune.ftp.tls.Certificates;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.mina.filter.ssl.SslFilter;

/** The commands of RFC 4217: encryption of the control connection and of data connections. */
final class TlsCommands {

  private TlsCommands() {}

  /** Reads the server's certificate. */
  static SSLContext context(Settings settings) throws IOException {
    Text key =
        settings.has(Text.RSA_PRIVATE_KEY_FILE) ? Text.RSA_PRIVATE_KEY_FILE : Text.RSA_CERT_FILE;
    boolean isValidated = settings.is(Flag.VALIDATE_CERT) && settings.has(Text.CA_CERTS_FILE);
    return Certificates.read(
        path(settings, Text.RSA_CERT_FILE),
        path(settings, key),
        isValidated ? path(settings, Text.CA_CERTS_FILE) : null);
  }

  private static Path path(Settings settings, Text name) {
    return Path.of(Bytes.toNative(settings.get(name)));
  }

  static void authenticate(Session session, String argument) {
    String kind = Bytes.upper(argument);
    boolean isSsl = kind.equals("SSL") || kind.equals("TLS-P");
    if (session.tls() != null || !isSsl && !kind.equals("TLS") && !kind.equals("TLS-C")) {
      Replies.send(session, 504, "Unknown AUTH type.");
      return;
    }
    SSLContext context;
    try {
      context = context(session.settings());
    } catch (IOException e) {
      Replies.fail(session, "SSL: cannot load RSA certificate");
      return;
    }
    session.tls(context);
    session.dataEncrypted(isSsl);
    session.input().clear(); // what came in plain text may be anybody's
    Replies.send(session, 234, "Proceed with negotiation.");
    SslFilter filter = new SslFilter(context);
    filter.setNeedClientAuth(session.settings().is(Flag.REQUIRE_CERT));
    filter.setWantClientAuth(
        session.settings().is(Flag.VALIDATE_CERT) && !session.settings().is(Flag.REQUIRE_CERT));
    session.io().getFilterChain().addFirst("tls", filter);
  }

  /** Tells the log what was agreed about the control connection, if the settings want it. */
  static void debug(Session session) {
    if (session.io().getAttribute(SslFilter.SSL_SECURED) instanceof SSLSession agreed) {
      debug(session, agreed);
    }
  }

  /** Tells the log what was agreed about a connection, if the settings want it. */
  static void debug(Session session, SSLSession agreed) {
    if (session.settings().is(Flag.DEBUG_SSL)) {
      Replies.log(
          session,
          LogEvent.Kind.DEBUG,
          true,
          "SSL version: "
              + agreed.getProtocol()
              + ", SSL cipher: "
              + agreed.getCipherSuite()
              + (hasCertificate(agreed) ? ", cert PRESENT" : ", no cert"));
    }
  }

  private static boolean hasCertificate(SSLSession agreed) {
    try {
      return agreed.getPeerCertificates().length > 0;
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }

  static void bufferSize(Session session, String argument) {
    if (session.tls() == null) {
      Replies.send(session, 503, "PBSZ needs a secure connection.");
    } else {
      Replies.send(session, 200, "PBSZ set to 0.");
    }
  }

  static void protection(Session session, String argument) {
    if (session.tls() == null) {
      Replies.send(session, 503, "PROT needs a secure connection.");
      return;
    }
    switch (Bytes.upper(argument)) {
      case "C" -> {
        session.dataEncrypted(false);
        Replies.send(session, 200, "PROT now Clear.");
      }
      case "P" -> {
        session.dataEncrypted(true);
        Replies.send(session, 200, "PROT now Private.");
      }
      case "S", "E" -> Replies.send(session, 536, "PROT not supported.");
      default -> Replies.send(session, 504, "PROT not recognized.");
    }
  }

  /** Refuses a transfer in plain text where the settings forbid it. */
  static boolean isRefused(Session session) {
    Settings settings = session.settings();
    boolean mustEncrypt =
        settings.is(Flag.SSL_ENABLE)
            && settings.is(
                session.isAnonymous() ? Flag.FORCE_ANON_DATA_SSL : Flag.FORCE_LOCAL_DATA_SSL);
    if (!mustEncrypt || session.isDataEncrypted()) {
      return false;
    }
    Replies.send(session, 522, "Data connections must be encrypted.");
    return true;
  }
}
