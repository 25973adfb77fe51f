package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.protocol.ReplyBuffer;
import dev.kitsune.kv.protocol.Requests;
import dev.kitsune.kv.server.Client;
import dev.kitsune.kv.server.Server;
import dev.kitsune.kv.server.Transaction;
import org.apache.mina.core.buffer.IoBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the requests that one read of a connection completes, and sends all their replies in one
 * write. Each version makes its own; between turns an interpreter holds no state.
 */
public final class Interpreter {

  private static final String QUIT = "quit";
  private static final int SEND_ABOVE = 512 * 1024;

  private final Server server;
  private final String version;
  private final ReplyBuffer reply = new ReplyBuffer();

  /**
   * Makes the interpreter of a version.
   *
   * @param version what {@code INFO} tells
   */
  public Interpreter(Server server, String version) {
    this.server = server;
    this.version = version;
  }

  /** Runs what these bytes complete. Called inside a turn, whose time is already set. */
  public void run(Client client, byte[] input, int from, int to) {
    client.interacted(server.keyspace().now());
    Turn turn = new Turn(client, reply);
    try {
      client.parser().feed(input, from, to, turn);
      turn.send();
      server.commandLog().flush(); // also if the client is gone
    } finally {
      reply.clear(); // of a client that is gone
    }
  }

  /**
   * Runs what clients sent while they were blocked. Called inside a turn, after something may have
   * ended their waits.
   */
  public void runUnblocked() {
    for (Client client = nextUnblocked(); client != null; client = nextUnblocked()) {
      if (client.isOpen()) {
        Turn turn = new Turn(client, new ReplyBuffer());
        turn.runPostponed();
        client.parser().resume(turn);
        turn.send();
        server.commandLog().flush();
      }
    }
  }

  private @Nullable Client nextUnblocked() {
    return server.clients().blocked().nextUnblocked();
  }

  /** The requests of one read, or of a client that is no longer blocked. */
  private final class Turn implements Requests {

    private final Client client;
    private final ReplyBuffer reply;
    private final Call call;

    Turn(Client client, ReplyBuffer reply) {
      this.client = client;
      this.reply = reply;
      call = new Call(server, version, client, reply);
    }

    @Override
    public boolean isOpen() {
      return client.isOpen();
    }

    @Override
    public boolean isPaused() {
      return client.isBlocked() || client.postponed() != null;
    }

    @Override
    public void overflow() {
      server.clients().free(client);
    }

    @Override
    public void refuse(String error) {
      reply.error(error);
    }

    @Override
    public Admission admit(Bytes[] line) {
      MemoryLimit.beforeRequest(call);
      if (line[0].equalsIgnoreCase(QUIT)) {
        return Admission.WHOLE;
      }
      Command command = find(line);
      if (command == null) {
        return Admission.REFUSED;
      }
      return command.payload() ? Admission.PAYLOAD : Admission.WHOLE;
    }

    /** Checks and executes a request; the order of the checks is the release's. */
    @Override
    public void run(Bytes[] arguments) {
      MemoryLimit.beforeRequest(call);
      if (arguments[0].equalsIgnoreCase(QUIT)) {
        server.clients().free(client);
        return;
      }
      Command command = find(arguments);
      if (command == null) {
        return;
      }
      Transaction transaction = client.transaction();
      if (!ConnectionCommands.mayRun(call, command)) {
        reply.error("operation not permitted");
      } else if (!MemoryLimit.admits(call, command, arguments)) {
        reply.error("command not allowed when used memory > 'maxmemory'");
      } else if (client.isSubscriber() && !PubSubCommands.isForSubscribers(command)) {
        reply.error("only (P)SUBSCRIBE / (P)UNSUBSCRIBE / QUIT allowed in this context");
      } else if (transaction != null && !TransactionCommands.endsTransaction(command)) {
        transaction.add(arguments);
        reply.status("QUEUED");
      } else if (!RequestKeys.areAwaited(call, arguments)) {
        call.execute(command, arguments);
      }
      if (reply.length() > SEND_ABOVE) {
        send();
      }
      runOthers();
    }

    /** Runs the request that waited for values in the swap file, if one did. */
    void runPostponed() {
      Bytes[] request = client.postponed();
      Command command = request == null ? null : CommandTable.find(request[0]);
      client.endPostponement();
      if (request != null && command != null) {
        call.execute(command, request);
      }
    }

    /**
     * Runs what those had sent whose wait this request ended, before this client's next request.
     * Not from within such a run: the loop there goes on with them.
     */
    private void runOthers() {
      if (reply == Interpreter.this.reply && server.clients().blocked().hasUnblocked()) {
        send(); // they may send to this client, too
        runUnblocked();
      }
    }

    /** Writes the replies, unless the client is gone: then they are lost, as in the release. */
    void send() {
      if (client.isMaster()) {
        reply.clear(); // nobody reads it
      }
      if (reply.length() > 0 && client.isOpen()) {
        server.commandLog().flush();
        client.session().write(IoBuffer.wrap(reply.take()));
      }
    }

    /** Returns the request's command, or null after the reply that there is none. */
    private @Nullable Command find(Bytes[] request) {
      Command command = CommandTable.find(request[0]);
      if (command == null) {
        reply.error("unknown command '" + request[0] + "'");
      } else if (!command.takes(request.length)) {
        reply.error(Errors.wrongArity(command));
        return null;
      }
      return command;
    }
  }
}
