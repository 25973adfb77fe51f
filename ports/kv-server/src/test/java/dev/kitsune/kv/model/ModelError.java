package dev.kitsune.kv.model;

/** A request is answered with an error. */
final class ModelError extends RuntimeException {

  static final String WRONG_TYPE = "Operation against a key holding the wrong kind of value";

  ModelError(String text) {
    super(text);
  }
}
