package dev.kitsune.transform;

import java.util.List;

final class GuavaKinds {
  private GuavaKinds() {}

  static List<Kind> all() {
    return List.of();
  }
}
