package dev.kitsune.xf.model;

import dev.kitsune.unit.ClassFacts.FieldFacts;
import dev.kitsune.xf.model.TypeModel.LocalModel;
import dev.kitsune.xf.model.TypeModel.MethodModel;
import org.jspecify.annotations.Nullable;

/** What a path names in one version. */
public sealed interface Item {

  /** Returns the class, or the class that declares it. */
  TypeModel type();

  /** Returns what the item is, as messages say it. */
  String what();

  /** Returns the name of the member as a message shows it. */
  String shown();

  /** A class. */
  record OfClass(TypeModel type) implements Item {
    @Override
    public String what() {
      return "class";
    }

    @Override
    public String shown() {
      return type.sourceName();
    }
  }

  /** An instance field. */
  record OfField(TypeModel type, FieldFacts field) implements Item {
    @Override
    public String what() {
      return "field";
    }

    @Override
    public String shown() {
      return type.sourceName() + "." + field.name();
    }
  }

  /** A static field that is no enum constant. */
  record OfStatic(TypeModel type, FieldFacts field) implements Item {
    @Override
    public String what() {
      return "static";
    }

    @Override
    public String shown() {
      return type.sourceName() + "." + field.name();
    }
  }

  /** A constant of an enum. */
  record OfConstant(TypeModel type, String name) implements Item {
    @Override
    public String what() {
      return "enum constant";
    }

    @Override
    public String shown() {
      return type.sourceName() + "." + name;
    }
  }

  /** A parameter or local variable. */
  record OfLocal(TypeModel type, String method, LocalModel local) implements Item {
    @Override
    public String what() {
      return "local";
    }

    @Override
    public String shown() {
      return type.sourceName() + "." + method + "#" + local.name();
    }
  }

  /** A thread's entry. */
  record OfEntry(TypeModel type, MethodModel method) implements Item {
    @Override
    public String what() {
      return "entry";
    }

    @Override
    public String shown() {
      return type.sourceName() + "::" + method.name();
    }
  }

  /** Returns the descriptor of the value that the item holds, or null if it holds none. */
  default @Nullable String descriptor() {
    return this instanceof OfField field
        ? field.field().descriptor()
        : this instanceof OfStatic field
            ? field.field().descriptor()
            : this instanceof OfLocal local ? local.local().descriptor() : null;
  }
}
