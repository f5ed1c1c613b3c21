package dev.gatehouse.notes;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

@RegisterConstructorMapper(Note.class)
interface NoteDao {
  @SqlQuery(
      """
      insert into note (author_id, text, created_at) values (:authorId, :text, :now)
      returning id, author_id, text, version, created_at
      """)
  Note insert(long authorId, String text, Instant now);

  @SqlQuery(
      """
      select id, author_id, text, version, created_at from note
      where id = :id and author_id = :authorId
      """)
  Optional<Note> find(long id, long authorId);
}
