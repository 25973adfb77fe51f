package dev.kitsune.ftp.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a case's script works with. */
public final class Context implements AutoCloseable {

  private final Site site;
  private final Running server;
  private final Runnable beforeLine;
  private final Deque<Ftp> open = new ArrayDeque<>();

  Context(Site site, Running server, Runnable beforeLine) {
    this.site = site;
    this.server = server;
    this.beforeLine = beforeLine;
  }

  /** Returns the files. */
  public Site site() {
    return site;
  }

  /** Returns the server. */
  public Running server() {
    return server;
  }

  /** Connects without reading the greeting. */
  public Ftp connect() {
    Ftp ftp = Ftp.connect(server.address(), beforeLine);
    open.push(ftp);
    return ftp;
  }

  /** Connects and reads the greeting. */
  public Ftp greeted() {
    Ftp ftp = connect();
    assertThat(ftp.reply()).startsWith("220 ");
    return ftp;
  }

  /** Connects as an anonymous user. */
  public Ftp anonymous() {
    return greeted().anonymous();
  }

  /** Connects as fred. */
  public Ftp fred() {
    return greeted().fred();
  }

  /** A place as before a line, though none is sent. */
  void between() {
    beforeLine.run();
  }

  @Override
  public void close() {
    open.forEach(Ftp::close);
  }
}
