package dev.kitsune.kv.server;

/** The configuration cannot be used; the message says which line of it, and why. */
public final class ConfigurationException extends Exception {

  private final String message;

  ConfigurationException(String message) {
    super(message);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
