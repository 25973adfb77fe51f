package dev.kitsune.http.file;

import dev.kitsune.Kitsune;
import dev.kitsune.blocking.Blocking;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Connection;
import dev.kitsune.http.server.Server;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One thread that sends all files, each as fast as its client takes it. */
public final class FileServer implements Connection.Taker {

  private static final Duration WAIT = Duration.ofMillis(200);
  private static final Boolean LOOK = Boolean.TRUE;

  private final Server server;
  private final MimeTypes types = MimeTypes.read();
  private final List<Download> active = new ArrayList<>(); // the thread's own
  private final BlockingQueue<Download> pending = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> wakeUps = new LinkedBlockingQueue<>(1);

  private FileServer(Server server) {
    this.server = server;
  }

  /** Starts the thread. */
  public static FileServer start(Server server) {
    FileServer files = new FileServer(server);
    Kitsune.thread("File Serving Thread", FileServer::run, files);
    return files;
  }

  /** Returns the types of files. */
  public MimeTypes types() {
    return types;
  }

  /** Sends so many bytes of a file from where it stands, and then ends the client. */
  public void send(Client client, FileChannel file, long bytes) {
    client.connection().discardInput();
    client.connection().taker(this);
    pending.add(new Download(client, file, bytes));
    canTake();
  }

  /** Makes the thread look at its downloads. */
  @Override
  public void canTake() {
    wakeUps.offer(LOOK);
  }

  static void run(FileServer files) throws InterruptedException {
    while (true) {
      if (!Kitsune.isUpdatingFrom("fserv_active")) {
        Kitsune.update("fserv");
        Blocking.poll("fserv", files.wakeUps, WAIT);
      }
      Kitsune.update("fserv_active");
      files.work();
    }
  }

  private void work() {
    pending.drainTo(active);
    for (Iterator<Download> all = active.iterator(); all.hasNext(); ) {
      Download each = all.next();
      if (each.send()) {
        all.remove();
        each.close();
        server.finish(each.client());
      }
    }
  }
}
