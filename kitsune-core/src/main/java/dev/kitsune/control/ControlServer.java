package dev.kitsune.control;

import dev.kitsune.update.ControlService;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers at the process's control socket, on daemon threads, from its opening until it is closed
 * or the process ends.
 */
public final class ControlServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final int MAX_CONNECTIONS = 8;

  private final ControlDirectory directory;
  private final long pid;
  private final Path socket;
  private final ServerSocketChannel channel;
  private final GuardedService service;
  private final UserPrincipal owner;
  private final ProgramBean bean;
  private final ExecutorService connections;
  private final Thread removal;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ControlServer(
      ControlDirectory directory,
      long pid,
      Path socket,
      ServerSocketChannel channel,
      GuardedService service,
      UserPrincipal owner) {
    this.directory = directory;
    this.pid = pid;
    this.socket = socket;
    this.channel = channel;
    this.service = service;
    this.owner = owner;
    bean = ProgramBean.register(service);
    AtomicInteger number = new AtomicInteger();
    connections =
        new ThreadPoolExecutor(
            0,
            MAX_CONNECTIONS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> daemon("kitsune-control-" + number.incrementAndGet(), task));
    removal = new Thread(() -> directory.remove(pid), "kitsune-control-removal");
  }

  /**
   * Opens the socket of this process and announces the program.
   *
   * @throws ControlException if the directory is not the user's alone, or the socket cannot be made
   */
  public static ControlServer open(ControlDirectory directory, ControlService service)
      throws ControlException {
    return open(directory, service, Owner.ofProcess());
  }

  /** As above; whoever is not the owner is refused. */
  static ControlServer open(ControlDirectory directory, ControlService service, UserPrincipal owner)
      throws ControlException {
    directory.open();
    long pid = ProcessHandle.current().pid();
    Path socket = directory.socket(pid);
    // The pid is ours now, so what is left under it is a dead program's.
    directory.remove(pid);
    GuardedService guarded = new GuardedService(service, owner, socket);
    ControlService.Status status = guarded.status();
    ServerSocketChannel channel = null;
    try {
      channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
      directory.announce(new ControlDirectory.Entry(pid, status.program(), status.started()));
    } catch (IOException e) {
      close(channel);
      directory.remove(pid);
      throw new ControlException(
          "cannot open the control socket: path=" + socket + ", cause=" + e.getMessage(), e);
    }
    ControlServer server = new ControlServer(directory, pid, socket, channel, guarded, owner);
    Runtime.getRuntime().addShutdownHook(server.removal);
    daemon("kitsune-control", server::accept).start();
    return server;
  }

  /** Returns the socket's path. */
  public Path socket() {
    return socket;
  }

  private void accept() {
    while (!closed.get()) {
      try {
        SocketChannel client = channel.accept();
        try {
          connections.execute(new Connection(client, service, owner));
        } catch (RejectedExecutionException e) {
          // So many at once are no people; the next ones find a free place again.
          close(client);
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.warn("control.failed socket={} cause={}", socket, e.toString());
        return;
      }
    }
  }

  /** Stops answering and removes the socket. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    close(channel);
    connections.shutdownNow();
    bean.unregister();
    directory.remove(pid);
    try {
      Runtime.getRuntime().removeShutdownHook(removal);
    } catch (IllegalStateException e) {
      // The process is ending; the hook finds nothing left.
    }
  }

  private static void close(@Nullable Channel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.debug("control.close cause={}", e.toString());
    }
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
