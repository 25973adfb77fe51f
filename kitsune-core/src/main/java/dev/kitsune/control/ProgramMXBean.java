package dev.kitsune.control;

import java.util.List;

/**
 * The running program as seen over JMX, {@code dev.kitsune:type=Program}; updates are asked for at
 * the socket.
 */
public interface ProgramMXBean {

  /** Returns the program's name. */
  String getProgram();

  /** Returns the version that runs. */
  String getVersion();

  /** Returns where the program serves. */
  List<String> getAddresses();

  /** Returns when the process started, ISO-8601. */
  String getStarted();

  /** Returns the path of the control socket. */
  String getSocket();

  /** Returns the program's threads, one line each. */
  List<String> getThreads();

  /** Returns how many updates were tried. */
  int getUpdates();

  /** Returns whether an update is under way. */
  boolean isUpdating();

  /** Returns the last reports as JSON, oldest first. */
  List<String> getLastReports();
}
