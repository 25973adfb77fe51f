package dev.kitsune.mina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kitsune.Gate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing is what is tested
final class GatedAcceptorTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final int BACKLOG = 8;
  private static final StateKey STATE = new StateKey("state");

  private final Gate gate = Gate.named("test");
  private final GatedAcceptor acceptor = GatedAcceptor.reportingSentBehind(gate);
  private final List<String> events = new CopyOnWriteArrayList<>();
  private InetSocketAddress address;

  @BeforeEach
  void listen() throws IOException {
    gate.bind(new Recorder("old"));
    address = acceptor.listen(ANY_PORT, BACKLOG);
  }

  @AfterEach
  void close() {
    acceptor.close();
  }

  @Test
  void events_reachTheHandlerInOrder_eachInsideATurn() throws IOException {
    try (Socket socket = connect()) {
      send(socket, "echo");
      assertThat(receive(socket, 4)).isEqualTo("echo");
    }

    await()
        .untilAsserted(() ->
            assertThat(events)
                .containsExactly(
                    "old created",
                    "old opened",
                    "old received echo",
                    "old sent",
                    "old input closed",
                    "old closed"));
  }

  @Test
  void events_whileTheGateIsClosed_waitForTheNextHandler() throws IOException {
    try (Socket first = connect();
        Socket closing = connect()) {
      await().until(() -> count("old opened") == 2);

      gate.enter();
      send(first, "one");
      try (Socket second = connect()) {
        send(second, "two");
        closing.close();
        send(first, "more");
        gate.bind(new Recorder("new"));
        assertThat(count("new")).isZero();
        gate.exit();

        assertThat(receive(first, 7)).isEqualTo("onemore");
        assertThat(receive(second, 3)).isEqualTo("two");
      }
    }

    await().until(() -> count("new closed") == 3);
    assertThat(count("old received")).isZero();
    assertThat(events.indexOf("new created")).isLessThan(events.indexOf("new received two"));
  }

  @Test
  void roots_areTheAttributesUnderStateKeys() throws IOException {
    try (Socket socket = connect()) {
      await().until(() -> count("old opened") == 1);

      gate.enter();
      replaceRoots("new");
      gate.exit();

      send(socket, "state");
      assertThat(receive(socket, 16)).isEqualTo("new state, mine.");
    }
  }

  @Test
  void roots_includeSessionsWhoseLastEventWaitsAtTheGate() throws IOException {
    Socket socket = connect();
    await().until(() -> count("old opened") == 1);
    gate.bind(
        new Recorder("closing") {
          @Override
          public void inputClosed(IoSession session) {
            session.closeNow();
            closeGateForTheNextEvent();
          }
        });
    socket.close();
    await().until(() -> events.contains("gate taken"));
    await().until(() -> ioThreadWaits()); // in closed: MINA has forgotten the session by now
    releaseGateAfter(() -> replaceRoots("new"));

    await().until(() -> count("closing closed") == 1);
    assertThat(events).contains("closing closed with new state");
  }

  @Test
  void failureInAHandler_closesTheSessionOnly() throws IOException {
    try (Socket socket = connect();
        Socket other = connect()) {
      send(socket, "fail");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);

      send(other, "still");
      assertThat(receive(other, 5)).isEqualTo("still");
    }
    assertThat(events).contains("old failed java.lang.IllegalStateException: on purpose");
  }

  @Test
  void idle_isReportedAndItsWritesAreSent() throws IOException {
    try (Socket socket = connect()) {
      send(socket, "idle");

      assertThat(receive(socket, 4)).isEqualTo("idle");
      assertThat(receive(socket, 6)).isEqualTo("silent");
    }
  }

  @Test
  void megabytes_passBothWays() throws Exception {
    String text = "0123456789abcdef".repeat(256 * 1024);
    try (Socket socket = connect()) {
      Thread sender = new Thread(() -> sendUnchecked(socket, text));
      sender.start();

      assertThat(receive(socket, text.length())).isEqualTo(text);
      sender.join();
    }
  }

  @Test
  void reads_suspendedByAHandler_areResumedByAnotherThread() throws IOException {
    try (Socket socket = connect()) {
      send(socket, "suspend");
      await().until(() -> count("old received suspend") == 1);
      send(socket, "after");

      assertThat(receive(socket, 12)).isEqualTo("suspendafter");
    }
  }

  @Test
  void listen_atAPortInUse_throws() {
    GatedAcceptor second = GatedAcceptor.behind(gate);
    try {
      assertThatThrownBy(() -> second.listen(address, BACKLOG)).isInstanceOf(IOException.class);
      assertThatThrownBy(second::localAddress).isInstanceOf(IllegalStateException.class);
    } finally {
      second.close();
    }
  }

  @Test
  void close_endsConnectionsAndListening() throws IOException {
    try (Socket socket = connect()) {
      send(socket, "x");
      assertThat(receive(socket, 1)).isEqualTo("x");

      acceptor.close();

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThat(count("old closed")).isEqualTo(1);
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }
  }

  /** What the runtime does while it has the gate. */
  private void replaceRoots(String replacement) {
    dev.kitsune.internal.Gates.all().stream()
        .filter(control -> control.name().equals(gate.name()))
        .forEach(control -> control.replaceRoots(old -> replacement + " state"));
  }

  private volatile Thread holder;
  private volatile boolean release;

  /** Lets another thread wait for the gate, so that it has it before the next event. */
  private void closeGateForTheNextEvent() {
    holder =
        new Thread(() -> {
          gate.enter();
          events.add("gate taken");
          await().until(() -> release);
          gate.exit();
        });
    holder.start();
    await().until(() -> holder.getState() == Thread.State.TIMED_WAITING);
  }

  private void releaseGateAfter(Runnable work) {
    work.run(); // this thread stands for the one that has the gate: that one only waits for us
    release = true;
  }

  private static boolean ioThreadWaits() {
    return Thread.getAllStackTraces().values().stream()
        .anyMatch(stack ->
            List.of(stack).stream().anyMatch(f -> f.getMethodName().equals("enterContended"))
                && List.of(stack).stream()
                    .anyMatch(f -> f.getClassName().equals(GatedHandler.class.getName())));
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void sendUnchecked(Socket socket, String text) {
    try {
      send(socket, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String receive(Socket socket, int count) throws IOException {
    return new String(socket.getInputStream().readNBytes(count), StandardCharsets.ISO_8859_1);
  }

  private long count(String beginning) {
    return events.stream().filter(event -> event.startsWith(beginning)).count();
  }

  /** Writes down what it hears, echoes what it reads, and does what some words ask for. */
  private class Recorder implements SessionHandler {

    private final String name;

    Recorder(String name) {
      this.name = name;
    }

    @Override
    public void created(IoSession session) {
      note("created");
      STATE.set(session, "old state");
      session.setAttribute("filter", "mine");
    }

    @Override
    public void opened(IoSession session) {
      note("opened");
    }

    @Override
    public void received(IoSession session, IoBuffer data) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      if (text.length() < 10) {
        note("received " + text);
      }
      switch (text) {
        case "fail" -> throw new IllegalStateException("on purpose");
        case "state" ->
            write(session, STATE.get(session) + ", " + session.getAttribute("filter") + ".");
        default -> write(session, text);
      }
      if (text.equals("idle")) {
        session.getConfig().setIdleTime(IdleStatus.READER_IDLE, 1);
      }
      if (text.equals("suspend")) {
        session.suspendRead();
        new Thread(session::resumeRead).start();
      }
    }

    @Override
    public void sent(IoSession session, Object message) {
      if (((IoBuffer) message).remaining() == 4) {
        note("sent");
      }
    }

    @Override
    public void idle(IoSession session, IdleStatus status) {
      session.getConfig().setIdleTime(IdleStatus.READER_IDLE, 0);
      write(session, "silent");
    }

    @Override
    public void inputClosed(IoSession session) {
      note("input closed");
      session.closeNow();
    }

    @Override
    public void failed(IoSession session, Throwable cause) {
      note("failed " + cause);
      session.closeNow();
    }

    @Override
    public void closed(IoSession session) {
      note(STATE.get(session).equals("old state") ? "closed" : "closed with " + STATE.get(session));
    }

    private void write(IoSession session, String text) {
      session.write(IoBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void note(String event) {
      assertThat(gate.isHeldByCurrentThread()).isTrue();
      events.add(name + " " + event);
    }
  }
}
