package dev.gatehouse.notes;

import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.database.Database;
import java.time.Clock;
import java.util.List;

public final class NotesModule implements Feature {
  private final NotesResource resource;

  public NotesModule(Database database, Clock clock) {
    var service = new NoteService(database.dao(NoteDao.class), database.transactions(), clock);
    this.resource = new NotesResource(service);
  }

  @Override
  public List<Object> resources() {
    return List.of(resource);
  }
}
