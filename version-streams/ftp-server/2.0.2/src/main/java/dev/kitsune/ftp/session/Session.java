package dev.kitsune.ftp.session;

import dev.kitsune.ftp.config.Settings;
import dev.kitsune.ftp.file.Jail;
import dev.kitsune.ftp.log.TransferLog;
import dev.kitsune.ftp.user.NameList;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;

/**
 * What vsftpd keeps in one process for one connection. Touched only inside turns of the server's
 * gate; a transfer under way has what its thread needs in an object of its own.
 */
public final class Session {

  /** What a session's commands wait for. */
  public interface Work {

    /** Ends it at once. */
    void abort();
  }

  private static final int MOST_VISITED = 100;

  private final IoSession io;
  private final long id;
  private final Server server;
  private final Settings settings;
  private final LineBuffer input = new LineBuffer();
  private final List<String> visited = new ArrayList<>();
  private @Nullable TransferLog log;
  private @Nullable TransferLog standardLog;
  private NameList bannedPasswords = NameList.EMPTY;
  private NameList userList = NameList.EMPTY;
  private NameList passwords = NameList.EMPTY;
  private int countAtStart;
  private Login login = Login.NONE;
  private String user = "";
  private boolean isAnonymous = true;
  private String anonymousPassword = "";
  private @Nullable Jail jail;
  private int umask;
  private int rate;
  private long restart;
  private boolean isAscii = true;
  private String renameFrom = "";
  private @Nullable DataEndpoint endpoint;
  private @Nullable Work transfer;
  private boolean isBusy;
  private boolean isClosed;
  private boolean isCounted;
  private boolean isAbortRequested;
  private boolean isAdmitted = true;
  private boolean isEpsvAll;
  private String home = "";
  private String lastStamp = "";
  private @Nullable SSLContext tls;
  private boolean isDataEncrypted;
  private long activeNanos = System.nanoTime();

  /**
   * Makes the session of a connection.
   *
   * @param id stands for the number of the process that the original has for a session
   * @param settings its own
   */
  public Session(IoSession io, long id, Server server, Settings settings) {
    this.io = io;
    this.id = id;
    this.server = server;
    this.settings = settings;
  }

  /** Returns the control connection. */
  public IoSession io() {
    return io;
  }

  /** Returns the number that stands for a process. */
  public long id() {
    return id;
  }

  /** Returns whose session this is. */
  public Server server() {
    return server;
  }

  /** Returns the session's own settings. */
  public Settings settings() {
    return settings;
  }

  /** Returns what came and was not looked at. */
  public LineBuffer input() {
    return input;
  }

  /** Returns the client's address. */
  public InetSocketAddress remote() {
    return (InetSocketAddress) io.getRemoteAddress();
  }

  /** Returns the host that the client is on. */
  public InetAddress address() {
    return remote().getAddress();
  }

  /** Returns the client's address as digits. */
  public String remoteHost() {
    return remote().getAddress().getHostAddress();
  }

  /** Returns the address that the client reached. */
  public InetSocketAddress local() {
    return (InetSocketAddress) io.getLocalAddress();
  }

  /** Returns whether the client promised to use no other command for data connections. */
  public boolean isEpsvAll() {
    return isEpsvAll;
  }

  /** Notes that promise. */
  public void epsvAll() {
    isEpsvAll = true;
  }

  /** Returns what {@code ~} stands for: where the session was after its login. */
  public String home() {
    return home;
  }

  /** Sets what {@code ~} stands for. */
  public void home(String directory) {
    home = directory;
  }

  /** Returns the last time that MDTM showed, or an empty text. */
  public String lastStamp() {
    return lastStamp;
  }

  /** Notes what MDTM showed. */
  public void lastStamp(String stamp) {
    lastStamp = stamp;
  }

  /** Returns with what the control connection was encrypted, or null if it is plain text. */
  public @Nullable SSLContext tls() {
    return tls;
  }

  /** Notes with what the control connection is encrypted. */
  public void tls(SSLContext context) {
    tls = context;
  }

  /** Returns whether data connections are encrypted. */
  public boolean isDataEncrypted() {
    return isDataEncrypted;
  }

  /** Says whether data connections are encrypted. */
  public void dataEncrypted(boolean encrypted) {
    isDataEncrypted = encrypted;
  }

  /** Returns the log in wu-ftpd's format, or null if there is none. */
  public @Nullable TransferLog standardLog() {
    return standardLog;
  }

  /** Sets the log in wu-ftpd's format. */
  public void standardLog(@Nullable TransferLog newLog) {
    standardLog = newLog;
  }

  /** Returns the log, or null if there is none. */
  public @Nullable TransferLog log() {
    return log;
  }

  /** Sets the log. */
  public void log(@Nullable TransferLog newLog) {
    log = newLog;
  }

  /** Returns the anonymous passwords that are refused. */
  public NameList bannedPasswords() {
    return bannedPasswords;
  }

  /** Sets the anonymous passwords that are refused. */
  public void bannedPasswords(NameList list) {
    bannedPasswords = list;
  }

  /** Returns the anonymous passwords that are accepted, if only those are. */
  public NameList passwords() {
    return passwords;
  }

  /** Sets the anonymous passwords that are accepted. */
  public void passwords(NameList list) {
    passwords = list;
  }

  /** Returns how many sessions counted when this one began, itself included. */
  public int countAtStart() {
    return countAtStart;
  }

  /** Sets how many sessions counted when this one began. */
  public void countAtStart(int count) {
    countAtStart = count;
  }

  /** Returns the names that the user list has. */
  public NameList userList() {
    return userList;
  }

  /** Sets the names that the user list has. */
  public void userList(NameList list) {
    userList = list;
  }

  /** Returns how far the login is. */
  public Login login() {
    return login;
  }

  /** Notes how far the login is. */
  public void login(Login now) {
    login = now;
  }

  /** Returns the user's name, empty before it is known. */
  public String user() {
    return user;
  }

  /** Sets the user's name. */
  public void user(String name) {
    user = name;
  }

  /** Returns whether the session has an anonymous user's rights. */
  public boolean isAnonymous() {
    return isAnonymous;
  }

  /** Says whether the session has an anonymous user's rights. */
  public void anonymous(boolean anonymous) {
    isAnonymous = anonymous;
  }

  /** Returns what an anonymous user gave as password, for the log. */
  public String anonymousPassword() {
    return anonymousPassword;
  }

  /** Sets what an anonymous user gave as password. */
  public void anonymousPassword(String password) {
    anonymousPassword = password;
  }

  /**
   * Returns the files that the session sees.
   *
   * @throws IllegalStateException before the login
   */
  public Jail jail() {
    Jail own = jail;
    if (own == null) {
      throw new IllegalStateException("expected a session that is logged in: id=" + id);
    }
    return own;
  }

  /** Sets the files that the session sees. */
  public void jail(Jail newJail) {
    jail = newJail;
  }

  /** Returns the bits that new files do not get. */
  public int umask() {
    return umask;
  }

  /** Sets the bits that new files do not get. */
  public void umask(int bits) {
    umask = bits;
  }

  /** Returns the most bytes a second, 0 without limit. */
  public int rate() {
    return rate;
  }

  /** Sets the most bytes a second. */
  public void rate(int bytesPerSecond) {
    rate = bytesPerSecond;
  }

  /** Returns where the next transfer begins, and forgets it. */
  public long takeRestart() {
    long from = restart;
    restart = 0;
    return from;
  }

  /** Returns where the next transfer begins. */
  public long restart() {
    return restart;
  }

  /** Sets where the next transfer begins. */
  public void restart(long from) {
    restart = from;
  }

  /** Returns whether TYPE A is set, as it is at first. */
  public boolean isAscii() {
    return isAscii;
  }

  /** Sets the type. */
  public void ascii(boolean ascii) {
    isAscii = ascii;
  }

  /** Returns what RNFR named, or an empty text. */
  public String renameFrom() {
    return renameFrom;
  }

  /** Sets what RNFR named. */
  public void renameFrom(String name) {
    renameFrom = name;
  }

  /** Returns where the next data connection comes from, or null. */
  public @Nullable DataEndpoint endpoint() {
    return endpoint;
  }

  /** Sets where the next data connection comes from; the old one listens no more. */
  public void endpoint(@Nullable DataEndpoint next) {
    DataEndpoint old = endpoint;
    endpoint = next;
    if (old != null) {
      old.close();
    }
  }

  /** Takes the endpoint, which whoever takes it must close. */
  public @Nullable DataEndpoint takeEndpoint() {
    DataEndpoint taken = endpoint;
    endpoint = null;
    return taken;
  }

  /** Returns the transfer that is under way, or null. */
  public @Nullable Work transfer() {
    return transfer;
  }

  /** Sets the transfer that is under way. */
  public void transfer(@Nullable Work now) {
    transfer = now;
  }

  /** Returns whether commands wait for something that is under way. */
  public boolean isBusy() {
    return isBusy;
  }

  /** Says whether commands wait. */
  public void busy(boolean busy) {
    isBusy = busy;
  }

  /** Returns whether nothing is read or answered any more. */
  public boolean isClosed() {
    return isClosed;
  }

  /** Notes that the session is over. */
  public void closed() {
    isClosed = true;
    endpoint(null);
  }

  /** Returns whether the limit of clients counts it. */
  public boolean isCounted() {
    return isCounted;
  }

  /** Says whether the limit of clients counts it. */
  public void counted(boolean counted) {
    isCounted = counted;
  }

  /** Returns whether the client wants the transfer to end. */
  public boolean isAbortRequested() {
    return isAbortRequested;
  }

  /** Says whether the client wants the transfer to end. */
  public void abortRequested(boolean requested) {
    isAbortRequested = requested;
  }

  /** Returns whether the host's access files let the client in. */
  public boolean isAdmitted() {
    return isAdmitted;
  }

  /** Says whether the host's access files let the client in. */
  public void admitted(boolean admitted) {
    isAdmitted = admitted;
  }

  /** Returns when the last command came or ended, in nanoseconds of the system's timer. */
  public long activeNanos() {
    return activeNanos;
  }

  /** Notes that a command came or ended. */
  public void active() {
    activeNanos = System.nanoTime();
  }

  /** Notes a directory; returns whether it is the first time. */
  public boolean visit(String directory) {
    if (visited.contains(directory)) {
      return false;
    }
    if (visited.size() < MOST_VISITED) {
      visited.add(directory);
    }
    return true;
  }
}
