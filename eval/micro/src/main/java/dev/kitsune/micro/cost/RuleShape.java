package dev.kitsune.micro.cost;

/** What a step does to every {@link Part}, as a specification and by hand. */
enum RuleShape {
  /** One field more, which takes zero. */
  DEFAULTS(NewPart.class, "", "total") {
    @Override
    Object move(OldPart old) {
      return new NewPart(old);
    }

    @Override
    long value(int number) {
      return 0;
    }
  },
  /** One field more, with its first value. */
  INIT(NewPart.class, "INIT Part.total: { $out = (long) $base.number * $base.weight; }", "total") {
    @Override
    Object move(OldPart old) {
      return withTotal(old);
    }

    @Override
    long value(int number) {
      return (long) number * (number % 100);
    }
  },
  /** One field of another type. */
  RETYPE(GramPart.class, "Part.weight -> Part.weight: { $out = $in * 1000L; }", "weight") {
    @Override
    Object move(OldPart old) {
      return new GramPart(old);
    }

    @Override
    long value(int number) {
      return number % 100 * 1000L;
    }
  },
  /** A rule for the whole class. */
  WHOLE(NewPart.class, "Part -> Part: { $out.total = (long) $in.number * $in.weight; }", "total") {
    @Override
    Object move(OldPart old) {
      return withTotal(old);
    }

    @Override
    long value(int number) {
      return (long) number * (number % 100);
    }
  };

  private final Class<?> newer;
  private final String xf;
  private final String field;

  RuleShape(Class<?> newer, String xf, String field) {
    this.newer = newer;
    this.xf = xf;
    this.field = field;
  }

  /** Returns the newer version of {@link Part}. */
  Class<?> newer() {
    return newer;
  }

  String xf() {
    return xf;
  }

  /** Returns the field that shows whether the step did its work. */
  String field() {
    return field;
  }

  /** Returns the new object for an old one. */
  abstract Object move(OldPart old);

  /** Returns what {@link #field} must be in the part of this number. */
  abstract long value(int number);

  /** Puts the new objects into the array's places; what is held twice stays one. */
  Object[] byHand(OldPart[] parts) {
    Object[] fresh = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      OldPart part = parts[i];
      Object known = part.forward;
      if (known == null) {
        known = move(part);
        part.forward = known;
      }
      fresh[i] = known;
    }
    return fresh;
  }

  /** Looks at what the hand-written loop made. */
  void check(Object[] fresh) {
    for (int i = 0; i < fresh.length; i += Math.max(1, fresh.length / 1000)) {
      long found = fresh[i] instanceof NewPart part ? part.total : ((GramPart) fresh[i]).weight;
      if (found != value(i)) {
        throw new IllegalStateException("the outcome is wrong: rule=" + this + ", part=" + i);
      }
    }
  }

  private static NewPart withTotal(OldPart old) {
    NewPart fresh = new NewPart(old);
    fresh.total = (long) old.number * old.weight;
    return fresh;
  }
}
