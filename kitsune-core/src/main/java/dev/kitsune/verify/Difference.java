package dev.kitsune.verify;

/**
 * A slot of shared state that does not hold what it held.
 *
 * @param path from a root to the slot
 * @param before what it held
 * @param now what it holds
 */
public record Difference(String path, String before, String now) {

  @Override
  public String toString() {
    return "path=" + path + ", before=" + before + ", now=" + now;
  }
}
