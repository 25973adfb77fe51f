package dev.kitsune.update;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.NotCompliantMBeanException;
import javax.management.ObjectInstance;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/*
 * The rule, for both kinds
 *
 * What a new version registers before its commit is kept aside: at commit it takes the place of
 * what the old version had registered of changed classes, at a roll-back it is forgotten. An old
 * registration of a changed class that the new version does not make anew fails the restart, by
 * name: nobody could say whether it was meant to go, and it would hold the old version for ever.
 */
/** Shutdown hooks and MBeans of program code, which the JVM keeps by object and not by name. */
final class Registrations {

  private record Bean(MBeanServer server, Object object) {}

  private final List<Thread> hooks = new ArrayList<>();
  private final Map<ObjectName, Bean> beans = new LinkedHashMap<>();
  private final List<Thread> newHooks = new ArrayList<>();
  private final Map<ObjectName, Bean> newBeans = new LinkedHashMap<>();
  private boolean hooked;
  private boolean ending;

  /** As {@link Runtime#addShutdownHook}, for the version of the caller. */
  synchronized void addHook(Thread hook, boolean beforeCommit) {
    if (ending) {
      throw new IllegalStateException("Shutdown in progress");
    }
    if (hooks.contains(hook) || newHooks.contains(hook)) {
      throw new IllegalArgumentException("Hook previously registered");
    }
    if (hook.isAlive()) {
      throw new IllegalArgumentException("Hook already running");
    }
    (beforeCommit ? newHooks : hooks).add(hook);
    if (!hooked) {
      hooked = true;
      Runtime.getRuntime().addShutdownHook(new Thread(this::runHooks, "kitsune-shutdown"));
    }
  }

  /** As {@link Runtime#removeShutdownHook}. */
  synchronized boolean removeHook(Thread hook) {
    if (ending) {
      throw new IllegalStateException("Shutdown in progress");
    }
    return newHooks.remove(hook) || hooks.remove(hook);
  }

  /** Starts the hooks of the version that runs and waits for them, as the JVM does. */
  void runHooks() {
    List<Thread> run;
    synchronized (this) {
      if (ending) {
        return;
      }
      ending = true;
      run = List.copyOf(hooks);
    }
    run.forEach(Thread::start);
    for (Thread hook : run) {
      try {
        hook.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** As {@link MBeanServer#registerMBean}, for the version of the caller. */
  synchronized ObjectInstance register(
      MBeanServer server, Object object, ObjectName name, boolean beforeCommit)
      throws InstanceAlreadyExistsException,
          MBeanRegistrationException,
          NotCompliantMBeanException {
    if (beforeCommit) {
      Bean old = beans.get(name);
      if (newBeans.containsKey(name) || old == null && server.isRegistered(name)) {
        throw new InstanceAlreadyExistsException(name.toString());
      }
      newBeans.put(name, new Bean(server, object));
      return new ObjectInstance(name, object.getClass().getName());
    }
    ObjectInstance instance = server.registerMBean(object, name);
    beans.put(instance.getObjectName(), new Bean(server, object));
    return instance;
  }

  /** As {@link MBeanServer#unregisterMBean}; before commit the old version's stays. */
  synchronized void unregister(MBeanServer server, ObjectName name, boolean beforeCommit)
      throws InstanceNotFoundException, MBeanRegistrationException {
    if (beforeCommit) {
      if (newBeans.remove(name) == null && !beans.containsKey(name)) {
        throw new InstanceNotFoundException(name.toString());
      }
      return;
    }
    server.unregisterMBean(name);
    beans.remove(name);
  }

  /** Returns what the new version should have registered anew, or null. */
  synchronized @Nullable String missing(Predicate<Class<?>> goes) {
    for (Thread hook : hooks) {
      if (newHooks.isEmpty() && ThreadCode.isOf(hook, goes)) {
        return "the old version's shutdown hook "
            + hook.getName()
            + " is of a class unit that changes, and the new version adds none; add it in main also"
            + " when updating";
      }
    }
    for (Map.Entry<ObjectName, Bean> each : beans.entrySet()) {
      if (goes.test(each.getValue().object().getClass()) && !newBeans.containsKey(each.getKey())) {
        return "the old version's MBean "
            + each.getKey()
            + " is of a class unit that changes, and the new version does not register it; register"
            + " it in main also when updating";
      }
    }
    return null;
  }

  /**
   * Makes the new version's registrations.
   *
   * @return one line for each that failed
   */
  synchronized List<String> commit(Predicate<Class<?>> goes) {
    List<String> notes = new ArrayList<>();
    hooks.removeIf(hook -> ThreadCode.isOf(hook, goes));
    hooks.addAll(newHooks);
    newHooks.clear();
    newBeans.forEach((name, bean) -> {
      Bean old = beans.remove(name);
      try {
        if (old != null) {
          old.server().unregisterMBean(name);
        }
        bean.server().registerMBean(bean.object(), name);
        beans.put(name, bean);
      } catch (JMException | RuntimeException e) {
        notes.add("MBean was not registered: name=" + name + ", cause=" + e);
      }
    });
    newBeans.clear();
    return notes;
  }

  /** Forgets what a version that is rolled back registered. */
  synchronized void rollBack() {
    newHooks.clear();
    newBeans.clear();
  }
}
