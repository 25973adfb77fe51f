package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.persistence.AofReader;
import dev.kitsune.kv.persistence.RdbException;
import dev.kitsune.kv.persistence.RdbReader;
import dev.kitsune.kv.protocol.ReplyBuffer;
import dev.kitsune.kv.server.Client;
import dev.kitsune.kv.server.Exit;
import dev.kitsune.kv.server.Log;
import dev.kitsune.kv.server.LogLevel;
import dev.kitsune.kv.server.PersistenceSettings;
import dev.kitsune.kv.server.Server;
import dev.kitsune.kv.store.Keyspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.apache.mina.core.session.DummySession;

/** Brings back what was kept: at the start, and when DEBUG asks for it. */
public final class Loading {

  private static final String NO_VERSION = ""; // no command of a log asks for it

  private Loading() {}

  /**
   * Loads the log of commands, or if commands are not logged the dump. What cannot be read ends the
   * process, as in the release, and so leaves the file as it is.
   */
  public static void atStart(Server server) {
    PersistenceSettings settings = server.settings().persistence();
    try {
      if (settings.isAppendOnly()) {
        if (Files.exists(settings.log())) {
          replay(server);
        }
        server.commandLog().open();
      } else if (Files.exists(settings.dump())) {
        load(server);
      }
    } catch (RdbException e) {
      if (!e.isUnknownFormat()) {
        throw Exit.fatal(
            server.settings(),
            "Short read or OOM loading DB. Unrecoverable error, exiting now: " + e.getMessage());
      }
      setAside(server, e);
    } catch (IOException e) {
      throw Exit.fatal(server.settings(), why(e));
    }
  }

  /**
   * As the release this starts empty, but the next save may not overwrite what is not understood.
   */
  private static void setAside(Server server, RdbException why) {
    Path dump = server.settings().persistence().dump();
    Path aside = dump.resolveSibling(dump.getFileName() + ".refused");
    try {
      Files.move(dump, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Exit.fatal(server.settings(), why.getMessage() + ", and it cannot be renamed: " + e);
    }
    Log.write(
        server.settings(),
        LogLevel.WARNING,
        why.getMessage() + "; starting empty, the file is kept as " + aside);
  }

  /** Returns the message of the failure, or its kind if it has none. */
  static String why(IOException failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
  }

  /** Replaces all databases by those of the dump. */
  static void load(Server server) throws IOException, RdbException {
    Keyspace keyspace = server.keyspace();
    Keyspace loaded = new Keyspace(keyspace.count());
    loaded.setNow(keyspace.now());
    RdbReader.read(
        server.settings().persistence().dump(),
        loaded,
        server.settings().zipmapLimits(),
        RdbReader.RELEASE_VERSION);
    keyspace.adopt(loaded);
    Log.write(server.settings(), LogLevel.NOTICE, "DB loaded from disk");
  }

  /** Executes the log of commands, for a client that is connected to nobody. */
  static void replay(Server server) throws IOException {
    Client client =
        new Client(new DummySession(), server.keyspace().database(0), server.keyspace().now());
    ReplyBuffer replies = new ReplyBuffer();
    Call call = new Call(server, NO_VERSION, client, replies);
    call.beginReplay();
    try (AofReader log = new AofReader(server.settings().persistence().log())) {
      for (Bytes[] words = log.next(); words != null; words = log.next()) {
        Command command = CommandTable.find(words[0]);
        if (command == null || !command.takes(words.length)) {
          throw new IOException("Unknown command '" + words[0] + "' reading the append only file");
        }
        call.execute(command, words);
        replies.clear();
      }
      if (client.transaction() != null) {
        throw log.unexpectedEnd();
      }
    }
    Log.write(server.settings(), LogLevel.NOTICE, "DB loaded from append only file");
  }
}
