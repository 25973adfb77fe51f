package dev.kitsune.kv.command;

/** The error texts that several commands answer with. */
final class Errors {

  static final String WRONG_TYPE = "Operation against a key holding the wrong kind of value";
  static final String NOT_AN_INTEGER = "value is not an integer";
  static final String NOT_A_DOUBLE = "value is not a double";
  static final String SYNTAX = "syntax error";
  static final String NO_SUCH_KEY = "no such key";
  static final String SAME_OBJECT = "source and destination objects are the same";
  static final String OUT_OF_RANGE = "index out of range";

  private Errors() {}

  /** The request has a wrong number of words for this command. */
  static String wrongArity(Command command) {
    return "wrong number of arguments for '" + command.name() + "' command";
  }
}
