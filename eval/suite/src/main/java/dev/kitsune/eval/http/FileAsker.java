package dev.kitsune.eval.http;

import dev.kitsune.eval.load.ClosedLoop;
import dev.kitsune.eval.subject.Correctness;
import dev.kitsune.eval.subject.Findings;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A client that fetches a file, and fails unless it is the right one. */
final class FileAsker implements ClosedLoop.Client {

  private final Findings findings = new Findings();
  private final FileClient file;

  FileAsker(String path, int length, HttpPlan plan, InetSocketAddress server) {
    file = new FileClient("closed", path, length, plan, server, findings);
  }

  @Override
  public void ask() throws IOException {
    file.fetch();
    Correctness found = findings.take();
    if (!found.isClean()) {
      throw new IOException(String.join("; ", found.firstFaults()));
    }
  }

  @Override
  public void close() {
    // Each file has its own connection.
  }
}
