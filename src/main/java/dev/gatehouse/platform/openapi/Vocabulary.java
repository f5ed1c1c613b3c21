package dev.gatehouse.platform.openapi;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Problem;
import dev.gatehouse.platform.problems.ProblemCode;
import dev.gatehouse.platform.routing.Route;
import dev.gatehouse.platform.server.ServerCode;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The codes and terms of all sections. */
final class Vocabulary {
  private final Map<String, List<ProblemCode>> codes = new TreeMap<>();
  private final Set<Term> terms = new LinkedHashSet<>();
  private final Set<Class<? extends Record>> results = new LinkedHashSet<>();

  Vocabulary(List<Route> routes) {
    add(CommonCode.class);
    add(ServerCode.class);
    Set<Class<?>> resources = new LinkedHashSet<>();
    routes.forEach(route -> resources.add(route.resource()));
    for (Class<?> resource : resources) {
      Section section = sectionOf(resource);
      Arrays.stream(section.codes()).forEach(this::add);
      for (Class<? extends Term> type : section.terms()) {
        terms.addAll(Arrays.asList(constantsOf(type)));
      }
      results.addAll(Arrays.asList(section.results()));
    }
  }

  static Section sectionOf(Class<?> resource) {
    Section section = resource.getAnnotation(Section.class);
    if (section == null) {
      throw new IllegalStateException(resource + " must have a @Section");
    }
    return section;
  }

  private void add(Class<? extends ProblemCode> type) {
    for (ProblemCode code : constantsOf(type)) {
      List<ProblemCode> named = codes.computeIfAbsent(code.code(), name -> new ArrayList<>());
      if (!named.contains(code)) {
        named.add(code);
      }
    }
  }

  private static <T> T[] constantsOf(Class<T> type) {
    T[] constants = type.getEnumConstants();
    if (constants == null) {
      throw new IllegalStateException(type + " must be an enum");
    }
    return constants;
  }

  /**
   * Finds a code as {@link ErrorCodes} refers to it: by name, preceded by the status if two
   * features share the name.
   */
  ProblemCode code(String reference) {
    int end = reference.indexOf(' ');
    String name = reference.substring(end + 1);
    List<ProblemCode> found =
        codes.getOrDefault(name, List.of()).stream()
            .filter(code -> end < 0 || statusOf(code).equals(reference.substring(0, end)))
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          found.isEmpty()
              ? "No @Section lists the enum of the code " + reference
              : "Several features have the code " + reference + ": put its status before it");
    }
    return found.get(0);
  }

  private static String statusOf(ProblemCode code) {
    return Integer.toString(Problem.statusOf(code.kind()));
  }

  List<String> codes() {
    return List.copyOf(codes.keySet());
  }

  List<String> terms(Class<? extends Term> type) {
    return terms.stream().filter(type::isInstance).map(Term::term).sorted().distinct().toList();
  }

  List<Class<? extends Record>> results() {
    return List.copyOf(results);
  }

  /** The {@link ExtraMember} annotations of all codes. */
  List<ExtraMember> extraMembers() {
    List<ExtraMember> members = new ArrayList<>();
    codes.values().stream()
        .flatMap(List::stream)
        .forEach(
            code ->
                members.addAll(
                    Arrays.asList(constant(code).getAnnotationsByType(ExtraMember.class))));
    return members;
  }

  private static AnnotatedElement constant(ProblemCode code) {
    try {
      return ((Enum<?>) code).getDeclaringClass().getField(code.name());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
