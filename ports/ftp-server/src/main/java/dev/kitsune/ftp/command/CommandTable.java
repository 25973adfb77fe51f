package dev.kitsune.ftp.command;

import static dev.kitsune.ftp.command.Right.ANY;
import static dev.kitsune.ftp.command.Right.APPEND;
import static dev.kitsune.ftp.command.Right.CHANGE;
import static dev.kitsune.ftp.command.Right.MAKE;
import static dev.kitsune.ftp.command.Right.PASSIVE;
import static dev.kitsune.ftp.command.Right.PORT;
import static dev.kitsune.ftp.command.Right.SITE;
import static dev.kitsune.ftp.command.Right.UPLOAD;

import org.jspecify.annotations.Nullable;

/** The commands after login, one line for each. */
final class CommandTable {

  /**
   * One line.
   *
   * @param right that it needs
   * @param reusesArgument whether an empty argument stands for the one before it
   * @param command what it does
   */
  record Line(Right right, boolean reusesArgument, Command command) {}

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
      case "PASV" -> line(PASSIVE, DataCommands::passive);
      case "PORT" -> line(PORT, DataCommands::port);
      case "RETR" -> path(ANY, DataCommands::retrieve);
      case "STOR" -> path(UPLOAD, DataCommands::store);
      case "APPE" -> path(APPEND, DataCommands::append);
      case "LIST" -> line(ANY, DataCommands::list);
      case "NLST" -> line(ANY, DataCommands::names);
      default -> null;
    };
  }

  private static Line line(Right right, Command command) {
    return new Line(right, false, command);
  }

  private static Line path(Right right, Command command) {
    return new Line(right, true, command);
  }
}
