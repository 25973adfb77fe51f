package dev.kitsune.ftp.transfer;

import java.io.IOException;

/** It was the data connection that failed, not the file. */
final class NetworkException extends IOException {

  private static final long serialVersionUID = 1;

  NetworkException(IOException cause) {
    super(cause);
  }
}
