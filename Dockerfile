FROM swift:6.1-bookworm AS build
RUN apt-get update && apt-get install --yes --no-install-recommends libssl-dev make zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Makefile Package.swift ./
COPY packaging packaging
COPY Sources Sources
COPY Tests Tests
COPY scenarios scenarios
ARG COMMIT
RUN make build COMMIT=$COMMIT && strip .build/release/electrum-mock

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 electrum
COPY --from=build /src/.build/release/electrum-mock /usr/local/bin/electrum-mock
LABEL org.opencontainers.image.title="electrum-mock" \
    org.opencontainers.image.description="A mock of the Electrum voucher switch" \
    org.opencontainers.image.licenses="MIT"
# Scenarios of your own are mounted at /mock/scenarios. Nothing is written: --read-only works.
WORKDIR /mock
USER 10001:10001
ENV ELECTRUM_MOCK_LISTEN=*:8080
EXPOSE 8080
STOPSIGNAL SIGTERM
# The interval is for tests that wait for the mock; the check takes some milliseconds.
HEALTHCHECK --interval=1s --timeout=3s --start-period=10s CMD ["electrum-mock", "health", "--pid", "1"]
ENTRYPOINT ["electrum-mock"]
CMD ["serve"]
