package dev.kitsune.ftp.command;

import static dev.kitsune.ftp.command.Right.ANY;
import static dev.kitsune.ftp.command.Right.APPEND;
import static dev.kitsune.ftp.command.Right.CHANGE;
import static dev.kitsune.ftp.command.Right.DOWNLOAD;
import static dev.kitsune.ftp.command.Right.LISTING;
import static dev.kitsune.ftp.command.Right.MAKE;
import static dev.kitsune.ftp.command.Right.PASSIVE;
import static dev.kitsune.ftp.command.Right.PASSIVE_IPV4;
import static dev.kitsune.ftp.command.Right.PORT;
import static dev.kitsune.ftp.command.Right.PORT_IPV4;
import static dev.kitsune.ftp.command.Right.SITE;
import static dev.kitsune.ftp.command.Right.UPLOAD;

import org.jspecify.annotations.Nullable;

/** The commands after login, one line for each. */
final class CommandTable {

  /**
   * One line.
   *
   * @param right that it needs
   * @param takesPath whether its argument names a file
   * @param isTls whether it is known only where connections may be encrypted
   * @param command what it does
   */
  record Line(Right right, boolean takesPath, boolean isTls, Command command) {}

  private CommandTable() {}

  /**
   * Returns the line of a command, or null if there is none. No map: that would be filled, and each
   * command's method linked, in the pause of every update.
   */
  static @Nullable Line find(String name) {
    return switch (name) {
      case "QUIT" -> line(ANY, SessionCommands::quit);
      case "NOOP" -> line(ANY, SessionCommands::noop);
      case "SYST" -> line(ANY, SessionCommands::system);
      case "HELP" -> line(ANY, SessionCommands::help);
      case "TYPE" -> line(ANY, SessionCommands::type);
      case "FEAT" -> line(ANY, InformationCommands::features);
      case "OPTS" -> line(ANY, InformationCommands::options);
      case "STAT" -> line(ANY, InformationCommands::status);
      case "ALLO" -> line(ANY, InformationCommands::allocate);
      case "REIN" -> line(ANY, InformationCommands::reinitialise);
      case "ACCT" -> line(ANY, InformationCommands::account);
      case "SMNT" -> line(ANY, InformationCommands::mount);
      case "PBSZ" -> tls(TlsCommands::bufferSize);
      case "PROT" -> tls(TlsCommands::protection);
      case "STRU" -> line(ANY, SessionCommands::structure);
      case "MODE" -> line(ANY, SessionCommands::mode);
      case "REST" -> line(ANY, SessionCommands::restart);
      case "ABOR" -> line(ANY, SessionCommands::abort);
      case "SITE" -> line(SITE, SiteCommand::site);
      case "PWD", "XPWD" -> line(ANY, DirectoryCommands::print);
      case "CWD", "XCWD" -> path(ANY, DirectoryCommands::change);
      case "CDUP", "XCUP" -> line(ANY, DirectoryCommands::up);
      case "MKD", "XMKD" -> path(MAKE, DirectoryCommands::make);
      case "RMD", "XRMD" -> path(CHANGE, DirectoryCommands::remove);
      case "DELE" -> path(CHANGE, FileCommands::delete);
      case "RNFR" -> path(CHANGE, FileCommands::renameFrom);
      case "RNTO" -> path(CHANGE, FileCommands::renameTo);
      case "SIZE" -> path(ANY, FileCommands::size);
      case "MDTM" -> path(ANY, FileCommands::modified);
      case "PASV" -> line(PASSIVE_IPV4, DataCommands::passive);
      case "P@SW" -> line(PASSIVE_IPV4, DataCommands::passive); // what a router makes of PASV
      case "PORT" -> line(PORT_IPV4, DataCommands::port);
      case "EPSV" -> line(PASSIVE, ExtendedCommands::passive);
      case "EPRT" -> line(PORT, ExtendedCommands::port);
      case "STOU" -> path(ANY, DataCommands::storeUnique);
      case "RETR" -> path(DOWNLOAD, DataCommands::retrieve);
      case "STOR" -> path(UPLOAD, DataCommands::store);
      case "APPE" -> path(APPEND, DataCommands::append);
      case "LIST" -> line(LISTING, DataCommands::list);
      case "NLST" -> line(LISTING, DataCommands::names);
      default -> null;
    };
  }

  private static Line line(Right right, Command command) {
    return new Line(right, false, false, command);
  }

  private static Line tls(Command command) {
    return new Line(ANY, false, true, command);
  }

  private static Line path(Right right, Command command) {
    return new Line(right, true, false, command);
  }
}
