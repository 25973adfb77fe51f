package dev.kitsune.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class NotedFrameTest {

  @Test
  void capture_otherThread_hasItsOwnFrames() throws Exception {
    NotedFrame frame = NotedFrame.push("C\nm\n()V", 0);
    FutureTask<List<NotedFrames.Snapshot>> other = new FutureTask<>(NotedFrames::capture);
    new Thread(other).start();

    assertThat(other.get()).isEmpty();
    assertThat(NotedFrames.capture()).hasSize(1);

    frame.pop();
    assertThat(NotedFrames.capture()).isEmpty();
  }

  @Test
  void push_threadThatTookOverThreadLocals_startsAfresh() throws Exception {
    NotedFrame old = NotedFrame.push("C\nold\n()V", 0);
    Field locals = Thread.class.getDeclaredField("threadLocals");
    locals.setAccessible(true);
    Object taken = locals.get(Thread.currentThread());
    FutureTask<List<NotedFrames.Snapshot>> successor =
        new FutureTask<>(() -> {
          locals.set(Thread.currentThread(), taken);
          assertThat(NotedFrames.capture()).isEmpty();
          NotedFrame fresh = NotedFrame.push("C\nfresh\n()V", 0);
          List<NotedFrames.Snapshot> captured = NotedFrames.capture();
          fresh.pop();
          locals.set(Thread.currentThread(), null);
          return captured;
        });
    Thread thread = new Thread(successor);
    thread.start();

    assertThat(successor.get())
        .extracting(NotedFrames.Snapshot::methodName)
        .containsExactly("fresh");
    thread.join();
    old.pop();
  }
}
