package dev.kitsune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kitsune script in a folder of its own, with a Maven and a Java that tell what they are asked.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(120)
class ScriptTest {

  private static final String JAVA =
      """
      #!/usr/bin/env bash
      if [ "$1" = -version ]; then
        echo 'openjdk version "17.0.2" 2022-01-18' >&2
        exit 0
      fi
      for argument in "$@"; do
        if [ "$argument" = plain-command ]; then
          case " $* " in
            *" web "*) echo "kitsune: no such program" >&2; exit 2 ;;
          esac
          echo "'kv' '1' '/versions/my kv.jar' 'demo.Main' '--port' '7' 'a b'"
          exit 0
        fi
      done
      echo "java of $$"
      printf '<%s>\\n' "$@"
      """;

  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      echo "$*" >> "$MAVEN_CALLS"
      echo "[INFO] Building Kitsune core: the runtime 0.1.0-SNAPSHOT        [2/3]"
      if [ -n "${MAVEN_FAILS:-}" ]; then
        echo "[ERROR] Main.java:[3,5] ';' expected"
        echo "[ERROR] -> [Help 1]"
        exit 1
      fi
      mkdir -p target/home/lib/platform target/home/conf
      """;

  @TempDir private Path temporary;
  private Path root;
  private Path bin;
  private Path calls;

  @BeforeEach
  void setUp() throws Exception {
    root = Files.createDirectories(temporary.resolve("a clone"));
    bin = Files.createDirectories(temporary.resolve("jdk").resolve("bin"));
    calls = Files.writeString(temporary.resolve("calls"), "");
    executable(root.resolve("kitsune"), Files.readString(script()));
    executable(bin.resolve("java"), JAVA);
    executable(bin.resolve("mvn"), MAVEN);
    Files.createDirectories(root.resolve("core/src"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.writeString(root.resolve("core/src/Main.java"), "class Main {}");
  }

  private record Started(Process process, Path log) {}

  private record Result(int code, List<String> out, List<String> err, long pid) {}

  @Test
  void script_firstUse_buildsOnceThenRuns() throws Exception {
    Result first = kitsune("status");
    Result second = kitsune("status");

    assertThat(first.code()).isZero();
    assertThat(first.err().get(0)).startsWith("kitsune: building (first use)");
    assertThat(first.err()).contains("kitsune: [2/3] Kitsune core: the runtime", "kitsune: built");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).singleElement().asString().contains("-DskipTests").contains("package");
    assertThat(builds().get(0)).doesNotContain("maven.test.skip");
  }

  @Test
  void script_changedAndDeletedSources_buildAgain() throws Exception {
    Path other = Files.writeString(root.resolve("core/src/Other.java"), "class Other {}");
    kitsune("status");

    age();
    Files.writeString(root.resolve("core/src/Main.java"), "class Main { int more; }");
    Result changed = kitsune("status");
    age();
    Files.delete(other);
    Result deleted = kitsune("status");

    assertThat(changed.err().get(0)).startsWith("kitsune: building (sources changed)");
    assertThat(deleted.err().get(0)).startsWith("kitsune: building (sources changed)");
    assertThat(builds()).hasSize(3);
  }

  @Test
  void script_changedOutput_buildsNothing() throws Exception {
    kitsune("status");

    age();
    Files.createDirectories(root.resolve("core/target/src"));
    Files.writeString(root.resolve("core/target/src/Generated.java"), "");
    Files.writeString(root.resolve("README.md"), "");
    kitsune("status");

    assertThat(builds()).hasSize(1);
  }

  @Test
  void script_threeAtOnce_buildOnce() throws Exception {
    List<Started> started = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      started.add(start(Map.of(), "status"));
    }
    for (Started each : started) {
      assertThat(await(each).code()).isZero();
    }

    assertThat(builds()).hasSize(1);
  }

  @Test
  void script_buildFails_saysWhereAndNothingRuns() throws Exception {
    Result result = await(start(Map.of("MAVEN_FAILS", "yes"), "status"));
    Result again = kitsune("status");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("[ERROR] Main.java:[3,5] ';' expected");
    assertThat(result.err()).doesNotContain("[ERROR] -> [Help 1]");
    assertThat(result.err().get(result.err().size() - 1))
        .startsWith("kitsune: the build failed; correct what the lines above name");
    assertThat(again.code()).isZero();
  }

  @Test
  void script_run_becomesTheServerOnThePlatformAlone() throws Exception {
    kitsune("status");

    Result result =
        await(start(Map.of("KITSUNE_JAVA_OPTS", "-Xmx64m -Da=*"), "run", "kv@1", "--", "--plain"));

    String home = root.toRealPath() + "/target/home";
    assertThat(result.out())
        .containsExactly(
            "java of " + result.pid(),
            "<@" + home + "/conf/jvm.options>",
            "<-Xmx64m>",
            "<-Da=*>",
            "<-Dkitsune.home=" + home + ">",
            "<-Dlogback.configurationFile=" + home + "/conf/logback.xml>",
            "<-cp>",
            "<" + home + "/lib/platform/*>",
            "<dev.kitsune.cli.Main>",
            "<run>",
            "<kv@1>",
            "<-->",
            "<--plain>");
  }

  @Test
  void script_runPlain_isJavaWithTheVersionsJarAndMain() throws Exception {
    kitsune("status");

    Result result = kitsune("run", "kv@1", "--plain", "--port", "7", "--", "a b");

    String home = root.toRealPath() + "/target/home";
    assertThat(result.out())
        .containsExactly(
            "pid " + result.pid(),
            "program kv",
            "version 1",
            "java of " + result.pid(),
            "<-Dkitsune.run=" + root.toRealPath() + "/target/run/kv>",
            "<-Dkitsune.home=" + home + ">",
            "<-Dlogback.configurationFile=" + home + "/conf/logback.xml>",
            "<-cp>",
            "</versions/my kv.jar:" + home + "/lib/platform/*>",
            "<demo.Main>",
            "<--port>",
            "<7>",
            "<a b>");
  }

  @Test
  void script_runPlainOfUnknownProgram_endsWithTheCommandsError() throws Exception {
    kitsune("status");

    Result result = kitsune("run", "web", "--plain");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).containsExactly("kitsune: no such program");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void script_evalAndReplay_haveTheToolsToo() throws Exception {
    kitsune("status");

    String classPath = "<" + home() + "/lib/platform/*:" + home() + "/lib/tools/*>";
    assertThat(kitsune("eval", "--quick").out()).contains(classPath);
    assertThat(kitsune("replay", "kv").out()).contains(classPath);
  }

  @Test
  void script_throughALinkFromElsewhere_findsItsClone() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), root.resolve("kitsune"));

    Result result = await(start(link, Map.of(), "status"));

    assertThat(result.out()).contains("<-Dkitsune.home=" + home() + ">");
  }

  @Test
  void script_oldJava_isRefused() throws Exception {
    executable(bin.resolve("java"), "#!/usr/bin/env bash\necho 'java version \"1.8.0_292\"' >&2\n");

    Result result = kitsune("status");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .singleElement()
        .asString()
        .startsWith("kitsune: java 17 or later is needed: java=" + bin + "/java, version=1;");
    assertThat(builds()).isEmpty();
  }

  @Test
  void script_javaHomeWithoutJava_isRefused() throws Exception {
    Result result = await(start(Map.of("JAVA_HOME", "/no/jdk"), "status"));

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .containsExactly(
            "kitsune: JAVA_HOME has no bin/java: JAVA_HOME=/no/jdk;"
                + " set it to a JDK of version 17 or later");
  }

  private static Path script() {
    // Tests run in the module's folder; the script stands beside the modules.
    return Path.of("").toAbsolutePath().resolveSibling("kitsune");
  }

  private String home() throws IOException {
    return root.toRealPath() + "/target/home";
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(calls);
  }

  /** Makes all that there is old, the sources older than the build. */
  private void age() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(7200)));
      }
    }
    Path stamp = root.resolve("target/home/stamp");
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().minusSeconds(3600)));
  }

  private Result kitsune(String... arguments) throws Exception {
    return await(start(Map.of(), arguments));
  }

  private Started start(Map<String, String> more, String... arguments) throws IOException {
    return start(root.resolve("kitsune"), more, arguments);
  }

  private Started start(Path script, Map<String, String> more, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    // To files, so that a full pipe never holds the script up.
    Path log = Files.createTempDirectory(temporary, "log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temporary.toFile())
            .redirectOutput(log.resolve("out").toFile())
            .redirectError(log.resolve("err").toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("KITSUNE_"));
    environment.put("PATH", bin + ":/usr/local/bin:/usr/bin:/bin");
    environment.put("JAVA_HOME", bin.getParent().toString());
    environment.put("MAVEN_CALLS", calls.toString());
    environment.putAll(more);
    return new Started(builder.start(), log);
  }

  private static Result await(Started started) throws Exception {
    Process process = started.process();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the script did not end: log=" + started.log());
    }
    return new Result(
        process.exitValue(),
        Files.readAllLines(started.log().resolve("out")),
        Files.readAllLines(started.log().resolve("err")),
        process.pid());
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
