package dev.kitsune.eval.effort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceLinesTest {

  @TempDir Path folder;

  @Test
  void code_commentsAndBlankLines_doNotCount() {
    String source =
        """
        // a comment
        /* another */ int one;
        /**
         * A third.
         */
        int two; // with a remark

        /* over
        lines */ int three;
        """;

    assertThat(SourceLines.code(source.lines().toList())).isEqualTo(3);
  }

  @Test
  void count_folder_onlyJavaFiles() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/b/C.java"), "class C {\n}\n");
    Files.writeString(folder.resolve("a/b/c.txt"), "text\n");

    assertThat(SourceLines.count(folder)).isEqualTo(2);
  }

  @Test
  void moved_twoFolders_asGitCounts() throws Exception {
    Path old = Files.createDirectories(folder.resolve("old"));
    Path fresh = Files.createDirectories(folder.resolve("fresh"));
    Files.writeString(old.resolve("A.java"), "one\ntwo\nthree\n");
    Files.writeString(fresh.resolve("A.java"), "one\n2\nthree\nfour\n");
    Files.writeString(fresh.resolve("B.java"), "new\n");
    Files.writeString(fresh.resolve("b.txt"), "no source\n");

    assertThat(SourceLines.moved(old, fresh)).isEqualTo(new SourceLines.Moved(3, 1));
    assertThat(SourceLines.moved(old, old)).isEqualTo(new SourceLines.Moved(0, 0));
  }
}
