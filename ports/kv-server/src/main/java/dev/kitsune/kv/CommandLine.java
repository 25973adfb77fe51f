package dev.kitsune.kv;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of the program: {@code --port N} first, which is ours, then the release's own.
 *
 * @param port which port to listen at, whatever the file says; null if not given
 * @param configurationFile its name, or {@code -}; null if not given
 */
record CommandLine(@Nullable Integer port, @Nullable String configurationFile) {

  private static final String USAGE = "usage: kv-server [--port N] [/path/to/redis.conf | -]";
  private static final int FAILURE = 1;
  private static final int HIGHEST_PORT = 65535;

  /** Reads the arguments; answers what asks for an answer only, and ends the process then. */
  static CommandLine parse(String[] args) {
    Integer port = null;
    int next = 0;
    if (args.length > 1 && args[0].equals("--port")) {
      port = parsePort(args[1]);
      next = 2;
    }
    if (args.length == next) {
      return new CommandLine(port, null);
    }
    String argument = args[next];
    if (args.length > next + 1 || argument.equals("--port")) {
      throw fail(USAGE);
    }
    switch (argument) {
      case "-v", "--version" -> throw answer("Redis server version " + Release.VERSION);
      case "--help" -> throw answer(USAGE);
      default -> {
        return new CommandLine(port, argument);
      }
    }
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

  /** Ends the process with an answer. */
  private static IllegalStateException answer(String text) {
    System.out.println(text);
    System.exit(0);
    return new IllegalStateException("the process goes on after its exit");
  }

  /** Ends the process with an error message. Does not return. */
  static IllegalStateException fail(String message) {
    System.err.println(message);
    System.exit(FAILURE);
    return new IllegalStateException("the process goes on after its exit");
  }
}
