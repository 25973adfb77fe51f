package dev.kitsune.xf.step;

/**
 * One place where a transformer touches a class of the program, linked when the step is loaded.
 *
 * @param owner a descriptor such as {@code Lold$/a/C;} (of the old version) or {@code [La/C;}
 * @param name of the member, or empty
 * @param descriptor of the member, with the old version's classes by their prefix, or empty
 */
public record Site(Kind kind, String owner, String name, String descriptor) {

  /** What is done there. */
  public enum Kind {
    GET,
    PUT,
    GET_STATIC,
    PUT_STATIC,
    CALL,
    CALL_STATIC,
    NEW,
    CAST,
    INSTANCE_OF,
    ARRAY,
    CLASS,
    XFORM
  }
}
