package dev.kitsune.cli;

/** Ends a command with an exit code and one line on stderr. */
@SuppressWarnings("serial")
final class CommandException extends Exception {

  /** The request is wrong: unknown program, version, jar or step. */
  static final int WRONG = 2;

  /** Refused or failed: another moment, or another user, would do. */
  static final int FAILED = 1;

  private final int exitCode;

  CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  CommandException(int exitCode, Throwable cause) {
    super(cause.getMessage(), cause);
    this.exitCode = exitCode;
  }

  /** Returns the process's exit code. */
  int exitCode() {
    return exitCode;
  }
}
