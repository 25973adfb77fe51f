package dev.kitsune.xf.compile;

import dev.kitsune.xf.syntax.Problem;
import dev.kitsune.xf.syntax.SourceText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles a transformer in memory, against stubs of both versions and the platform's jars. */
final class JavaCompilation {

  private final Map<String, byte[]> stubs;
  private final List<Path> platform;

  JavaCompilation(Map<String, byte[]> stubs, List<Path> platform) {
    this.stubs = stubs;
    this.platform = platform;
  }

  /**
   * Compiles the class of a text.
   *
   * @param problems gets javac's errors, each with the place that the code was written at
   * @return class files by binary name; empty if there were errors
   */
  Map<String, byte[]> compile(
      String className, GeneratedText text, SourceText source, List<Problem> problems) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    if (javac == null) {
      throw new IllegalStateException("expected a JDK with its compiler, found none; run a JDK");
    }
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    Map<String, ByteArrayOutputStream> outputs = new TreeMap<>();
    try (StandardJavaFileManager standard =
            javac.getStandardFileManager(null, Locale.ENGLISH, StandardCharsets.UTF_8);
        JavaFileManager files = new Files(standard, stubs, outputs)) {
      standard.setLocationFromPaths(StandardLocation.CLASS_PATH, platform);
      List<String> options =
          List.of(
              "-g", "-proc:none", "-nowarn", "-Xlint:none", "--release", "17", "-Xmaxerrs", "0");
      boolean done =
          javac
              .getTask(
                  null,
                  files,
                  found,
                  options,
                  null,
                  List.of(new Source(className, text.toString())))
              .call();
      addProblems(found.getDiagnostics(), text, source, problems);
      if (!done && problems.isEmpty()) {
        // Out of stack, for one, over code that is nested too deep.
        problems.add(source.problem(source.at(0), "javac gave up; write simpler code"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, byte[]> classes = new TreeMap<>();
    if (problems.isEmpty()) {
      outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    }
    return classes;
  }

  private static void addProblems(
      List<Diagnostic<? extends JavaFileObject>> found,
      GeneratedText text,
      SourceText source,
      List<Problem> problems) {
    Set<Problem> each = new LinkedHashSet<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : found) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        each.add(
            source.problem(
                text.origin(Math.max(0, diagnostic.getPosition())),
                JavacMessage.of(diagnostic.getMessage(Locale.ENGLISH))));
      }
    }
    problems.addAll(each); // code that several targets share says the same several times
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("xf:///" + name + Kind.SOURCE.extension), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Stub extends SimpleJavaFileObject {
    private final String binaryName;
    private final byte[] bytes;

    Stub(String binaryName, byte[] bytes) {
      super(URI.create("xf:///" + binaryName.replace('.', '/') + ".class"), Kind.CLASS);
      this.binaryName = binaryName;
      this.bytes = bytes;
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(bytes);
    }
  }

  /** Shows the stubs as if they stood on the class path, in place of what stands there. */
  private static final class Files extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, List<JavaFileObject>> byPackage = new TreeMap<>();
    private final Map<String, ByteArrayOutputStream> outputs;

    Files(
        JavaFileManager parent,
        Map<String, byte[]> stubs,
        Map<String, ByteArrayOutputStream> outputs) {
      super(parent);
      this.outputs = outputs;
      stubs.forEach((name, bytes) ->
          byPackage
              .computeIfAbsent(
                  name.substring(0, Math.max(0, name.lastIndexOf('.'))), key -> new ArrayList<>())
              .add(new Stub(name, bytes)));
    }

    @Override
    public Iterable<JavaFileObject> list(
        Location location, String packageName, Set<Kind> kinds, boolean recurse)
        throws IOException {
      boolean ours =
          location == StandardLocation.CLASS_PATH
              && kinds.contains(Kind.CLASS)
              && byPackage.containsKey(packageName);
      return ours
          ? byPackage.getOrDefault(packageName, List.of())
          : super.list(location, packageName, kinds, recurse);
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
      return file instanceof Stub stub ? stub.binaryName : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("xf:///" + className + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          outputs.put(className, out);
          return out;
        }
      };
    }
  }
}
