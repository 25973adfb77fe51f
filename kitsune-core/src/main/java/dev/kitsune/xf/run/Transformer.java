package dev.kitsune.xf.run;

import dev.kitsune.transform.Rules;
import dev.kitsune.transform.TransformException;
import dev.kitsune.xf.step.IndexedRule;
import dev.kitsune.xf.step.StepNames;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The code of a step's rules, loaded. */
final class Transformer {

  private final Class<?> type;
  private final MethodHandles.Lookup lookup;

  Transformer(Class<?> type) throws ReflectiveOperationException {
    this.type = type;
    // Its own access: a lambda cannot be made with another loader's.
    Method own = type.getDeclaredMethod(StepNames.LOOKUP);
    own.setAccessible(true);
    this.lookup = (MethodHandles.Lookup) own.invoke(null);
  }

  /** Returns the code of a rule for objects. */
  Rules.Body body(IndexedRule rule) {
    try {
      MethodHandle method = lookup.unreflect(method(rule));
      Rules.Body body =
          (Rules.Body)
              LambdaMetafactory.metafactory(
                      lookup,
                      "run",
                      MethodType.methodType(Rules.Body.class),
                      MethodType.methodType(void.class, Object.class, Object.class),
                      method,
                      method.type())
                  .getTarget()
                  .invokeExact();
      return (old, fresh) -> {
        try {
          body.run(old, fresh);
        } catch (Throwable e) {
          throw failed(rule, e);
        }
      };
    } catch (Throwable e) {
      throw failed(rule, e);
    }
  }

  /** Runs the code of a rule that is about no object. */
  void run(IndexedRule rule) {
    try {
      lookup.unreflect(method(rule)).invoke();
    } catch (Throwable e) {
      throw failed(rule, e);
    }
  }

  private Method method(IndexedRule rule) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(rule.method())) {
        return method;
      }
    }
    throw new IllegalStateException("no method of a rule: rule=" + rule.text());
  }

  /** Sets what the code sees as {@code $in}. */
  void set(IndexedRule rule, String variable, @Nullable Object value) {
    try {
      variable(rule, variable).set(null, value);
    } catch (ReflectiveOperationException e) {
      throw failed(rule, e);
    }
  }

  /** Returns what the code left in {@code $out}. */
  @Nullable Object get(IndexedRule rule, String variable) {
    try {
      return variable(rule, variable).get(null);
    } catch (ReflectiveOperationException e) {
      throw failed(rule, e);
    }
  }

  private Field variable(IndexedRule rule, String variable) throws NoSuchFieldException {
    String method = String.valueOf(rule.method());
    Field field = type.getDeclaredField(variable + method.substring(method.indexOf('$') + 1));
    field.setAccessible(true);
    return field;
  }

  private static RuntimeException failed(IndexedRule rule, Throwable e) {
    if (e instanceof TransformException || e instanceof Rules.Failure) {
      return (RuntimeException) e;
    }
    String at = rule.at();
    for (StackTraceElement frame : e.getStackTrace()) {
      if (frame.getClassName().startsWith(StepNames.TRANSFORMER) && frame.getLineNumber() > 0) {
        at = frame.getFileName() + ":" + frame.getLineNumber();
        break;
      }
    }
    return new Rules.Failure("rule " + rule.text() + " failed at " + at + ": cause=" + e, e);
  }
}
