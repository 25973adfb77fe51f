package dev.kitsune.ftp.config;

/** A configuration that cannot be used; the message is the release's own. */
public final class ConfigurationException extends Exception {

  private static final long serialVersionUID = 1;

  /** Makes one with the text that the release shows after {@code 500 OOPS: }. */
  public ConfigurationException(String message) {
    super(message);
  }
}
