package dev.kitsune.xf.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What the code of one version does, as far as a check asks.
 *
 * @param instantiated binary names of classes of which there may be objects
 * @param points labels of update points, with the methods that have them
 * @param entries thread entries, as {@code a.Main::work}
 * @param named class names that stand in strings, with the classes that have them
 * @param lambdas bodies of lambdas that go into a field: class, then method to field
 * @param values by {@code class.field}, how initialisers make the statics' values
 * @param reaches by class, what its initialiser touches outside
 */
record CodeFacts(
    Set<String> instantiated,
    SortedMap<String, SortedSet<String>> points,
    SortedSet<String> entries,
    SortedMap<String, SortedSet<String>> named,
    SortedMap<String, SortedMap<String, String>> lambdas,
    Map<String, Value> values,
    SortedMap<String, SortedSet<String>> reaches) {

  /**
   * How an initialiser makes a value.
   *
   * @param code its instructions as text, equal if and only if they are the same
   * @param shown the constant as Java writes it, or null for other code
   * @param made the class of the object that is made there, or null
   * @param call the platform's method that returns it, as {@code java.util.List.of}, or null
   * @param isLambda whether it is a lambda or method reference
   * @param isEmptyArray whether it is an array without elements
   */
  record Value(
      String code,
      @Nullable String shown,
      @Nullable String made,
      @Nullable String call,
      boolean isLambda,
      boolean isEmptyArray) {

    static final Value ZERO = new Value("", null, null, null, false, false);

    /** Returns what a remark shows: the constant, or what makes the value. */
    String text() {
      List<@Nullable String> all = new java.util.ArrayList<>();
      all.add(shown);
      all.add(made == null ? null : "new " + made);
      all.add(call == null ? null : call + "(...)");
      for (String each : all) {
        if (each != null) {
          return each;
        }
      }
      return code.isEmpty() ? "zero" : "an expression";
    }
  }

  /** Returns how the static's value is made. */
  Value value(String className, String field) {
    return values.getOrDefault(className + "." + field, Value.ZERO);
  }
}
