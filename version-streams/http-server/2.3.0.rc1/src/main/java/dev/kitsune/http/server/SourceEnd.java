package dev.kitsune.http.server;

import dev.kitsune.http.auth.Authenticator;
import dev.kitsune.http.config.MountSettings;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.server.AuthTask.Kind;
import java.util.ArrayList;
import java.util.List;

/** What happens when a source ends. */
public final class SourceEnd {

  private SourceEnd() {}

  /** Moves the listeners to the fallback or ends them, and takes the source out of everything. */
  public static void end(Source source) {
    Server server = source.server();
    server.log(Level.INFO, "source/source_shutdown", "Source " + source.mount() + " exiting");
    Source fallback = server.isRunning() ? server.find(source.fallbackMount()) : null;
    if (fallback != null) {
      source.moveListeners(fallback);
    }
    List<Listener> left = new ArrayList<>();
    synchronized (source) {
      left.addAll(source.active().values());
      left.addAll(source.pending());
      source.active().clear();
      source.pending().clear();
    }
    for (Listener each : left) {
      server.listenerEnds(each);
    }
    server.statistics().remove(source.mount());
    if (source.isOnDemand()) {
      server.statistics().set(source.mount(), "on_demand", "1");
    }
    Authenticator authenticator = server.authenticator(source.mount());
    if (authenticator != null) {
      server
          .authTasks()
          .addFirst(AuthTask.of(Kind.STREAM_END, authenticator, source.mount(), null));
    }
    MountSettings settings = source.settings();
    if (settings != null && settings.onDisconnect() != null) {
      SourceStart.run(server, settings.onDisconnect(), source.mount());
    }
    server.sourceEnds();
    Dump dump = source.dump();
    if (dump != null) {
      dump.close();
    }
    Input input = source.input();
    if (input != null) {
      input.close();
    }
    server.refreshSources();
  }
}
