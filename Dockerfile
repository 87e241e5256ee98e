# Builds the server and its pages with what ./run builds them with, and keeps only what runs.
# tests/image reads this file; no test starts it (docs/operations.md).

FROM debian:12 AS build
ENV DEBIAN_FRONTEND=noninteractive
WORKDIR /yorisoi
COPY run.d/packages.sh run.d/
RUN apt-get update \
    && apt-get install --yes --no-install-recommends $(bash run.d/packages.sh build web)
COPY CMakeLists.txt CMakePresets.json ./
COPY protocol protocol
COPY server server
COPY sql sql
RUN cmake --preset release && cmake --build --preset release
COPY web-client web-client
RUN cd web-client && npm ci --no-audit --no-fund && npm run build
RUN bash run.d/packages.sh libraries build/release/yorisoi >libraries

FROM debian:12-slim
ENV DEBIAN_FRONTEND=noninteractive
COPY --from=build /yorisoi/libraries /yorisoi/run.d/packages.sh /tmp/
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        $(cat /tmp/libraries) $(bash /tmp/packages.sh image) \
    && rm -rf /var/lib/apt/lists/* /tmp/libraries /tmp/packages.sh \
    && groupadd --gid 10001 yorisoi \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin yorisoi \
    && install --directory --owner yorisoi --group yorisoi --mode 0700 /var/lib/yorisoi
COPY --from=build /yorisoi/build/release/yorisoi /usr/local/bin/
COPY --from=build /yorisoi/web-client/dist /usr/local/share/yorisoi
USER 10001:10001
ENV YORISOI_DATA=/var/lib/yorisoi \
    YORISOI_PUBLIC=/usr/local/share/yorisoi
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["curl", "--fail", "--silent", "--noproxy", "*", "--output", "/dev/null", "http://127.0.0.1:8080/healthz"]
ENTRYPOINT ["/usr/local/bin/yorisoi"]
CMD ["serve"]
