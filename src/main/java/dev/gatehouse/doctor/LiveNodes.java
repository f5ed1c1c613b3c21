package dev.gatehouse.doctor;

import dev.gatehouse.nodes.Nodes;
import java.util.function.Supplier;

/** How many nodes run on the database. Without any, nothing is late and nobody is to blame. */
public final class LiveNodes {
  private final Supplier<DoctorDao> dao;

  public LiveNodes(Supplier<DoctorDao> dao) {
    this.dao = dao;
  }

  int count() {
    return dao.get().countNodes(Nodes.SILENCE.toSeconds());
  }
}
