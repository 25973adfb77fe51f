package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.server.PersistenceSettings.Master;
import dev.kitsune.kv.server.Replication;

/** SLAVEOF and SYNC. */
final class ReplicationCommands {

  private ReplicationCommands() {}

  static void slaveof(Call call, Bytes[] arguments) {
    Replication replication = call.server().replication();
    if (arguments[1].equalsIgnoreCase("no") && arguments[2].equalsIgnoreCase("one")) {
      replication.followNobody();
    } else {
      replication.follow(new Master(arguments[1].toString(), Numbers.parseLoosely(arguments[2])));
    }
    call.reply().status("OK");
  }

  /** The dump is the only reply, and the stream after it; a slave that asks again gets none. */
  static void sync(Call call, Bytes[] arguments) {
    if (call.client().slave() != null || call.client().isMonitor()) {
      return;
    }
    if (call.reply().length() > 0 || call.client().session().getScheduledWriteBytes() > 0) {
      throw new CommandException("SYNC is invalid with pending input");
    }
    if (!call.server().replication().addSlave(call.client())) {
      throw new CommandException("Unalbe to perform background save"); // the release's spelling
    }
  }
}
