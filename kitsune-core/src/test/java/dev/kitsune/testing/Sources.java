package dev.kitsune.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles text blocks in memory, so that two versions of a program stand side by side in a test.
 */
public final class Sources {

  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^\\s*(?:@\\w+\\s+)*(?:public\\s+|final\\s+|abstract\\s+|sealed\\s+|non-sealed\\s+)*"
              + "(?:class|interface|enum|record|@interface)\\s+(\\w+)");

  private Sources() {}

  /**
   * Compiles one file per argument against the test class path, with {@code -g}.
   *
   * @return class files by binary name ({@code a.b.C$D})
   * @throws AssertionError with javac's messages if it fails
   */
  public static Map<String, byte[]> compile(String... sources) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> files = new ArrayList<>();
    for (String source : sources) {
      files.add(new Source(nameOf(source), source));
    }
    Map<String, ByteArrayOutputStream> outputs = new TreeMap<>();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager standard = javac.getStandardFileManager(null, null, null);
        JavaFileManager memory = new Memory(standard, outputs)) {
      List<String> options =
          List.of(
              "-g",
              "-parameters",
              "-proc:none",
              "--release",
              "17",
              "-classpath",
              System.getProperty("java.class.path"));
      if (!javac.getTask(messages, memory, null, options, null, files).call()) {
        throw new AssertionError(messages.toString());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Map<String, byte[]> classes = new TreeMap<>();
    outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }

  /** Returns the binary name of the first type that a source declares. */
  public static String nameOf(String source) {
    Matcher type = TYPE.matcher(source);
    if (!type.find()) {
      throw new AssertionError("no type declared in: " + source);
    }
    Matcher pkg = PACKAGE.matcher(source);
    return pkg.find() ? pkg.group(1) + "." + type.group(1) : type.group(1);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("mem:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> outputs;

    Memory(JavaFileManager parent, Map<String, ByteArrayOutputStream> outputs) {
      super(parent);
      this.outputs = outputs;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      URI uri = URI.create("mem:///" + className.replace('.', '/') + kind.extension);
      return new SimpleJavaFileObject(uri, kind) {
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
