package dev.gatehouse.notes;

import dev.gatehouse.platform.openapi.Example;
import java.time.Instant;

record NoteView(long id, @Example("Call Bob") String text, Instant createdAt) {
  static NoteView of(Note note) {
    return new NoteView(note.id(), note.text(), note.createdAt());
  }
}
