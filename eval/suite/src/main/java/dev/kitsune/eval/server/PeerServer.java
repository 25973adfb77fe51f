package dev.kitsune.eval.server;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A real server, to be compared with: it takes no updates, and there is no look inside. */
final class PeerServer implements ServerUnderTest {

  private final String name;
  private final Children children;
  private final Process process;
  private final InetSocketAddress address;

  PeerServer(String name, Children children, Process process, InetSocketAddress address) {
    this.name = name;
    this.children = children;
    this.process = process;
    this.address = address;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public UpdateResult update(String version) throws IOException {
    throw new IOException(name + " takes no updates");
  }

  @Override
  public UpdateResult verify(String version) throws IOException {
    throw new IOException(name + " takes no updates");
  }

  @Override
  public UpdateResult dryRun(String version) throws IOException {
    throw new IOException(name + " takes no updates");
  }

  @Override
  public Vitals vitals(boolean collectFirst) throws IOException {
    throw new IOException(name + " has no look inside");
  }

  @Override
  public void resetPeaks() {
    // It has none.
  }

  @Override
  public void close() {
    children.end(process);
  }
}
