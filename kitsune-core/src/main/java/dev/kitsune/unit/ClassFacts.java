package dev.kitsune.unit;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one class file says, before weaving. Names are binary names with dots ({@code a.b.C$D}).
 *
 * @param name the class
 * @param access its access flags as in the class file
 * @param superName its superclass; null only for {@code java.lang.Object}
 * @param interfaces its direct superinterfaces
 * @param fields its declared fields in order
 * @param references every class that the file names anywhere: descriptors, signatures, annotations,
 *     permitted subclasses, record components, inner classes, constants, dynamic constants
 * @param digest of the class file without line tables, in hexadecimal
 */
public record ClassFacts(
    String name,
    int access,
    @Nullable String superName,
    List<String> interfaces,
    List<FieldFacts> fields,
    Set<String> references,
    String digest) {

  /**
   * One declared field.
   *
   * @param access flags as in the class file, {@code final} included
   * @param descriptor such as {@code Ljava/util/Map;}
   * @param signature generic signature, or null
   * @param annotations descriptors of its annotations, visible or not
   */
  public record FieldFacts(
      String name,
      int access,
      String descriptor,
      @Nullable String signature,
      Set<String> annotations) {}

  /** Returns the declared field of this name, or null. */
  public @Nullable FieldFacts field(String fieldName) {
    for (FieldFacts field : fields) {
      if (field.name().equals(fieldName)) {
        return field;
      }
    }
    return null;
  }
}
