package dev.kitsune.eval.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A few clients that each ask again as soon as they are answered: how much a server can do. */
public final class ClosedLoop {

  /** One client, used by one thread. */
  public interface Client extends AutoCloseable {

    /** Asks once, and fails unless the answer is right. */
    void ask() throws IOException;

    @Override
    void close();
  }

  /** Makes clients. */
  @FunctionalInterface
  public interface Clients {

    /** Returns a client that is ready to ask. */
    Client open() throws IOException;
  }

  private ClosedLoop() {}

  /**
   * Asks so many times in all.
   *
   * @return answers a second
   * @throws IOException if an answer was wrong or did not come
   */
  public static double run(int clients, int count, Clients each)
      throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    AtomicInteger left = new AtomicInteger(count);
    try {
      long start = System.nanoTime();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        Callable<?> work =
            () -> {
              try (Client client = each.open()) {
                while (left.getAndDecrement() > 0) {
                  client.ask();
                }
              }
              return clients;
            };
        all.add(threads.submit(work));
      }
      for (Future<?> future : all) {
        future.get();
      }
      return count / ((System.nanoTime() - start) / 1e9);
    } catch (ExecutionException e) {
      throw new IOException("a client failed: " + e.getCause(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
