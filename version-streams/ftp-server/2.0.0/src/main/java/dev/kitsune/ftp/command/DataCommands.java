package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Count;
import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.config.Settings;
import dev.kitsune.ftp.config.Text;
import dev.kitsune.ftp.file.FileOperations;
import dev.kitsune.ftp.file.FileOperations.Upload;
import dev.kitsune.ftp.file.ListFormat;
import dev.kitsune.ftp.file.ListOptions;
import dev.kitsune.ftp.log.LogEvent;
import dev.kitsune.ftp.session.DataEndpoint;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.transfer.PassiveListener;
import dev.kitsune.ftp.transfer.Transfer;
import dev.kitsune.ftp.user.Accounts;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Commands that prepare or use a data connection. */
final class DataCommands {

  private static final int NUMBERS = 6;
  private static final int LEAST_PORT = 1024;
  private static final int MOST_NAMES = 65_535;

  private DataCommands() {}

  static void passive(Session session, String argument) {
    session.endpoint(null);
    Settings settings = session.settings();
    InetAddress address = session.local().getAddress();
    if (address instanceof Inet6Address) {
      Replies.fail(session, "vsf_sysutil_bind"); // up to 2.0.2
      return;
    }
    try {
      DataEndpoint endpoint = PassiveListener.open(address, settings);
      session.endpoint(endpoint);
      int port = PassiveListener.port(endpoint);
      String host =
          settings.has(Text.PASV_ADDRESS)
              ? settings.get(Text.PASV_ADDRESS)
              : address.getHostAddress();
      Replies.send(
          session,
          227,
          "Entering Passive Mode ("
              + host.replace('.', ',')
              + ","
              + (port >> Byte.SIZE)
              + ","
              + (port & 0xff)
              + ")");
    } catch (IOException e) {
      Replies.fail(session, "vsf_sysutil_bind");
    }
  }

  static void port(Session session, String argument) {
    session.endpoint(null);
    InetSocketAddress target = parse(argument);
    boolean isAllowed =
        target != null
            && (session.settings().is(Flag.PORT_PROMISCUOUS)
                || target.getAddress().equals(session.remote().getAddress())
                    && target.getPort() >= LEAST_PORT);
    if (!isAllowed) {
      Replies.send(session, 500, "Illegal PORT command.");
      return;
    }
    session.endpoint(new DataEndpoint(null, target));
    Replies.send(session, 200, "PORT command successful. Consider using PASV.");
  }

  private static @Nullable InetSocketAddress parse(String argument) {
    String[] parts = argument.split(",", -1);
    if (parts.length != NUMBERS) {
      return null;
    }
    byte[] numbers = new byte[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      if (!parts[i].matches("[0-9]{1,3}") || Integer.parseInt(parts[i]) > 0xff) {
        return null;
      }
      numbers[i] = (byte) Integer.parseInt(parts[i]);
    }
    try {
      InetAddress address =
          InetAddress.getByAddress(new byte[] {numbers[0], numbers[1], numbers[2], numbers[3]});
      return new InetSocketAddress(address, (numbers[4] & 0xff) << Byte.SIZE | numbers[5] & 0xff);
    } catch (IOException e) {
      return null;
    }
  }

  static void retrieve(Session session, String argument) {
    long from = session.takeRestart();
    if (isWithoutEndpoint(session)) {
      return;
    }
    if (session.isAscii() && from != 0) {
      Replies.send(session, 550, "No support for resume of ASCII transfer.");
      return;
    }
    Settings settings = session.settings();
    boolean hides = session.isAnonymous() && settings.is(Flag.ANON_WORLD_READABLE_ONLY);
    try {
      FileChannel file = FileOperations.openForReading(session.jail(), argument, hides);
      long size = file.size();
      file.position(from);
      boolean converts = session.isAscii() && settings.is(Flag.ASCII_DOWNLOAD_ENABLE);
      Transfers.start(Transfer.download(session, taken(session), file, argument, size, converts));
    } catch (IOException e) {
      log(session, LogEvent.Kind.DOWNLOAD, argument);
      Replies.send(session, 550, "Failed to open file.");
    }
  }

  static void store(Session session, String argument) {
    boolean mayOverwrite =
        !session.isAnonymous() || session.settings().is(Flag.ANON_OTHER_WRITE_ENABLE);
    Upload upload =
        !mayOverwrite
            ? Upload.CREATE_ONLY
            : session.restart() != 0 ? Upload.APPEND : Upload.TRUNCATE;
    upload(session, argument, upload);
  }

  static void append(Session session, String argument) {
    upload(session, argument, Upload.APPEND);
  }

  /** Up to 2.0.7 without asking for any right but the file system's. */
  static void storeUnique(Session session, String argument) {
    if (isWithoutEndpoint(session)) {
      session.takeRestart();
      return;
    }
    for (int number = 1; number <= MOST_NAMES; number++) {
      String name = argument + "." + number;
      if (!FileOperations.exists(session.jail(), name)) {
        upload(session, name, Upload.CREATE_ONLY, "FILE: " + name);
        return;
      }
    }
    Replies.send(session, 553, "Could not create file.");
  }

  private static void upload(Session session, String argument, Upload upload) {
    upload(session, argument, upload, "Ok to send data.");
  }

  private static void upload(Session session, String argument, Upload upload, String announcement) {
    session.takeRestart();
    if (isWithoutEndpoint(session)) {
      return;
    }
    Settings settings = session.settings();
    try {
      FileChannel file =
          FileOperations.openForWriting(
              session.jail(),
              argument,
              upload,
              settings.get(Count.FILE_OPEN_MODE) & ~session.umask());
      if (session.isAnonymous() && settings.is(Flag.CHOWN_UPLOADS)) {
        Ownership.give(session, argument);
      }
      boolean converts = session.isAscii() && settings.is(Flag.ASCII_UPLOAD_ENABLE);
      Transfers.start(
          Transfer.upload(session, taken(session), file, argument, converts, announcement));
    } catch (IOException e) {
      log(session, LogEvent.Kind.UPLOAD, argument);
      Replies.send(session, 553, "Could not create file.");
    }
  }

  /** Writes a transfer that did not begin into the log. */
  private static void log(Session session, LogEvent.Kind kind, String name) {
    Replies.log(session, kind, false, DirectoryCommands.absolute(session, name), 0, 1);
  }

  static void list(Session session, String argument) {
    list(session, argument, /* isLong= */ true);
  }

  static void names(Session session, String argument) {
    list(session, argument, /* isLong= */ false);
  }

  private static void list(Session session, String argument, boolean isLong) {
    if (isWithoutEndpoint(session)) {
      return;
    }
    Settings settings = session.settings();
    ListOptions options =
        ListOptions.parse(
            argument,
            isLong,
            settings.is(Flag.LS_RECURSE_ENABLE),
            settings.is(Flag.FORCE_DOT_FILES));
    options = options.at(Tilde.expand(session, options.path()));
    if (DeniedFiles.contains(session, options.path())) {
      Replies.send(session, 550, "Permission denied.");
      return;
    }
    Transfers.start(
        Transfer.listing(
            session, taken(session), format(settings), options, DeniedFiles.hidden(session)));
  }

  /** Returns how the settings want lines of listings. */
  static ListFormat format(Settings settings) {
    return new ListFormat(
        settings.is(Flag.HIDE_IDS),
        settings.is(Flag.TEXT_USERDB_NAMES) ? Accounts.of(settings) : null,
        settings.is(Flag.USE_LOCALTIME),
        System.currentTimeMillis() / 1000);
  }

  /** Says what keeps a transfer from beginning, if anything does. */
  private static boolean isWithoutEndpoint(Session session) {
    if (session.endpoint() != null) {
      return TlsCommands.isRefused(session);
    }
    Replies.send(session, 425, "Use PORT or PASV first.");
    return true;
  }

  private static DataEndpoint taken(Session session) {
    DataEndpoint endpoint = session.takeEndpoint();
    if (endpoint == null) {
      throw new IllegalStateException("expected an endpoint: session=" + session.id());
    }
    return endpoint;
  }
}
