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
    growingPayload("set", 3, StringCommands::set);
    growingPayload("setnx", 3, StringCommands::setnx);
    growingPayload("setex", 4, StringCommands::setex);
    growingPayload("append", 3, StringCommands::append);
    inline("substr", 4, StringCommands::substr);
    inline("del", -2, KeyCommands::del);
    inline("exists", 2, KeyCommands::exists);
    growing("incr", 2, StringCommands::incr);
    growing("decr", 2, StringCommands::decr);
    inline("mget", -2, StringCommands::mget);
    growingPayload("rpush", 3, ListCommands::rpush);
    growingPayload("lpush", 3, ListCommands::lpush);
    inline("rpop", 2, ListCommands::rpop);
    inline("lpop", 2, ListCommands::lpop);
    inline("brpop", -3, BlockingCommands::brpop);
    inline("blpop", -3, BlockingCommands::blpop);
    inline("llen", 2, ListCommands::llen);
    inline("lindex", 3, ListCommands::lindex);
    growingPayload("lset", 4, ListCommands::lset);
    inline("lrange", 4, ListCommands::lrange);
    inline("ltrim", 4, ListCommands::ltrim);
    payload("lrem", 4, ListCommands::lrem);
    growing("rpoplpush", 3, ListCommands::rpoplpush);
    growingPayload("sadd", 3, SetCommands::sadd);
    payload("srem", 3, SetCommands::srem);
    payload("smove", 4, SetCommands::smove);
    payload("sismember", 3, SetCommands::sismember);
    inline("scard", 2, SetCommands::scard);
    inline("spop", 2, SetCommands::spop);
    inline("srandmember", 2, SetCommands::srandmember);
    growing("sinter", -2, SetAlgebra::sinter);
    growing("sinterstore", -3, SetAlgebra::sinterstore);
    growing("sunion", -2, SetAlgebra::sunion);
    growing("sunionstore", -3, SetAlgebra::sunionstore);
    growing("sdiff", -2, SetAlgebra::sdiff);
    growing("sdiffstore", -3, SetAlgebra::sdiffstore);
    inline("smembers", 2, SetAlgebra::sinter);
    growingPayload("zadd", 4, SortedSetCommands::zadd);
    growingPayload("zincrby", 4, SortedSetCommands::zincrby);
    payload("zrem", 3, SortedSetCommands::zrem);
    inline("zremrangebyscore", 4, SortedSetRanges::zremrangebyscore);
    inline("zremrangebyrank", 4, SortedSetRanges::zremrangebyrank);
    growing("zunionstore", -4, SortedSetAlgebra::zunionstore);
    growing("zinterstore", -4, SortedSetAlgebra::zinterstore);
    inline("zrange", -4, SortedSetRanges::zrange);
    inline("zrangebyscore", -4, SortedSetRanges::zrangebyscore);
    inline("zcount", 4, SortedSetRanges::zcount);
    inline("zrevrange", -4, SortedSetRanges::zrevrange);
    inline("zcard", 2, SortedSetCommands::zcard);
    growingPayload("zscore", 3, SortedSetCommands::zscore);
    payload("zrank", 3, SortedSetCommands::zrank);
    payload("zrevrank", 3, SortedSetCommands::zrevrank);
    growingPayload("hset", 4, HashCommands::hset);
    growingPayload("hsetnx", 4, HashCommands::hsetnx);
    payload("hget", 3, HashCommands::hget);
    growingPayload("hmset", -4, HashCommands::hmset);
    payload("hmget", -3, HmgetCommand::hmget);
    growing("hincrby", 4, HashCommands::hincrby);
    payload("hdel", 3, HashCommands::hdel);
    inline("hlen", 2, HashCommands::hlen);
    inline("hkeys", 2, HashCommands::hkeys);
    inline("hvals", 2, HashCommands::hvals);
    inline("hgetall", 2, HashCommands::hgetall);
    payload("hexists", 3, HashCommands::hexists);
    growing("incrby", 3, StringCommands::incrby);
    growing("decrby", 3, StringCommands::decrby);
    growingPayload("getset", 3, StringCommands::getset);
    growingPayload("mset", -3, StringCommands::mset);
    growingPayload("msetnx", -3, StringCommands::msetnx);
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
    growing(TransactionCommands.EXEC, 1, TransactionCommands::exec);
    inline(TransactionCommands.DISCARD, 1, TransactionCommands::discard);
    inline("sync", 1, ReplicationCommands::sync);
    inline("flushdb", 1, KeyCommands::flushdb);
    inline("flushall", 1, KeyCommands::flushall);
    growing("sort", -2, SortCommand::sort);
    inline("info", 1, ServerCommands::info);
    inline("monitor", 1, Monitoring::monitor);
    inline("ttl", 2, ExpiryCommands::ttl);
    inline("slaveof", 3, ReplicationCommands::slaveof);
    inline("debug", -2, DebugCommand::debug);
    payload("config", -2, ConfigCommand::config);
    inline("subscribe", -2, PubSubCommands::subscribe);
    inline("unsubscribe", -1, PubSubCommands::unsubscribe);
    inline("psubscribe", -2, PubSubCommands::psubscribe);
    inline("punsubscribe", -1, PubSubCommands::punsubscribe);
    payload("publish", 3, PubSubCommands::publish);
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
    add(new Command(name, arity, false, false, action));
  }

  /** As {@link #inline}, of a command that may need more memory. */
  private static void growing(String name, int arity, Action action) {
    add(new Command(name, arity, false, true, action));
  }

  /** Adds a command whose last argument follows a plain line as a payload. */
  private static void payload(String name, int arity, Action action) {
    add(new Command(name, arity, true, false, action));
  }

  /** As {@link #payload}, of a command that may need more memory. */
  private static void growingPayload(String name, int arity, Action action) {
    add(new Command(name, arity, true, true, action));
  }

  private static void add(Command command) {
    int slot = Bytes.of(command.name()).hashIgnoringCase() & (SLOTS - 1);
    while (TABLE[slot] != null) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    TABLE[slot] = command;
  }
}
