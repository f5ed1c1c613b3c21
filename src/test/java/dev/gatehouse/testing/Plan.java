package dev.gatehouse.testing;

import dev.gatehouse.platform.database.DatabaseUrl;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** How the planner runs the queries of DAOs. */
public final class Plan {
  private Plan() {}

  /** The plan of each method of that name, with 1 for every parameter. */
  public static List<String> of(DatabaseUrl database, Class<?> dao, String method) {
    return Stream.of(dao.getDeclaredMethods())
        .filter(each -> each.getName().equals(method))
        .map(Plan::query)
        .map(sql -> String.join("\n", TestDatabase.texts(database, "explain " + sql)))
        .toList();
  }

  private static String query(Method method) {
    return method.getAnnotation(SqlQuery.class).value().replaceAll(":\\w+", "1");
  }
}
