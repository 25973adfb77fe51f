package dev.kitsune.internal;

import java.io.Serializable;
import java.net.SocketAddress;
import java.util.Optional;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.NotCompliantMBeanException;
import javax.management.ObjectInstance;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * What the public API asks of the runtime that hosts the program; absent under plain {@code java}.
 */
public interface Runtime {

  /** The calling thread stands at an update point while an update is wanted. */
  void arrive(String label);

  /** Whether the calling thread restarts in a new version and has not reached its point. */
  boolean isUpdating();

  /** As {@link #isUpdating()}, and the old thread left at the label. */
  boolean isUpdatingFrom(String label);

  /** Puts the transformed statics into the new version, if the calling thread is updating. */
  void automigrate();

  /** The transformed value of a noted local of the old version; empty if there is none. */
  Optional<Local> local(Class<?> callingClass, String callingMethod, String name);

  /** One found local; the value may be null, which an {@link Optional} could not say. */
  record Local(@Nullable Object value) {}

  /**
   * Starts a program thread, or registers it for commit.
   *
   * @param entry a method reference, of which class and method are read
   */
  Thread thread(String name, Serializable entry, @Nullable Object state);

  /** Runs the action once the version of the calling thread is committed. */
  void afterCommit(Runnable action);

  /** Closes what was opened if the version of the calling thread is rolled back. */
  void opened(AutoCloseable closeable);

  /** The program serves at these addresses. */
  void ready(SocketAddress... addresses);

  /** Binds a signal to an entry of the current version. */
  void onSignal(String signal, Serializable entry);

  /** See {@link Gates#deferBinding}. */
  boolean deferBinding(GateControl gate, @Nullable Object delegate);

  /** See {@link Gates#checkMayWait}. */
  void checkMayWait(GateControl gate);

  /**
   * Program code calls for the end of the process. Returns if it may; a new version before its
   * commit, or one that was rolled back, may not, and its thread is unwound.
   *
   * @param call what it called, for messages
   */
  void endsProcess(Class<?> caller, String call);

  /** {@link java.lang.Runtime#addShutdownHook}, of the caller's version. */
  void addShutdownHook(Class<?> caller, Thread hook);

  /** {@link java.lang.Runtime#removeShutdownHook}. */
  boolean removeShutdownHook(Thread hook);

  /** {@link MBeanServer#registerMBean}, of the caller's version. */
  ObjectInstance registerMBean(Class<?> caller, MBeanServer server, Object bean, ObjectName name)
      throws InstanceAlreadyExistsException, MBeanRegistrationException, NotCompliantMBeanException;

  /** {@link MBeanServer#unregisterMBean}, of the caller's version. */
  void unregisterMBean(Class<?> caller, MBeanServer server, ObjectName name)
      throws InstanceNotFoundException, MBeanRegistrationException;

  /** A woven class runs its static initialiser. */
  void initialized(Class<?> programClass);

  /** {@code Class.forName} in program code: asks the current version. */
  Class<?> forName(String name, Class<?> caller) throws ClassNotFoundException;

  /** The loader that answers for the current version's resources and services. */
  ClassLoader programLoader();

  /** Wakes are needed for sleeping threads: registers the caller as sleeping at a point. */
  void sleeping(Thread thread, boolean sleeping);
}
