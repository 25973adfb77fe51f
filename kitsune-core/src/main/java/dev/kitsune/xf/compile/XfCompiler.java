package dev.kitsune.xf.compile;

import dev.kitsune.xf.model.Binder;
import dev.kitsune.xf.model.BoundRule;
import dev.kitsune.xf.model.BoundRule.Kind;
import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.Item;
import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.step.IndexedRule;
import dev.kitsune.xf.step.StepDigests;
import dev.kitsune.xf.step.StepIndex;
import dev.kitsune.xf.step.StepNames;
import dev.kitsune.xf.syntax.Problem;
import dev.kitsune.xf.syntax.XfException;
import dev.kitsune.xf.syntax.XfFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodNode;

/** Compiles a specification for a step: what {@code kitsune xfgen} does. */
public final class XfCompiler {

  private final StepTypes types;
  private final List<Path> platform;

  /**
   * Makes a compiler for one step.
   *
   * @param platform jars and folders of what both versions and the bodies use
   */
  public XfCompiler(StepTypes types, List<Path> platform) {
    this.types = types;
    this.platform = List.copyOf(platform);
  }

  /**
   * Parses, binds and compiles a specification.
   *
   * @param file how errors name it
   * @throws XfException with all that is wrong, as far as it was found
   */
  public CompiledStep compile(String file, String text) throws XfException {
    return compile(Binder.bind(types, XfFile.parse(file, text)));
  }

  /** Compiles a bound specification. */
  public CompiledStep compile(BoundStep step) throws XfException {
    Generator generator = new Generator(step);
    GeneratedText java = generator.generate();
    fail(generator.problems());
    Map<Integer, String> methods = new HashMap<>(generator.methods());
    List<MethodNode> initial = initialValues(step, methods);
    Map<String, byte[]> files = new TreeMap<>();
    List<dev.kitsune.xf.step.Site> sites = List.of();
    if (!methods.isEmpty() || step.file().preamble() != null) {
      List<Problem> problems = new ArrayList<>();
      Map<String, byte[]> compiled =
          new JavaCompilation(new Stubs(types).make(), platform)
              .compile(StepNames.TRANSFORMER, java, step.file().source(), problems);
      fail(problems);
      try (URLClassLoader loader = new URLClassLoader(urls(), XfCompiler.class.getClassLoader())) {
        Relinker relinker =
            new Relinker(
                new Erasure(types),
                new OldCalls(types),
                step.file().source(),
                java.lines(),
                loader,
                problems);
        relinker
            .relink(compiled, initial)
            .forEach((name, bytes) -> files.put(name + ".class", bytes));
        sites = relinker.sites();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      fail(problems.stream().distinct().toList());
    }
    files.put(StepNames.INDEX, index(step, generator, methods, sites).toJson());
    files.put(StepNames.SOURCE, step.file().source().text().getBytes(StandardCharsets.UTF_8));
    return new CompiledStep(files, step.rules().size());
  }

  private URL[] urls() throws MalformedURLException {
    URL[] urls = new URL[platform.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = platform.get(i).toUri().toURL();
    }
    return urls;
  }

  private static void fail(List<Problem> problems) throws XfException {
    if (!problems.isEmpty()) {
      throw new XfException(problems);
    }
  }

  private List<MethodNode> initialValues(BoundStep step, Map<Integer, String> methods)
      throws XfException {
    List<MethodNode> made = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    InitialValues values = new InitialValues(types);
    for (BoundRule rule : step.rules()) {
      boolean isField = rule.kind() == Kind.INIT || rule.kind() == Kind.MOVE;
      if (isField && rule.acceptsOwn() && rule.to() instanceof Item.OfField field) {
        try {
          MethodNode method = values.method(field, "rule$" + rule.number());
          if (method != null) {
            made.add(method);
            methods.put(rule.number(), method.name);
          }
        } catch (InitialValues.None e) {
          problems.add(step.file().source().problem(rule.at(), String.valueOf(e.getMessage())));
        }
      }
    }
    fail(problems);
    return made;
  }

  private StepIndex index(
      BoundStep step,
      Generator generator,
      Map<Integer, String> methods,
      List<dev.kitsune.xf.step.Site> sites) {
    List<IndexedRule> rules = new ArrayList<>();
    String file = step.file().source().file();
    String shortFile = file.substring(file.lastIndexOf('/') + 1);
    for (BoundRule rule : step.rules()) {
      rules.add(
          new IndexedRule(
              rule.kind().name(),
              rule.target().toString(),
              shortFile + ":" + rule.at().line(),
              ref(rule.from()),
              ref(rule.to()),
              generator.bases().get(rule.number()),
              methods.get(rule.number()),
              rule.target() instanceof dev.kitsune.xf.syntax.Target.Init init
                  ? init.threadName()
                  : null,
              rule.acceptsOwn()));
    }
    return new StepIndex(
        StepIndex.FORMAT,
        shortFile,
        StepDigests.of(types.old().jar()),
        StepDigests.of(types.fresh().jar()),
        StepDigests.ofNames(types.kept()),
        step.renamed(),
        rules,
        sites);
  }

  private static IndexedRule.@Nullable Ref ref(@Nullable Item item) {
    if (item == null) {
      return null;
    }
    String owner = item.type().name();
    if (item instanceof Item.OfField field) {
      return new IndexedRule.Ref(
          item.what(), owner, null, field.field().name(), field.field().descriptor());
    }
    if (item instanceof Item.OfStatic field) {
      return new IndexedRule.Ref(
          item.what(), owner, null, field.field().name(), field.field().descriptor());
    }
    if (item instanceof Item.OfConstant constant) {
      return new IndexedRule.Ref(item.what(), owner, null, constant.name(), null);
    }
    if (item instanceof Item.OfLocal local) {
      return new IndexedRule.Ref(
          item.what(), owner, local.method(), local.local().name(), local.local().descriptor());
    }
    if (item instanceof Item.OfEntry entry) {
      return new IndexedRule.Ref(
          item.what(), owner, entry.method().name(), null, entry.method().descriptor());
    }
    return new IndexedRule.Ref(item.what(), owner, null, null, null);
  }
}
