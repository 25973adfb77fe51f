package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.NotADoubleException;
import dev.kitsune.kv.data.NotAnIntegerException;
import dev.kitsune.kv.protocol.ReplyBuffer;
import dev.kitsune.kv.server.Client;
import dev.kitsune.kv.server.Server;
import dev.kitsune.kv.store.Database;
import dev.kitsune.kv.store.Keyspace;
import dev.kitsune.kv.store.WrongTypeException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.apache.mina.core.buffer.IoBuffer;

/** What a command works with: who calls, on which database, and where the reply goes. */
final class Call {

  private final Server server;
  private final String version;
  private final Client client;
  private final ReplyBuffer reply;
  private boolean replay;

  Call(Server server, String version, Client client, ReplyBuffer reply) {
    this.server = server;
    this.version = version;
    this.client = client;
    this.reply = reply;
  }

  Server server() {
    return server;
  }

  /** Returns the version that runs, as {@code INFO} tells it. */
  String version() {
    return version;
  }

  Client client() {
    return client;
  }

  ReplyBuffer reply() {
    return reply;
  }

  Keyspace keyspace() {
    return server.keyspace();
  }

  /** Returns the client's database. */
  Database database() {
    return client.database();
  }

  /** Returns where random choices come from. */
  RandomGenerator random() {
    return ThreadLocalRandom.current();
  }

  /** Counts one change of the data. */
  void changed() {
    keyspace().changed(1);
  }

  /** What is executed from now on comes from the log, and goes neither there nor to slaves. */
  void beginReplay() {
    replay = true;
  }

  /** Returns whether what is executed comes from the log. */
  boolean isReplay() {
    return replay;
  }

  /** Logs a command and sends it to the slaves. */
  void propagate(Bytes... words) {
    if (!replay) {
      server.propagate(database(), words);
    }
  }

  /** Sends a command to the slaves that changes nothing here. */
  void feedSlaves(Bytes... words) {
    if (!replay) {
      server.replication().feed(database().number(), words);
    }
  }

  /** Sends replies to a client, which may be the one that calls: then they keep their place. */
  void deliver(Client receiver, byte[] replies) {
    if (receiver == client) {
      reply.raw(replies);
    } else if (receiver.isOpen()) { // the one that replays a log is not
      receiver.session().write(IoBuffer.wrap(replies));
    }
  }

  /** Executes a request of the right number of words; an error of it becomes its reply. */
  void execute(Command command, Bytes[] arguments) {
    if (!replay) {
      server.countCommand();
    }
    long before = keyspace().changes();
    try {
      command.action().execute(this, arguments);
    } catch (WrongTypeException e) {
      reply.error(Errors.WRONG_TYPE);
    } catch (NotAnIntegerException e) {
      reply.error(Errors.NOT_AN_INTEGER);
    } catch (NotADoubleException e) {
      reply.error(Errors.NOT_A_DOUBLE);
    } catch (CommandException e) {
      reply.error(e.reply());
    }
    if (replay) {
      return;
    }
    if (keyspace().changes() != before) { // a save counts as well, since it resets the count
      propagate(arguments);
    }
    Monitoring.show(this, arguments);
  }
}
