package dev.kitsune.xf.run;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Where call sites of transformers are linked; called by the JVM. */
public final class Linkage {

  private Linkage() {}

  /**
   * Links one call site of a transformer to what was found for it at prepare.
   *
   * @param caller the transformer's own access
   * @param name of the site's kind, for who reads the code
   * @param type what the code expects, with the platform's types in place of the program's
   * @param site the site's number
   */
  public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int site) {
    if (!(caller.lookupClass().getClassLoader() instanceof StepLoader loader)) {
      throw new IllegalArgumentException(
          "expected a transformer, found class=" + caller.lookupClass().getName());
    }
    return new ConstantCallSite(loader.site(site).asType(type));
  }
}
