# The service as a user without rights. Configuration comes from APP_* variables (see docs/settings.md); with
# no APP_DATABASE_URL it keeps a database of its own in the volume.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml .
COPY migrations migrations
COPY src src
RUN mvn -q -B package -Dmaven.test.skip=true

FROM eclipse-temurin:25-jre
# PostgreSQL's initdb wants a user with a name.
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin gatehouse \
  && install -d -o gatehouse -g gatehouse -m 0700 /data
WORKDIR /app
COPY --from=build /build/target/app.jar app.jar
COPY config.yml config.yml
ENV APP_DATA_DIR=/data
VOLUME /data
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${APP_PORT:-8080} && printf 'GET /livez HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
# Options for the JVM go into JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "-jar", "app.jar"]
CMD ["server", "config.yml"]
