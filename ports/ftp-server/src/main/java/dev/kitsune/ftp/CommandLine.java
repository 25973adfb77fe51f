package dev.kitsune.ftp;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of the program: {@code --port N} first, which is ours, then the release's own.
 *
 * @param port where to listen, whatever the file says; null if not given
 * @param configurationFile its name
 */
record CommandLine(@Nullable Integer port, String configurationFile) {

  private static final String DEFAULT_FILE = "/etc/vsftpd.conf";
  private static final int FAILURE = 1;
  private static final int HIGHEST_PORT = 65_535;

  /** Reads the arguments, or ends the process with the release's message. */
  static CommandLine parse(String[] args) {
    Integer port = null;
    int next = 0;
    if (args.length > 1 && args[0].equals("--port")) {
      port = parsePort(args[1]);
      next = 2;
    }
    if (args.length > next + 1) {
      throw fail("vsftpd: too many arguments (I take an optional config file only)");
    }
    return new CommandLine(port, args.length > next ? args[next] : DEFAULT_FILE);
  }

  private static int parsePort(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= HIGHEST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw fail("expected a port from 0 to 65535: found=" + text);
  }

  /** Ends the process with an error message. Does not return. */
  static IllegalStateException fail(String message) {
    System.err.println("500 OOPS: " + message);
    System.exit(FAILURE);
    return new IllegalStateException("the process goes on after its exit");
  }
}
