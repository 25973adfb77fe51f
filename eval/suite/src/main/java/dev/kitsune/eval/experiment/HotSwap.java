package dev.kitsune.eval.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.eval.server.Children;
import dev.kitsune.eval.server.Installation;
import dev.kitsune.stream.Step;
import dev.kitsune.stream.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Plain HotSwap as the alternative: which steps the JVM would take by redefining classes in place
 * (the papers only say that most changes are refused: Jvolve, PLDI 2009, section 4). A JVM of its
 * own loads the old version's classes and is asked to redefine those that changed.
 */
public final class HotSwap {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;

  private final Installation installation;
  private final Children children;
  private final Path folder;

  /**
   * Sets up the experiment.
   *
   * @param folder where the agent's jar is made
   */
  public HotSwap(Installation installation, Children children, Path folder) {
    this.installation = installation;
    this.children = children;
    this.folder = folder;
  }

  /** Asks a JVM of a step. */
  public HotSwapRow run(Step step) throws IOException, InterruptedException {
    Version from = step.from();
    Version to = step.to();
    Path agent = agent();
    Path answer = Files.createTempFile("hotswap", ".json");
    try {
      List<String> command =
          List.of(
              installation.java().toString(),
              "-javaagent:" + agent,
              "-cp",
              agent + ":" + installation.home().path().resolve("lib/platform") + "/*",
              RedefiningAgent.class.getName(),
              from.jar().toString(),
              to.jar().toString(),
              answer.toString());
      Process process =
          children.add(
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(folder.resolve("hotswap.log").toFile())
                  .start());
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      children.end(process);
      if (!ended || process.exitValue() != 0) {
        throw new IOException(
            "redefinition was not tried: to="
                + to.version()
                + ", log="
                + folder.resolve("hotswap.log"));
      }
      JsonNode found = JSON.readTree(answer.toFile());
      int refused = found.path("refused").asInt();
      return new HotSwapRow(
          from.program(),
          from.version(),
          to.version(),
          found.path("changed").asInt(),
          refused,
          found.path("added").asInt(),
          found.path("removed").asInt(),
          refused == 0,
          found.path("firstRefusal").asText());
    } finally {
      Files.delete(answer);
    }
  }

  /** Makes a jar that a JVM takes as an agent, with the one class of it. */
  private Path agent() throws IOException {
    Path jar = folder.resolve("redefining-agent.jar");
    if (Files.exists(jar)) {
      return jar;
    }
    Files.createDirectories(folder);
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", RedefiningAgent.class.getName());
    attributes.putValue("Can-Redefine-Classes", "true");
    String name = RedefiningAgent.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream code = RedefiningAgent.class.getResourceAsStream("/" + name)) {
      if (code == null) {
        throw new IOException("the agent's class is not there: name=" + name);
      }
      out.putNextEntry(new JarEntry(name));
      code.transferTo(out);
    }
    return jar;
  }
}
