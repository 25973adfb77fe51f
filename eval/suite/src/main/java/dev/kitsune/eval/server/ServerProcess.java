package dev.kitsune.eval.server;

import dev.kitsune.control.ControlClient;
import dev.kitsune.control.ControlDirectory;
import dev.kitsune.control.ControlException;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Version;
import dev.kitsune.update.Deadlines;
import dev.kitsune.update.UpdateException;
import dev.kitsune.update.UpdateReport;
import dev.kitsune.update.Verifying;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A server as a child process on a loopback port, updated over its control socket as the {@code
 * kitsune update} command does. That command's own JVM is left out, since on a small machine its
 * start would disturb the very moment that is measured.
 */
final class ServerProcess implements ServerUnderTest {

  /** The checks lie inside the phases. */
  private static final Deadlines VERIFIED =
      new Deadlines(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(5));

  /** Finds versions by name. */
  @FunctionalInterface
  interface Versions {

    /** Returns the version. */
    Version named(String name) throws CatalogueException;
  }

  private final Versions versions;
  private final Children children;
  private final Process process;
  private final InetSocketAddress address;
  private @Nullable VitalsReader vitals;

  ServerProcess(Versions versions, Children children, Process process, InetSocketAddress address) {
    this.versions = versions;
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
  public UpdateResult update(String name) throws IOException {
    return update(name, Deadlines.DEFAULT, false, Verifying.OFF);
  }

  @Override
  public UpdateResult verify(String name) throws IOException {
    return update(name, VERIFIED, false, Verifying.ON);
  }

  @Override
  public UpdateResult dryRun(String name) throws IOException {
    return update(name, Deadlines.DEFAULT, true, Verifying.OFF);
  }

  private UpdateResult update(String name, Deadlines deadlines, boolean isDry, Verifying verifying)
      throws IOException {
    Version version;
    try {
      version = versions.named(name);
    } catch (CatalogueException e) {
      throw new IOException(e.getMessage(), e);
    }
    try (ControlClient client = ControlDirectory.ofUser().connect(pid())) {
      long requested = System.nanoTime();
      UpdateReport report = null;
      String error = "";
      try {
        report = client.update(version.jar(), deadlines, isDry, verifying, phase -> {});
      } catch (UpdateException.Refused refused) {
        error = String.valueOf(refused.getMessage());
      }
      return new UpdateResult(report, error, requested, System.nanoTime());
    } catch (ControlException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Vitals vitals(boolean collectFirst) throws IOException {
    return reader().read(collectFirst);
  }

  @Override
  public void resetPeaks() throws IOException {
    reader().resetPeaks();
  }

  @Override
  public void close() {
    VitalsReader open = vitals;
    if (open != null) {
      try {
        open.close();
      } catch (IOException alreadyGone) {
        // The process ends next.
      }
    }
    children.end(process);
  }

  private VitalsReader reader() throws IOException {
    VitalsReader open = vitals;
    if (open == null) {
      open = new VitalsReader(pid());
      vitals = open;
    }
    return open;
  }
}
