package dev.kitsune.kv.protocol;

import dev.kitsune.kv.data.Bytes;

/** What a parser finds in the bytes of one connection, in order. */
public interface Requests {

  /** What follows a plain line. */
  enum Admission {
    /** Nothing: the line is the whole request. */
    WHOLE,
    /** A payload, whose length is the line's last word. */
    PAYLOAD,
    /** Another request: this one was answered with an error. */
    REFUSED
  }

  /** A plain line was read; its words are the request, perhaps without the payload. */
  Admission admit(Bytes[] line);

  /** A request is complete. The array is the receiver's. */
  void run(Bytes[] arguments);

  /** The bytes are no request; they were skipped. */
  void refuse(String error);

  /** The connection sends what can never become a request: it has to be closed. */
  void overflow();

  /** Returns whether to go on parsing: false once the connection is closed. */
  boolean isOpen();

  /** Returns whether the requests that follow have to wait. */
  boolean isPaused();
}
