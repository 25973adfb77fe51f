package dev.kitsune.kv.command;

import dev.kitsune.NoMigrate;
import dev.kitsune.kv.command.Command.Action;
import dev.kitsune.kv.data.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The commands of the release that are ported, in its order. The table belongs to the code: state
 * names a command, and the version that runs looks it up here.
 */
final class CommandTable {

  private static final int SLOTS = 256; // a power of two, well above the number of commands

  /** Open addressing by the name, the next free slot taken. */
  @NoMigrate private static final @Nullable Command[] TABLE = new Command[SLOTS];

  static {
    inline("get", 2, StringCommands::get);
    payload("set", 3, StringCommands::set);
    payload("setnx", 3, StringCommands::setnx);
    payload("setex", 4, StringCommands::setex);
    payload("append", 3, StringCommands::append);
    inline("substr", 4, StringCommands::substr);
    inline("del", -2, KeyCommands::del);
    inline("exists", 2, KeyCommands::exists);
    inline("incr", 2, StringCommands::incr);
    inline("decr", 2, StringCommands::decr);
    inline("mget", -2, StringCommands::mget);
    payload("rpush", 3, ListCommands::rpush);
    payload("lpush", 3, ListCommands::lpush);
    inline("rpop", 2, ListCommands::rpop);
    inline("lpop", 2, ListCommands::lpop);
    inline("llen", 2, ListCommands::llen);
    inline("lindex", 3, ListCommands::lindex);
    payload("lset", 4, ListCommands::lset);
    inline("lrange", 4, ListCommands::lrange);
    inline("ltrim", 4, ListCommands::ltrim);
    payload("lrem", 4, ListCommands::lrem);
    inline("rpoplpush", 3, ListCommands::rpoplpush);
    payload("sadd", 3, SetCommands::sadd);
    payload("srem", 3, SetCommands::srem);
    payload("smove", 4, SetCommands::smove);
    payload("sismember", 3, SetCommands::sismember);
    inline("scard", 2, SetCommands::scard);
    inline("spop", 2, SetCommands::spop);
    inline("srandmember", 2, SetCommands::srandmember);
    inline("sinter", -2, SetAlgebra::sinter);
    inline("sinterstore", -3, SetAlgebra::sinterstore);
    inline("sunion", -2, SetAlgebra::sunion);
    inline("sunionstore", -3, SetAlgebra::sunionstore);
    inline("sdiff", -2, SetAlgebra::sdiff);
    inline("sdiffstore", -3, SetAlgebra::sdiffstore);
    inline("smembers", 2, SetAlgebra::sinter);
    inline("incrby", 3, StringCommands::incrby);
    inline("decrby", 3, StringCommands::decrby);
    payload("getset", 3, StringCommands::getset);
    payload("mset", -3, StringCommands::mset);
    payload("msetnx", -3, StringCommands::msetnx);
    inline("randomkey", 1, KeyCommands::randomkey);
    inline("select", 2, ConnectionCommands::select);
    inline("move", 3, KeyCommands::move);
    inline("rename", 3, KeyCommands::rename);
    inline("renamenx", 3, KeyCommands::renamenx);
    inline("expire", 3, ExpiryCommands::expire);
    inline("expireat", 3, ExpiryCommands::expireat);
    inline("keys", 2, KeyCommands::keys);
    inline("dbsize", 1, KeyCommands::dbsize);
    inline("auth", 2, ConnectionCommands::auth);
    inline("ping", 1, ConnectionCommands::ping);
    payload("echo", 2, ConnectionCommands::echo);
    inline("save", 1, PersistenceCommands::save);
    inline("bgsave", 1, PersistenceCommands::bgsave);
    inline("bgrewriteaof", 1, PersistenceCommands::bgrewriteaof);
    inline("shutdown", 1, ServerCommands::shutdown);
    inline("lastsave", 1, PersistenceCommands::lastsave);
    inline("type", 2, KeyCommands::type);
    inline("multi", 1, TransactionCommands::multi);
    inline(TransactionCommands.EXEC, 1, TransactionCommands::exec);
    inline(TransactionCommands.DISCARD, 1, TransactionCommands::discard);
    inline("sync", 1, ReplicationCommands::sync);
    inline("flushdb", 1, KeyCommands::flushdb);
    inline("flushall", 1, KeyCommands::flushall);
    inline("info", 1, ServerCommands::info);
    inline("ttl", 2, ExpiryCommands::ttl);
    inline("slaveof", 3, ReplicationCommands::slaveof);
    inline("debug", -2, DebugCommand::debug);
    payload("config", -2, ConfigCommand::config);
  }

  private CommandTable() {}

  /** Returns the command of a name in either case, or null. */
  static @Nullable Command find(Bytes name) {
    int slot = name.hashIgnoringCase() & (SLOTS - 1);
    Command command = TABLE[slot];
    while (command != null && !name.equalsIgnoreCase(command.name())) {
      slot = (slot + 1) & (SLOTS - 1);
      command = TABLE[slot];
    }
    return command;
  }

  /** Adds a command whose arguments all stand on a plain line. */
  private static void inline(String name, int arity, Action action) {
    add(new Command(name, arity, false, action));
  }

  /** Adds a command whose last argument follows a plain line as a payload. */
  private static void payload(String name, int arity, Action action) {
    add(new Command(name, arity, true, action));
  }

  private static void add(Command command) {
    int slot = Bytes.of(command.name()).hashIgnoringCase() & (SLOTS - 1);
    while (TABLE[slot] != null) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    TABLE[slot] = command;
  }
}
