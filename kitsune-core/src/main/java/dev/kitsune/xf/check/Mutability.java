package dev.kitsune.xf.check;

import dev.kitsune.transform.StaticFinals;
import dev.kitsune.unit.ClassFacts.FieldFacts;
import dev.kitsune.xf.model.TypeModel;
import dev.kitsune.xf.model.VersionTypes;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Whether the object of a static final has contents that may change, as far as its declaration and
 * initialiser say; the update itself looks at the object.
 */
final class Mutability {

  /** What can be said. */
  enum Answer {
    NO,
    YES,
    UNKNOWN
  }

  private static final Set<String> FIXED =
      Set.of(
          "java.util.List.of",
          "java.util.List.copyOf",
          "java.util.Set.of",
          "java.util.Set.copyOf",
          "java.util.Map.of",
          "java.util.Map.copyOf",
          "java.util.Map.ofEntries",
          "java.util.Map.entry",
          "java.util.stream.Stream.toList",
          "java.util.Collections.emptyList",
          "java.util.Collections.emptyMap",
          "java.util.Collections.emptySet",
          "java.util.Collections.singleton",
          "java.util.Collections.singletonList",
          "java.util.Collections.singletonMap");

  /** Methods whose containers can change, or show what can. */
  private static final Pattern CHANGING =
      Pattern.compile(
          "java\\.util\\.(Collections\\.(unmodifiable|synchronized|new).*|Arrays\\.asList)");

  private static final Pattern NAMED = Pattern.compile("L([^;<]+)");

  private final VersionTypes types;
  private final CodeFacts code;

  Mutability(VersionTypes types, CodeFacts code) {
    this.types = types;
    this.code = code;
  }

  /** Returns whether the static's object may change after it was made. */
  Answer of(TypeModel owner, FieldFacts field) {
    CodeFacts.Value value = code.value(owner.name(), field.name());
    Type type = Type.getType(field.descriptor());
    if (type.getSort() < Type.ARRAY || value.isLambda() || value.shown() != null) {
      return Answer.NO;
    }
    if (type.getSort() == Type.ARRAY) {
      return value.isEmptyArray() ? Answer.NO : Answer.YES;
    }
    if (value.call() != null && FIXED.contains(value.call())) {
      return ofArguments(field);
    }
    if (value.call() != null && CHANGING.matcher(value.call()).matches()) {
      return Answer.YES;
    }
    String made = value.made();
    return ofClass(made == null ? type.getClassName() : made, made != null, new HashSet<>());
  }

  /** A fixed container is as mutable as its elements are declared to be. */
  private Answer ofArguments(FieldFacts field) {
    String signature = field.signature();
    Answer worst = Answer.NO;
    if (signature != null && signature.indexOf('<') > 0) {
      Matcher names = NAMED.matcher(signature.substring(signature.indexOf('<')));
      while (names.find()) {
        Answer each = ofClass(names.group(1).replace('/', '.'), false, new HashSet<>());
        if (each == Answer.YES) {
          worst = each;
        }
      }
      if (signature.indexOf('[') > 0) {
        worst = Answer.YES;
      }
    }
    return worst;
  }

  /**
   * @param exactly whether the object is of this class, and of none below it
   */
  private Answer ofClass(String name, boolean exactly, Set<String> seen) {
    if (!seen.add(name)) {
      return Answer.NO;
    }
    TypeModel type = types.find(name);
    if (type == null) {
      return ofPlatform(name, exactly);
    }
    if (type.isEnum()) {
      return Answer.NO;
    }
    if (!exactly && (type.isInterface() || Modifier.isAbstract(type.flags()))) {
      return Answer.UNKNOWN;
    }
    Answer worst = Answer.NO;
    for (TypeModel each = type; each != null; each = above(each)) {
      for (FieldFacts field : each.facts().fields()) {
        if (!Modifier.isStatic(field.access())) {
          Answer answer = ofField(field, seen);
          worst = answer == Answer.NO || worst == Answer.YES ? worst : answer;
        }
      }
    }
    return worst;
  }

  private Answer ofField(FieldFacts field, Set<String> seen) {
    Type declared = Type.getType(field.descriptor());
    if (!Modifier.isFinal(field.access())) {
      return Answer.YES;
    }
    if (declared.getSort() == Type.ARRAY) {
      return Answer.UNKNOWN; // an empty one is as good as a constant
    }
    return declared.getSort() < Type.ARRAY
        ? Answer.NO
        : ofClass(declared.getClassName(), false, seen);
  }

  private @Nullable TypeModel above(TypeModel type) {
    String superName = type.facts().superName();
    return superName == null ? null : types.find(superName);
  }

  private static Answer ofPlatform(String name, boolean exactly) {
    try {
      Class<?> type = Class.forName(name, false, Mutability.class.getClassLoader());
      if (StaticFinals.isImmutablePlatformClass(type) || type.isEnum()) {
        return Answer.NO;
      }
      boolean isOpen = type.isInterface() || Modifier.isAbstract(type.getModifiers());
      return isOpen && !exactly ? Answer.UNKNOWN : Answer.YES;
    } catch (ClassNotFoundException | LinkageError e) {
      return Answer.UNKNOWN;
    }
  }
}
