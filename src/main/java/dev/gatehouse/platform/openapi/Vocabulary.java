package dev.gatehouse.platform.openapi;

import dev.gatehouse.platform.http.Route;
import dev.gatehouse.platform.http.ServerCode;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.ProblemCode;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The codes and terms that the sections list. */
final class Vocabulary {
  private final Map<String, ProblemCode> codes = new TreeMap<>();
  private final Set<Term> terms = new LinkedHashSet<>();

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
    }
  }

  static Section sectionOf(Class<?> resource) {
    Section section = resource.getAnnotation(Section.class);
    if (section == null) {
      throw new IllegalStateException(resource + " must say by @Section where it is described");
    }
    return section;
  }

  private void add(Class<? extends ProblemCode> type) {
    for (ProblemCode code : constantsOf(type)) {
      codes.put(code.code(), code);
    }
  }

  private static <T> T[] constantsOf(Class<T> type) {
    T[] constants = type.getEnumConstants();
    if (constants == null) {
      throw new IllegalStateException(type + " must be an enum");
    }
    return constants;
  }

  ProblemCode code(String name) {
    ProblemCode code = codes.get(name);
    if (code == null) {
      throw new IllegalStateException("No @Section lists the enum of the code " + name);
    }
    return code;
  }

  /** All codes by name. */
  Collection<ProblemCode> codes() {
    return codes.values();
  }

  List<String> terms(Class<? extends Term> type) {
    return terms.stream().filter(type::isInstance).map(Term::term).sorted().distinct().toList();
  }

  /** What {@link Adds} says of each code. */
  List<Adds> additions() {
    List<Adds> additions = new ArrayList<>();
    for (ProblemCode code : codes.values()) {
      additions.addAll(Arrays.asList(constant(code).getAnnotationsByType(Adds.class)));
    }
    return additions;
  }

  private static AnnotatedElement constant(ProblemCode code) {
    try {
      return ((Enum<?>) code).getDeclaringClass().getField(code.name());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
