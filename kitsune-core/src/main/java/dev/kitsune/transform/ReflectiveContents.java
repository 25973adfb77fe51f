package dev.kitsune.transform;

import java.lang.reflect.Member;
import java.lang.reflect.Proxy;
import java.util.Set;

/** Objects that name classes and cannot be repaired: members, field updaters, proxies. */
abstract class ReflectiveContents extends Contents {

  static final Contents MEMBER =
      new ReflectiveContents() {
        @Override
        void scan(Object container, Visitor visitor) {
          check(container, ((Member) container).getDeclaringClass(), visitor);
        }
      };

  static final Contents UPDATER =
      new ReflectiveContents() {
        @Override
        void scan(Object container, Visitor visitor) {
          Object type = Access.slot(container.getClass(), "tclass").get(container, -1);
          if (type != null) {
            check(container, (Class<?>) type, visitor);
          }
        }
      };

  static final Contents PROXY =
      new ReflectiveContents() {
        @Override
        void scan(Object container, Visitor visitor) {
          Object handler = Proxy.getInvocationHandler(container);
          if (visitor.reach(handler) != handler) {
            visitor.refuse(
                "a proxy's handler is of a changed unit: class="
                    + handler.getClass().getName()
                    + "; use a class that implements the interface");
          }
        }
      };

  private ReflectiveContents() {}

  private static void check(Object container, Class<?> named, Visitor visitor) {
    if (visitor.reach(named) != named) {
      visitor.refuse(
          "a "
              + Names.simple(container.getClass())
              + " of a changed class is held in state: class="
              + named.getName()
              + "; hold it in a static final");
    }
  }

  @Override
  Set<String> owned() {
    return Set.of();
  }

  @Override
  String label(Object container, Object child) {
    return Names.simple(container.getClass());
  }
}
