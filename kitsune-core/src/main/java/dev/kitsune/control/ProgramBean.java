package dev.kitsune.control;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the runtime for JMX. */
final class ProgramBean implements ProgramMXBean {

  static final String NAME = "dev.kitsune:type=Program";
  private static final Logger LOG = LoggerFactory.getLogger(ProgramBean.class);

  private final GuardedService service;

  private ProgramBean(GuardedService service) {
    this.service = service;
  }

  /** Registers a bean; without JMX the program runs all the same. */
  static ProgramBean register(GuardedService service) {
    ProgramBean bean = new ProgramBean(service);
    try {
      ManagementFactory.getPlatformMBeanServer().registerMBean(bean, new ObjectName(NAME));
    } catch (InstanceAlreadyExistsException e) {
      LOG.warn("control.bean name={} cause=a second program in one process", NAME);
    } catch (JMException e) {
      LOG.warn("control.bean name={} cause={}", NAME, e.toString());
    }
    return bean;
  }

  void unregister() {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
    } catch (InstanceNotFoundException e) {
      // Another program's closing has removed it.
    } catch (JMException e) {
      LOG.debug("control.bean name={} cause={}", NAME, e.toString());
    }
  }

  @Override
  public String getProgram() {
    return service.status().program();
  }

  @Override
  public String getVersion() {
    return service.status().version();
  }

  @Override
  public List<String> getAddresses() {
    return service.status().addresses();
  }

  @Override
  public String getStarted() {
    return service.status().started();
  }

  @Override
  public String getSocket() {
    return service.status().socket();
  }

  @Override
  public List<String> getThreads() {
    return service.status().threads();
  }

  @Override
  public int getUpdates() {
    return service.status().updates();
  }

  @Override
  public boolean isUpdating() {
    return service.status().updating();
  }

  @Override
  public List<String> getLastReports() {
    return service.lastReports().stream().map(Json::line).toList();
  }
}
