package dev.gatehouse.notes;

import dev.gatehouse.platform.conditional.EntityTag;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.PathIds;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

@Path("/api/v1/notes")
@Section(name = "Notes", about = "Notes that only their author sees.")
public final class NotesResource {
  private final NoteService notes;

  NotesResource(NoteService notes) {
    this.notes = notes;
  }

  @POST
  @Endpoint(id = "writeNote", summary = "Write a note", answer = NoteView.class, status = 201)
  public Response write(@Auth Caller caller, NewNote form) {
    Note note = notes.write(caller.id(), form.text());
    return Responses.created("/api/v1/notes/" + note.id(), NoteView.of(note), tag(note));
  }

  @GET
  @Path(PathIds.ID)
  @Endpoint(id = "getNote", summary = "Read a note", answer = NoteView.class)
  public Response get(
      @Auth Caller caller, @PathParam("id") long id, @Context Preconditions preconditions) {
    Note note = notes.get(id, caller.id());
    return Responses.ok(NoteView.of(note), tag(note), preconditions);
  }

  private static EntityTag tag(Note note) {
    return EntityTag.of("n", note.id(), note.version());
  }
}
