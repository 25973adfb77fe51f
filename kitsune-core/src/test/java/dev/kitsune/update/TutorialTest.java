package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Sources;
import dev.kitsune.unit.VersionJar;
import dev.kitsune.update.UpdateReport.Outcome;
import dev.kitsune.xf.check.CheckReport;
import dev.kitsune.xf.check.CheckReport.Verdict;
import dev.kitsune.xf.check.StepCheck;
import dev.kitsune.xf.compile.XfCompiler;
import dev.kitsune.xf.model.Binder;
import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.model.VersionTypes;
import dev.kitsune.xf.syntax.XfFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program of {@code docs/tutorial} does what it says, over one connection. */
@Timeout(120)
class TutorialTest {

  private static Path folder(int version) {
    Path docs = Path.of("docs", "tutorial", "" + version);
    return Files.exists(docs) ? docs : Path.of("..").resolve(docs);
  }

  private static String[] sources(int version) throws IOException {
    try (Stream<Path> files = Files.list(folder(version))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .map(TutorialTest::read)
          .toArray(String[]::new);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> manifest(int version) {
    Map<String, String> manifest = new HashMap<>();
    manifest.put("Main-Class", "tutorial.Main");
    manifest.put("Kitsune-Program", "tutorial");
    manifest.put("Kitsune-Version", "" + version);
    if (version > 1) {
      manifest.put("Kitsune-Previous", "" + (version - 1));
    }
    return manifest;
  }

  /** Returns all versions; each but the first with the step from the one before. */
  private static List<VersionJar> versions() throws Exception {
    List<VersionJar> versions = new ArrayList<>();
    for (int version = 1; version <= 4; version++) {
      Map<String, byte[]> classes = Sources.compile(sources(version));
      VersionJar jar = VersionJar.of(manifest(version), classes, Map.of());
      if (version > 1) {
        Map<String, byte[]> resources = new HashMap<>();
        BoundStep step = step(versions.get(version - 2), jar);
        String folder = "META-INF/kitsune/steps/" + (version - 1) + "/";
        new XfCompiler(step.types(), RuledProgram.platform())
            .compile(step)
            .files()
            .forEach((name, bytes) -> resources.put(folder + name, bytes));
        jar = VersionJar.of(manifest(version), classes, resources);
      }
      versions.add(jar);
    }
    return versions;
  }

  private static BoundStep step(VersionJar old, VersionJar fresh) throws Exception {
    Path file = folder(Integer.parseInt(fresh.version())).resolve("from-" + old.version() + ".xf");
    StepTypes types = StepTypes.between(VersionTypes.of(old), VersionTypes.of(fresh));
    return Binder.bind(types, XfFile.parse(file.toString(), Files.readString(file)));
  }

  /** One client, for as long as it lives. */
  private static final class Client implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader replies;

    Client(ProgramRuntime runtime) throws IOException {
      Awaitility.await().until(() -> !runtime.status().addresses().isEmpty());
      String address = runtime.status().addresses().get(0);
      int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      replies =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    String call(String line) throws IOException {
      send(line + "\n");
      return replies.readLine();
    }

    @Override
    public void close() throws IOException {
      call("shutdown");
      socket.close();
    }
  }

  private static void update(Program program, VersionJar... path) throws Exception {
    UpdateReport report =
        program
            .runtime()
            .updateThrough(List.of(path), Program.GENEROUS, false, Verifying.ON, phase -> {});
    assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void versions_oneAfterTheOther_keepTheClientAndWhatItStored() throws Exception {
    List<VersionJar> versions = versions();
    try (Program program = Program.start(versions.get(0), ProgramRuntime.Options.inProcess());
        Client client = new Client(program.runtime())) {
      assertThat(client.call("set a 1")).isEqualTo("ok");
      assertThat(client.call("set b 2")).isEqualTo("ok");
      assertThat(client.call("stats")).isEqualTo("what?");

      update(program, versions.get(1));
      assertThat(client.call("stats")).isEqualTo("1 commands, 2 reads, limit 102");
      assertThat(client.call("get a")).isEqualTo("1");
      update(program, versions.get(2));
      assertThat(client.call("stats")).isEqualTo("3 commands, 3 reads, limit 102");
      update(program, versions.get(3));

      assertThat(client.call("get b")).isEqualTo("2");
      assertThat(client.call("reads b")).isEqualTo("b 1");
      assertThat(client.call("stats")).isEqualTo("6 commands, 4 reads, limit 102");
    }
  }

  @Test
  void versions_inOneUpdate_keepAlsoTheBeginningOfALine() throws Exception {
    List<VersionJar> versions = versions();
    try (Program program = Program.start(versions.get(0), ProgramRuntime.Options.inProcess());
        Client client = new Client(program.runtime())) {
      assertThat(client.call("set key value")).isEqualTo("ok");
      client.send("get k");

      update(program, versions.get(1), versions.get(2), versions.get(3));

      assertThat(client.call("ey")).isEqualTo("value");
    }
  }

  @Test
  void steps_areCovered_andThatOfNamesOnlyCanBeTakenBack() throws Exception {
    List<VersionJar> versions = versions();

    List<CheckReport> reports = new ArrayList<>();
    for (int i = 1; i < versions.size(); i++) {
      reports.add(StepCheck.check(step(versions.get(i - 1), versions.get(i))));
    }

    assertThat(reports).extracting(CheckReport::verdict).containsOnly(Verdict.COVERED);
    assertThat(reports)
        .extracting(report -> report.back().possible())
        .containsExactly(false, true, false);
    assertThat(reports.get(1).back().loses()).isEmpty();
  }
}
