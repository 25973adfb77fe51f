package dev.kitsune.stream;

/** A program, version or step that does not exist; its one line says which do. */
@SuppressWarnings("serial")
public final class CatalogueException extends Exception {

  /** Says what was expected, what was found and what to do. */
  public CatalogueException(String message) {
    super(message);
  }

  /** As above, and keeps the cause. */
  public CatalogueException(String message, Throwable cause) {
    super(message, cause);
  }
}
