package dev.kitsune.http.page;

/** A page could not be made. */
public final class SheetException extends Exception {

  private final String shown;

  SheetException(String shown, Exception cause) {
    super(shown + ": cause=" + cause.getMessage(), cause);
    this.shown = shown;
  }

  /** Returns what a client is told. */
  public String shown() {
    return shown;
  }
}
