package dev.kitsune.mina;

import java.util.Iterator;
import java.util.concurrent.Executor;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.jspecify.annotations.Nullable;

/**
 * MINA's I/O processor without the system calls that servers of requests and replies do not need:
 * one request and its reply take a select, a read and a write, where MINA takes a second read (that
 * finds nothing), a wake-up of the selector by its own thread, and a select that returns at once.
 */
final class RequestReplyProcessor extends NioProcessor {

  /*
   * One pass of MINA's loop is: select, new sessions, reads, writes, idle sessions, removed
   * sessions. What handlers write up to the third step is sent by the fourth, so the selector need
   * not be woken; what they write in the last two must wake it, as all other threads must.
   */
  private @Nullable Thread loop; // set by the loop, compared by all with themselves
  private boolean writesFollow; // the loop's own, as the next
  private boolean writing;

  RequestReplyProcessor(Executor executor) {
    super(executor);
  }

  @Override
  protected int select(long timeout) throws Exception {
    loop = Thread.currentThread();
    writesFollow = false;
    int selected = super.select(timeout);
    writesFollow = true;
    return selected;
  }

  @Override
  protected Iterator<NioSession> allSessions() {
    writesFollow = false; // MINA begins to look for idle sessions
    return super.allSessions();
  }

  @Override
  protected void destroy(NioSession session) throws Exception {
    writesFollow = false; // MINA begins to remove sessions
    super.destroy(session);
  }

  /** Reads once: what is left makes the selector report the session again. */
  @Override
  protected int read(NioSession session, IoBuffer buffer) throws Exception {
    return buffer.position() > 0 ? 0 : super.read(session, buffer);
  }

  @Override
  public void write(NioSession session, WriteRequest request) {
    if (Thread.currentThread() != loop || !writesFollow) {
      super.write(session, request);
      return;
    }
    writing = true;
    try {
      super.write(session, request);
    } finally {
      writing = false;
    }
  }

  @Override
  protected void wakeup() {
    if (Thread.currentThread() != loop || !writing) {
      super.wakeup();
    }
  }
}
