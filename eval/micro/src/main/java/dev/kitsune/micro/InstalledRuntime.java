package dev.kitsune.micro;

import dev.kitsune.internal.Hooks;
import dev.kitsune.internal.Runtime;
import java.lang.reflect.Proxy;

/** Puts a runtime behind the API that must never be asked anything: no update is wanted. */
final class InstalledRuntime {

  private InstalledRuntime() {}

  /** Installs it, or takes it away. */
  static void set(boolean installed) {
    Hooks.install(installed ? untouchable() : null);
    Hooks.request(false);
  }

  private static Runtime untouchable() {
    return (Runtime)
        Proxy.newProxyInstance(
            Runtime.class.getClassLoader(),
            new Class<?>[] {Runtime.class},
            (proxy, method, arguments) -> {
              throw new IllegalStateException("asked while no update is wanted: " + method);
            });
  }
}
