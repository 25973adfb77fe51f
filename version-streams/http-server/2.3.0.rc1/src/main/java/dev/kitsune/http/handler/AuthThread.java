package dev.kitsune.http.handler;

import dev.kitsune.Kitsune;
import dev.kitsune.blocking.Blocking;
import dev.kitsune.http.auth.AuthResult;
import dev.kitsune.http.auth.Authenticator;
import dev.kitsune.http.auth.HtpasswdAuthenticator;
import dev.kitsune.http.auth.UrlAuthenticator;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.request.Request.Credentials;
import dev.kitsune.http.server.AuthTask;
import dev.kitsune.http.server.AuthTask.Kind;
import dev.kitsune.http.server.Server;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The thread that looks at listeners' passwords, so that a slow file or web server keeps nobody
 * else waiting. What it works on when an update comes begins anew.
 */
public final class AuthThread {

  static final String POINT = "auth";

  private static final int MOST_WAITING = 30;

  private final Server server;
  private @Nullable AuthTask current;
  @Nullable SocketChannel channel; // to a web server that is asked

  private AuthThread(Server server) {
    this.server = server;
  }

  /** Starts the thread. */
  public static void start(Server server) {
    Kitsune.thread("Auth Thread", AuthThread::run, new AuthThread(server));
  }

  /** Queues a listener; returns false if too many are waiting. */
  static boolean add(Services services, Authenticator authenticator, Client client, String path) {
    Server server = services.server();
    if (server.authTasks().size() > MOST_WAITING) {
      return false;
    }
    server
        .authTasks()
        .addFirst(new AuthTask(Kind.LISTENER_ADD, authenticator, path, client, services));
    return true;
  }

  static void run(AuthThread thread) throws InterruptedException {
    while (true) {
      AuthTask task = thread.current;
      if (task == null) {
        task = Blocking.take(POINT, thread.server.authTasks());
        thread.current = task;
      } else {
        Kitsune.update(POINT);
      }
      try {
        thread.handle(task);
      } catch (RuntimeException e) {
        thread.server.log(Level.EROR, "auth/auth_run_thread", "failed: cause=" + e);
      }
      thread.current = null;
    }
  }

  private void handle(AuthTask task) {
    Authenticator authenticator = task.authenticator();
    Client client = task.client();
    if (task.kind() == Kind.LISTENER_ADD && client != null) {
      Credentials sent = client.request().basic();
      if (sent != null) {
        client.credentials(sent.user(), sent.password());
      }
      if (authenticator instanceof UrlAuthenticator url) {
        long end = new UrlLogin(server, this, url).add(task, client);
        answer(task, client, end >= 0, end);
      } else if (authenticator instanceof HtpasswdAuthenticator users) {
        boolean isRight =
            sent != null && users.authenticate(sent.user(), sent.password()) == AuthResult.OK;
        answer(task, client, isRight, 0);
      }
    } else if (authenticator instanceof UrlAuthenticator url) {
      new UrlLogin(server, this, url).tell(task);
    }
  }

  private void answer(AuthTask task, Client client, boolean isRight, long endMillis) {
    if (isRight && task.entrance() != null) {
      task.entrance().admit(client, task.mount(), task.authenticator(), endMillis);
    } else {
      Replies.authenticate(client);
      server.finish(client);
    }
  }
}
