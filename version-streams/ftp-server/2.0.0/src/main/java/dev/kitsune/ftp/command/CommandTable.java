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

import dev.kitsune.NoMigrate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands after login, one line for each. */
final class CommandTable {

  /**
   * One line.
   *
   * @param right that it needs
   * @param reusesArgument whether an empty argument stands for the one before it
   * @param isTls whether it is known only where connections may be encrypted
   * @param command what it does
   */
  record Line(Right right, boolean reusesArgument, boolean isTls, Command command) {}

  @NoMigrate private static final Map<String, Line> LINES = new HashMap<>();

  static {
    add("QUIT", ANY, SessionCommands::quit);
    add("NOOP", ANY, SessionCommands::noop);
    add("SYST", ANY, SessionCommands::system);
    add("HELP", ANY, SessionCommands::help);
    add("TYPE", ANY, SessionCommands::type);
    add("FEAT", ANY, InformationCommands::features);
    add("OPTS", ANY, InformationCommands::options);
    add("STAT", ANY, InformationCommands::status);
    add("ALLO", ANY, InformationCommands::allocate);
    add("REIN", ANY, InformationCommands::reinitialise);
    add("ACCT", ANY, InformationCommands::account);
    add("SMNT", ANY, InformationCommands::mount);
    addTls("PBSZ", TlsCommands::bufferSize);
    addTls("PROT", TlsCommands::protection);
    add("STRU", ANY, SessionCommands::structure);
    add("MODE", ANY, SessionCommands::mode);
    add("REST", ANY, SessionCommands::restart);
    add("ABOR", ANY, SessionCommands::abort);
    add("SITE", SITE, SiteCommand::site);
    add("PWD", ANY, DirectoryCommands::print);
    add("XPWD", ANY, DirectoryCommands::print);
    addPath("CWD", ANY, DirectoryCommands::change);
    addPath("XCWD", ANY, DirectoryCommands::change);
    add("CDUP", ANY, DirectoryCommands::up);
    add("XCUP", ANY, DirectoryCommands::up);
    addPath("MKD", MAKE, DirectoryCommands::make);
    addPath("XMKD", MAKE, DirectoryCommands::make);
    addPath("RMD", CHANGE, DirectoryCommands::remove);
    addPath("XRMD", CHANGE, DirectoryCommands::remove);
    addPath("DELE", CHANGE, FileCommands::delete);
    addPath("RNFR", CHANGE, FileCommands::renameFrom);
    addPath("RNTO", CHANGE, FileCommands::renameTo);
    addPath("SIZE", ANY, FileCommands::size);
    addPath("MDTM", ANY, FileCommands::modified);
    add("PASV", PASSIVE_IPV4, DataCommands::passive);
    add("P@SW", PASSIVE_IPV4, DataCommands::passive); // what a router makes of PASV
    add("PORT", PORT_IPV4, DataCommands::port);
    add("EPSV", PASSIVE, ExtendedCommands::passive);
    add("EPRT", PORT, ExtendedCommands::port);
    addPath("STOU", ANY, DataCommands::storeUnique);
    addPath("RETR", DOWNLOAD, DataCommands::retrieve);
    addPath("STOR", UPLOAD, DataCommands::store);
    addPath("APPE", APPEND, DataCommands::append);
    add("LIST", LISTING, DataCommands::list);
    add("NLST", LISTING, DataCommands::names);
  }

  private CommandTable() {}

  private static void add(String name, Right right, Command command) {
    LINES.put(name, new Line(right, false, false, command));
  }

  private static void addTls(String name, Command command) {
    LINES.put(name, new Line(ANY, false, true, command));
  }

  private static void addPath(String name, Right right, Command command) {
    LINES.put(name, new Line(right, true, false, command));
  }

  /** Returns the line of a command, or null if there is none. */
  static @Nullable Line find(String name) {
    return LINES.get(name);
  }
}
