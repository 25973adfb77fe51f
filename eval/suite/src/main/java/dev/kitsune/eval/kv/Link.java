package dev.kitsune.eval.kv;

import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Findings;
import java.net.InetSocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection with its account. It is opened once and held; that it ends, and each time it is
 * opened again, is a failure that is counted. Used by one thread at a time.
 */
final class Link implements AutoCloseable {

  private final String name;
  private final InetSocketAddress address;
  private final int timeoutMillis;
  private final Findings findings;
  private @Nullable Jedis jedis;
  private long sent;
  private long answered;
  private long errors;
  private long reconnects;

  Link(String name, InetSocketAddress address, int timeoutMillis, Findings findings) {
    this.name = name;
    this.address = address;
    this.timeoutMillis = timeoutMillis;
    this.findings = findings;
    this.jedis = open();
  }

  /** Sends one request and waits for its reply. */
  <T> Answer<T> ask(Function<Jedis, @Nullable T> request) {
    return ask(1, request);
  }

  /** As {@link #ask(Function)}, for a pipeline of several requests. */
  <T> Answer<T> ask(int requests, Function<Jedis, @Nullable T> request) {
    sent += requests;
    Jedis open = jedis;
    try {
      if (open == null) {
        open = open();
        jedis = open;
        reconnects++;
      }
    } catch (JedisException refused) {
      return missing(requests);
    }
    try {
      T value = request.apply(open);
      answered += requests;
      return new Answer<>(Answer.State.ANSWERED, value);
    } catch (JedisConnectionException e) {
      findings.connectionDropped(name, e);
      disconnect();
      return missing(requests);
    } catch (JedisException | ClassCastException e) {
      // An error reply, or one of another kind than the command gives: it belongs to another
      // request.
      answered += requests;
      findings.wrongReply(name + ": " + e);
      return new Answer<>(Answer.State.WRONG, null);
    }
  }

  ConnectionLedger ledger() {
    return new ConnectionLedger(name, sent, answered, errors, reconnects);
  }

  @Override
  public void close() {
    disconnect();
  }

  private <T> Answer<T> missing(int requests) {
    errors += requests;
    findings.unanswered(requests);
    return new Answer<>(Answer.State.NONE, null);
  }

  private Jedis open() {
    return Clients.open(address, timeoutMillis);
  }

  private void disconnect() {
    Jedis open = jedis;
    jedis = null;
    if (open != null) {
      try {
        open.disconnect();
      } catch (JedisException alreadyGone) {
        // The connection is given up either way.
      }
    }
  }
}
