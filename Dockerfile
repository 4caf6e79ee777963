FROM swift:6.1-bookworm AS build
RUN apt-get update && apt-get install --yes --no-install-recommends libssl-dev zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
COPY scenarios scenarios
RUN swift build -c release --product electrum-mock --static-swift-stdlib

FROM debian:bookworm-slim
RUN apt-get update && apt-get install --yes --no-install-recommends curl libssl3 zlib1g \
    && rm -rf /var/lib/apt/lists/* && useradd --system electrum
COPY --from=build /src/.build/release/electrum-mock /usr/local/bin/electrum-mock
USER electrum
ENV ELECTRUM_MOCK_LISTEN=*:8080
EXPOSE 8080
HEALTHCHECK CMD curl --fail --silent http://127.0.0.1:8080/_mock/health
ENTRYPOINT ["electrum-mock"]
CMD ["serve"]
