package dev.kitsune.kv.server;

/** Runs the requests of clients that wait no longer; what is bound to the gate. */
public interface PostponedRequests {

  /** Runs what clients sent while they could not be served. Called inside a turn of the gate. */
  void runUnblocked();
}
