package dev.kitsune.eval.server;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Looks into a JVM by its process id, through the JDK's own management agent. The agent's threads
 * and classes are in the figures, in each sample the same.
 */
final class VitalsReader implements AutoCloseable {

  private static final Pattern LOADER =
      Pattern.compile(
          "^0x\\p{XDigit}+ +0x\\p{XDigit}+ +0x\\p{XDigit}+ +\\d+ +\\d+ +\\d+ +(\\S.*)$");

  private final long pid;
  private final JMXConnector connector;
  private final MBeanServerConnection connection;

  /** Starts the agent in the process and connects to it. */
  VitalsReader(long pid) throws IOException {
    this.pid = pid;
    String url;
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        url = machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("cannot look into the server: pid=" + pid, e);
    }
    connector = connect(url);
    connection = connector.getMBeanServerConnection();
  }

  /**
   * The URL is that of a JVM of this user, handed over by the attach mechanism, not a stranger's.
   */
  @SuppressWarnings("BanJNDI")
  private static JMXConnector connect(String url) throws IOException {
    return JMXConnectorFactory.connect(new JMXServiceURL(url));
  }

  Vitals read(boolean collectFirst) throws IOException {
    MemoryMXBean memory = proxy(ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    if (collectFirst) {
      memory.gc();
      memory.gc(); // what the first one queued for cleaners is gone after the second
    }
    long metaspace = 0;
    long peakHeap = 0;
    for (MemoryPoolMXBean pool : pools()) {
      if (pool.getName().equals("Metaspace")) {
        metaspace = pool.getUsage().getUsed();
      }
      if (pool.getType() == MemoryType.HEAP) {
        peakHeap += pool.getPeakUsage().getUsed();
      }
    }
    Map<String, Integer> byType = loaders(diagnostic("vmClassloaderStats"));
    return new Vitals(
        byType.values().stream().mapToInt(Integer::intValue).sum(),
        byType,
        proxy(ManagementFactory.CLASS_LOADING_MXBEAN_NAME, ClassLoadingMXBean.class)
            .getLoadedClassCount(),
        metaspace,
        memory.getHeapMemoryUsage().getUsed(),
        peakHeap,
        proxy(ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class).getThreadCount(),
        descriptors(),
        status("VmRSS"),
        status("VmHWM"));
  }

  void resetPeaks() throws IOException {
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    try {
      Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
    } catch (IOException notPossibleHere) {
      // The resident set's peak is then the one since the start of the process: an upper bound.
    }
  }

  /** Counts class loaders by class in the output of the JVM's {@code VM.classloader_stats}. */
  static Map<String, Integer> loaders(String statistics) {
    Map<String, Integer> byType = new TreeMap<>();
    for (String line : statistics.lines().toList()) {
      Matcher loader = LOADER.matcher(line);
      if (loader.matches()) {
        byType.merge(loader.group(1).strip(), 1, Integer::sum);
      }
    }
    return byType;
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }

  private Iterable<MemoryPoolMXBean> pools() throws IOException {
    return ManagementFactory.getPlatformMXBeans(connection, MemoryPoolMXBean.class);
  }

  private <T> T proxy(String name, Class<T> type) throws IOException {
    return ManagementFactory.newPlatformMXBeanProxy(connection, name, type);
  }

  private String diagnostic(String operation) throws IOException {
    try {
      return (String)
          connection.invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              operation,
              new Object[0],
              new String[0]);
    } catch (JMException e) {
      throw new IOException("the server's JVM did not answer: operation=" + operation, e);
    }
  }

  private long descriptors() throws IOException {
    try {
      return (long)
          connection.getAttribute(
              new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME),
              "OpenFileDescriptorCount");
    } catch (JMException e) {
      return -1;
    }
  }

  private long status(String field) throws IOException {
    Path file = Path.of("/proc/" + pid + "/status");
    if (!Files.isReadable(file)) {
      return -1;
    }
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(field + ":")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    return -1;
  }
}
