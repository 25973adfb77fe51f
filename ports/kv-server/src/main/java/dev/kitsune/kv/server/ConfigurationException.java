package dev.kitsune.kv.server;

/** The configuration cannot be used; the message says which line of it, and why. */
public final class ConfigurationException extends Exception {

  ConfigurationException(String message) {
    super(message);
  }
}
