package dev.kitsune.http.server;

import dev.kitsune.http.auth.Authenticator;
import dev.kitsune.http.config.MountSettings;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.server.AuthTask.Kind;
import java.io.IOException;

/** What happens when a source begins. */
public final class SourceStart {

  private SourceStart() {}

  /** Shows a source in the statistics and takes back the listeners of its fallback. */
  public static void begin(Source source) {
    Server server = source.server();
    String mount = source.mount();
    server.log(Level.INFO, "source/source_init", "Source " + mount + " initialised");
    if (source.isHidden()) {
      server.statistics().hide(mount);
    }
    server.statistics().set(mount, "listeners", "0");
    SourceStatistics.tell(source);
    Authenticator authenticator = server.authenticator(mount);
    if (authenticator != null) {
      server.authTasks().addFirst(AuthTask.of(Kind.STREAM_START, authenticator, mount, null));
    }
    MountSettings settings = source.settings();
    if (settings != null && settings.onConnect() != null) {
      run(server, settings.onConnect(), mount);
    }
    overrideFallback(source);
    server.refreshSources();
  }

  /** Runs a program that the settings name; its output is nobody's. */
  static void run(Server server, String program, String mount) {
    try {
      new ProcessBuilder(program, mount)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .getOutputStream()
          .close();
    } catch (IOException e) {
      server.log(Level.EROR, "source/source_run_script", "cannot run: program=" + program);
    }
  }

  private static void overrideFallback(Source source) {
    MountSettings settings = source.settings();
    if (settings != null && settings.fallbackOverride()) {
      Source fallback = source.server().find(settings.fallbackMount());
      if (fallback != null) {
        fallback.moveListeners(source);
      }
    }
  }
}
