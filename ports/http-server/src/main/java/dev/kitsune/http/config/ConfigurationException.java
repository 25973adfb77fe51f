package dev.kitsune.http.config;

/** A configuration file that cannot be used; the message is the release's reason. */
public final class ConfigurationException extends Exception {

  /** Makes one from a reason. */
  public ConfigurationException(String reason) {
    super(reason);
  }
}
