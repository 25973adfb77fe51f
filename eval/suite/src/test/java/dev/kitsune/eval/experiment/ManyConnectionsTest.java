package dev.kitsune.eval.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.eval.http.HttpPlan;
import dev.kitsune.eval.http.HttpSubject;
import dev.kitsune.eval.subject.Numbered;
import dev.kitsune.eval.testing.FakeHttp;
import dev.kitsune.eval.testing.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManyConnectionsTest {

  private static final HttpPlan HTTP = new HttpPlan(1, 12, 20_000, 1, 20, 200, 5000, 42);
  private static final ManyConnections.Plan PLAN =
      new ManyConnections.Plan("listeners", 12, "1.0", "1.1", 3);
  private static final Map<String, byte[]> FILES =
      Map.of(
          "/small.txt", Numbered.plain().bytes(0, 256),
          "/large.bin", Numbered.plain().bytes(0, 20_000));

  @Test
  void run_backAndForth_figuresOfEveryUpdate() throws Exception {
    try (FakeHttp server = new FakeHttp(Fault.NONE, FILES)) {
      StateSizeRow row =
          new ManyConnections(new HttpSubject(HTTP), PLAN, progress -> {}).run(server);

      assertThat(row.failure()).isEmpty();
      assertThat(row.later()).hasSize(2);
      assertThat(row.keys()).isEqualTo(12);
      assertThat(row.change()).isEqualTo("http-server, listeners");
    }
  }

  @Test
  void run_bytesLost_rowFails() throws Exception {
    try (FakeHttp server = new FakeHttp(Fault.LOSES_BYTES, FILES)) {
      StateSizeRow row =
          new ManyConnections(new HttpSubject(HTTP), PLAN, progress -> {}).run(server);

      assertThat(row.failure()).contains("bytesLost");
    }
  }
}
