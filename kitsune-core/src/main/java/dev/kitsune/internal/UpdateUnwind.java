package dev.kitsune.internal;

/**
 * Ends an old version's thread at commit: thrown from its update point, and let through by every
 * woven handler. It extends {@link Throwable} directly, so that only handlers of {@code Throwable}
 * and {@code finally} need weaving. One instance, without a stack trace.
 */
@SuppressWarnings("serial")
public final class UpdateUnwind extends Throwable {

  /** The one instance; it carries nothing. */
  public static final UpdateUnwind INSTANCE = new UpdateUnwind();

  private UpdateUnwind() {
    super("an update ends this thread", null, false, false);
  }

  /** Throws the instance without declaring it. */
  public static RuntimeException unwind() {
    throw UpdateUnwind.<RuntimeException>sneaky();
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneaky() throws T {
    throw (T) INSTANCE;
  }
}
