package dev.kitsune.eval.kv;

import dev.kitsune.eval.load.ClosedLoop;
import dev.kitsune.eval.subject.Load;
import dev.kitsune.eval.subject.Said;
import dev.kitsune.eval.subject.Subject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import redis.clients.jedis.exceptions.JedisException;

/** kv-server: keys of which each has one owner, so that the right reply is known. */
public final class KvSubject implements Subject {

  /** The program's name in the catalogue. */
  public static final String PROGRAM = "kv-server";

  private static final int CLIENTS = 4;
  private static final int SAVING_MILLIS = 300_000;

  private final KvPlan plan;

  /** Makes the subject with a load. */
  public KvSubject(KvPlan plan) {
    this.plan = plan;
  }

  @Override
  public String program() {
    return PROGRAM;
  }

  @Override
  public List<String> prepare(Path data) {
    return List.of();
  }

  @Override
  public Load open(InetSocketAddress server) throws IOException {
    try {
      return new KvLoad(plan, server);
    } catch (JedisException e) {
      throw new IOException("cannot connect: server=" + server, e);
    }
  }

  @Override
  public Said ask(InetSocketAddress server) {
    try (Control control = new Control(server, plan.timeoutMillis())) {
      return control.said();
    } catch (JedisException e) {
      return Said.NOTHING;
    }
  }

  @Override
  public void keep(InetSocketAddress server) throws IOException {
    try (Control control = new Control(server, SAVING_MILLIS)) {
      control.saveAndShutDown();
    } catch (JedisException e) {
      throw new IOException("cannot connect: server=" + server, e);
    }
  }

  @Override
  public String restart() {
    return "SHUTDOWN with a save, then started with the dump";
  }

  @Override
  public List<String> operations() {
    return List.of("GET", "SET");
  }

  @Override
  public double perform(InetSocketAddress server, String operation, int count)
      throws IOException, InterruptedException {
    return ClosedLoop.run(
        CLIENTS, count, () -> new KvClient(server, plan.timeoutMillis(), operation));
  }
}
