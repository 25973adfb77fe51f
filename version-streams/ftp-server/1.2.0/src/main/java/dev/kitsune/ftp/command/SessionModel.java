package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Count;
import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.config.Settings;

/** Which processes the original would have for a session; some of it can be seen from outside. */
final class SessionModel {

  private SessionModel() {}

  /** Returns whether a privileged parent looks after the session's process. */
  static boolean isTwoProcess(Settings settings) {
    return !settings.is(Flag.ONE_PROCESS_MODEL)
        && (settings.is(Flag.LOCAL_ENABLE) || needsParent(settings));
  }

  /**
   * Returns whether the limit of clients counts a session only until it is logged in: the process
   * that is counted is the parent, which ends at the login if nothing needs it.
   */
  static boolean isForgottenAfterLogin(Settings settings) {
    boolean isLimited = settings.get(Count.MAX_CLIENTS) > 0 || settings.get(Count.MAX_PER_IP) > 0;
    return isTwoProcess(settings) && !needsParent(settings) && !isLimited;
  }

  private static boolean needsParent(Settings settings) {
    return settings.is(Flag.CONNECT_FROM_PORT_20) || settings.is(Flag.CHOWN_UPLOADS);
  }
}
