package dev.kitsune.eval.ftp;

import java.io.IOException;

/** The server answered, but not as it should. */
final class UnexpectedReplyException extends IOException {

  private static final long serialVersionUID = 1;

  UnexpectedReplyException(String expected, String reply) {
    super("expected " + expected + ", found " + reply);
  }
}
