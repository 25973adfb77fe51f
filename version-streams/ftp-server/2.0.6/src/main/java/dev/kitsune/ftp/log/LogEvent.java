package dev.kitsune.ftp.log;

/**
 * Something that the log tells.
 *
 * @param kind what
 * @param process the number that stands for the session's process
 * @param isSuccess how it ended
 * @param text the path, the command, or the password of an anonymous user
 * @param bytes moved by a transfer
 * @param nanos that it took
 * @param isAscii the type that was set
 * @param isAnonymous the session's rights
 * @param isGuest whether the user was mapped to the guests' account
 * @param who the user, or the password of an anonymous one
 */
public record LogEvent(
    Kind kind,
    long process,
    boolean isSuccess,
    String text,
    long bytes,
    long nanos,
    boolean isAscii,
    boolean isAnonymous,
    boolean isGuest,
    String who) {

  /** The kinds of vsftpd 2.0.6. */
  public enum Kind {
    /** A file was sent. */
    DOWNLOAD("DOWNLOAD", true),
    /** A file came. */
    UPLOAD("UPLOAD", true),
    /** A directory was made. */
    MKDIR("MKDIR", true),
    /** A file was removed. */
    DELETE("DELETE", true),
    /** A file got another name. */
    RENAME("RENAME", true),
    /** A directory was removed. */
    RMDIR("RMDIR", true),
    /** A file's permissions changed. */
    CHMOD("CHMOD", true),
    /** Somebody logged in, or not. */
    LOGIN("LOGIN", true),
    /** Somebody connected. */
    CONNECTION("CONNECT", false),
    /** A command came. */
    INPUT("FTP command", false),
    /** A reply went. */
    OUTPUT("FTP response", false),
    /** What was agreed about an encryption. */
    DEBUG("DEBUG", false);

    private final String shown;
    private final boolean hasResult;

    Kind(String shown, boolean hasResult) {
      this.shown = shown;
      this.hasResult = hasResult;
    }

    String shown() {
      return shown;
    }

    boolean hasResult() {
      return hasResult;
    }
  }

  boolean isTransfer() {
    return kind == Kind.DOWNLOAD || kind == Kind.UPLOAD;
  }
}
