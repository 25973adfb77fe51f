package dev.kitsune.eval.http;

import dev.kitsune.eval.load.ClosedLoop;
import dev.kitsune.eval.subject.Load;
import dev.kitsune.eval.subject.Said;
import dev.kitsune.eval.subject.Subject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** http-server: streams of numbered frames, of which each listener checks every byte. */
public final class HttpSubject implements Subject {

  /** The program's name in the catalogue. */
  public static final String PROGRAM = "http-server";

  private static final Pattern SERVER = Pattern.compile("<server(?:_id)?>([^<]*)</server");
  private static final Pattern SOURCE = Pattern.compile("(?s)<source .*?</source>");
  private static final Pattern LISTENERS = Pattern.compile("<listeners>(\\d+)</listeners>");

  private static final int CLIENTS = 4;

  private final HttpPlan plan;

  /** Makes the subject with a load. */
  public HttpSubject(HttpPlan plan) {
    this.plan = plan;
  }

  @Override
  public String program() {
    return PROGRAM;
  }

  @Override
  public List<String> prepare(Path data) throws IOException {
    return List.of("-c", HttpSite.make(data).toString());
  }

  @Override
  public Load open(InetSocketAddress server) {
    return new HttpLoad(plan, server);
  }

  @Override
  public Said ask(InetSocketAddress server) {
    return ask(server, plan.timeoutMillis());
  }

  static Said ask(InetSocketAddress server, int timeoutMillis) {
    try (Http http = Http.connect(server, timeoutMillis)) {
      String head = http.request("GET", "/admin/stats", Http.login("admin", HttpSite.PASSWORD));
      String statistics = new String(http.rest(), StandardCharsets.UTF_8);
      Matcher name = SERVER.matcher(statistics);
      return Http.isOk(head) && name.find()
          ? new Said(version(name.group(1)), null, listeners(statistics))
          : Said.NOTHING;
    } catch (IOException e) {
      return Said.NOTHING;
    }
  }

  /** Returns the catalogue's name of a version that calls itself {@code Icecast 2.3.0-rc1}. */
  static String version(String server) {
    String last = server.substring(server.lastIndexOf(' ') + 1);
    return last.replace("-rc", ".rc");
  }

  private static long listeners(String statistics) {
    long sum = 0;
    Matcher sources = SOURCE.matcher(statistics);
    while (sources.find()) {
      Matcher listeners = LISTENERS.matcher(sources.group());
      sum += listeners.find() ? Long.parseLong(listeners.group(1)) : 0;
    }
    return sum;
  }

  @Override
  public void keep(InetSocketAddress server) {
    // It has nothing to keep: streams are cut off.
  }

  @Override
  public String restart() {
    return "ended, then started; sources and listeners come back by themselves";
  }

  @Override
  public List<String> operations() {
    return List.of("file of 256 bytes", "file of 20 kB");
  }

  @Override
  public double perform(InetSocketAddress server, String operation, int count)
      throws IOException, InterruptedException {
    boolean isSmall = operation.contains("256");
    String path = isSmall ? HttpSite.SMALL : HttpSite.LARGE;
    int length = isSmall ? HttpSite.SMALL_BYTES : HttpSite.LARGE_BYTES;
    return ClosedLoop.run(CLIENTS, count, () -> new FileAsker(path, length, plan, server));
  }
}
