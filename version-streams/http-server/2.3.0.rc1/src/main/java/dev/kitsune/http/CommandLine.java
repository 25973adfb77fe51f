package dev.kitsune.http;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of the program: {@code --port N} first, which is ours, then the release's own.
 *
 * @param port of the first listening socket, whatever the file says; null if not given
 * @param configurationFile its name
 */
record CommandLine(@Nullable Integer port, String configurationFile) {

  private static final int FAILURE = 1;
  private static final int HIGHEST_PORT = 65_535;

  /** Reads the arguments, or ends the process with what the release prints. */
  static CommandLine parse(String[] args) {
    Integer port = null;
    String file = null;
    for (int i = 0; i < args.length; i++) {
      boolean hasValue = i + 1 < args.length;
      if (i == 0 && args[i].equals("--port") && hasValue) {
        port = parsePort(args[++i]);
      } else if (args[i].equals("-c") && hasValue) {
        file = args[++i];
      } else if (args[i].equals("-v")) {
        System.out.println(Release.NAME);
        throw exit(0);
      } else if (!args[i].startsWith("-") && file == null) {
        file = args[i];
      } else if (args[i].equals("-b")) {
        System.err.println("-b: a JVM cannot fork; use the shell's &");
      } else {
        throw usage();
      }
    }
    if (file == null) {
      throw usage();
    }
    return new CommandLine(port, file);
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

  private static IllegalStateException usage() {
    System.out.println(Release.NAME);
    System.out.println();
    System.out.println("usage: http-server [--port N] -c FILE [-v]");
    System.out.println("  -c FILE   the configuration file (required)");
    System.out.println("  -v        print the release and end");
    return exit(FAILURE);
  }

  /** Ends the process with an error message. Does not return. */
  static IllegalStateException fail(String message) {
    System.out.println(message);
    return exit(FAILURE);
  }

  private static IllegalStateException exit(int status) {
    System.out.flush();
    System.exit(status);
    return new IllegalStateException("the process goes on after its exit");
  }
}
